"""What counts of a team's nights: reports with their words, incidents and activities, what the roster and its routes asked.

The statements are built once: every submit runs these.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.catalogue import queries as catalogue
from app.figures import rules
from app.figures.rules import Asked, Told
from app.reports import queries as reports
from app.reports.models import Activity, Incident, MoveNote, Report, ReportVersion, Supplement
from app.reports.rules import attendance
from app.roster.models import Checkpoint
from app.web.database import db, table_of

_POINT = table_of(Checkpoint)
_RULE = (attendance.WINDOW, attendance.LEAST, attendance.STAND_INS)


def _of_reports(table: Any) -> Any:
    return (table.commune_id == bindparam("commune")) & table.report_id.in_(bindparam("ids", expanding=True))


_POINTS = (
    select(*(_POINT.c[name] for name in ("id", "route_id", "begun_at", "ended_at")))
    .where(_POINT.c.commune_id == bindparam("commune"), _POINT.c.route_id.in_(bindparam("ids", expanding=True)))
    .order_by(_POINT.c.position, _POINT.c.id)
)
_RETURNS = (
    select(MoveNote.report_id, func.count())
    .where(_of_reports(MoveNote), MoveNote.move == "return")
    .group_by(MoveNote.report_id)
)
_PRESENT = (Report.commune_id == ReportVersion.commune_id) & (Report.id == ReportVersion.report_id)
_BODIES = (
    select(Report.id, ReportVersion.body)
    .join(ReportVersion, _PRESENT & (Report.version == ReportVersion.version))
    .where(_of_reports(ReportVersion))
)
_PARTS = select(Supplement.shift_id, Supplement.body).where(
    Supplement.commune_id == bindparam("commune"),
    Supplement.team_id == bindparam("team"),
    Supplement.shift_id.in_(bindparam("ids", expanding=True)),
    Supplement.kind == "part",
)
_INCIDENTS = select(Incident.report_id, Incident.category, Incident.severity, Incident.people, Incident.injured).where(
    _of_reports(Incident)
)
_DEEDS = select(Activity.report_id, Activity.category).where(_of_reports(Activity))

Here = Mapping[str, Any]


def read_told(here: Here, rows: Sequence[Any]) -> Mapping[date, list[Told]]:
    """By night the reports (``rows``) with what counts of them. ``here``: ``commune``, ``team`` and ``nights``.

    Words are read in the nights of which something is approved, incidents and activities of what is approved, returns of
    what moved.
    """
    approved = [row for row in rows if row.state in rules.APPROVED]
    nights = {row.night for row in approved}
    moved = [row.id for row in rows if row.rev > 1]
    returns = dict(_run(_RETURNS, here, moved))
    bodies = dict(_run(_BODIES, here, [row.id for row in rows if row.night in nights]))
    parts = _grouped(_run(_PARTS, here, [row.shift_id for row in approved if row.supplements]))
    incidents = _grouped(
        (one.report_id, one) for one in _run(_INCIDENTS, here, [row.id for row in approved if row.incidents])
    )
    deeds = _grouped(_run(_DEEDS, here, [row.id for row in approved if row.activities]))
    found: dict[date, list[Told]] = defaultdict(list)
    for row in rows:
        told = Told(
            row, returns.get(row.id, 0), bodies.get(row.id, {}), incidents[row.id], deeds[row.id], parts[row.shift_id]
        )
        found[row.night].append(told)
    return found


def read_asked(here: Here, planned: Sequence[Any], walked: Collection[UUID]) -> Mapping[date, Asked]:
    """By night what was asked (``planned``); the checkpoints of the shifts that were ``walked`` alone."""
    plans: dict[date, list[Any]] = defaultdict(list)
    for plan in planned:
        plans[plan.night].append(plan)
    ways = {plan.route_id for of_night in plans.values() for plan in of_night if plan.id in walked and plan.route_id}
    points = _grouped((one.route_id, one) for one in _run(_POINTS, here, sorted(ways)))
    commune_id = here["commune"]
    settings = [catalogue.recent_dated_setting(key, commune_id) for key in _RULE]
    return {
        night: Asked(
            plans=plans[night],
            points={plan.id: _points_at(plan, points[plan.route_id]) for plan in plans[night]},
            due_at=reports.due_at(night, commune_id),
            rule=attendance.night_rule(*(one.on(night) for one in settings)),
        )
        for night in here["nights"]
    }


def _points_at(plan: Any, points: Sequence[Any]) -> list[UUID]:
    """The checkpoints that a route had when the shift was to begin."""
    return [
        one.id
        for one in points
        if (one.begun_at is None or one.begun_at <= plan.starts_at)
        and (one.ended_at is None or one.ended_at > plan.starts_at)
    ]


def _run(statement: Any, here: Here, ids: Sequence[UUID]) -> Sequence[Any]:
    return db.session.connection().execute(statement, {**here, "ids": ids}).all() if ids else []


def _grouped(pairs: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found
