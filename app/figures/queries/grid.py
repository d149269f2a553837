"""The grid of teams and nights: what every team's every night of a period was."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.core.actor import Actor
from app.figures.rules import Heard, silence_of
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns, TeamRow
from app.reports.models import Report, is_live
from app.reports.rules import NightState, missing_shifts, state_of_night
from app.roster.models import PlannedShift
from app.web.database import db


@dataclass(frozen=True)
class Night:
    """One team's night, with how many of its shifts have a report, and how many are over without one.

    ``report_id`` is the first report; ``starts_at`` to ``ends_at`` span what was planned.
    """

    night: date
    state: NightState
    reports: int
    missing: int
    incidents: int
    severity: int
    report_id: UUID | None
    starts_at: datetime | None
    ends_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class TeamNights:
    """A team with its nights in order. ``received`` of ``due`` shifts that are over or reported have a report.

    ``silence``: the nights planned before tonight that have none since the last report, where they are too many; ``raised``:
    they were so a night ago, so that the officer asks now, and not only the team's leader is told.
    """

    team: TeamRow
    nights: list[Night]
    received: int
    due: int
    silence: list[date]
    raised: bool


@dataclass(frozen=True)
class Grid:
    """Every team that the actor may see and that existed in the period, in the order of its village."""

    days: list[date]
    rows: list[TeamNights] = field(default_factory=list)


# Whoever is planned once a week or more is known to be silent within so many days before the period.
_BEFORE = timedelta(days=31)


def read_grid(actor: Actor, first: date, last: date, tonight: date) -> Grid:
    """The nights from ``first`` to ``last`` of every team in the actor's scope; four statements."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    plans, reports = _plans(actor, first - _BEFORE, last), _reports(actor, first - _BEFORE, last)
    rows = []
    for team in people.list_teams(actor, last, ended=True):
        if team.valid_to is None or team.valid_to >= first:
            rows.append(_team_nights(team, days, plans.get(team.id, {}), reports.get(team.id, {}), tonight))
    return Grid(days, rows)


def _plans(actor: Actor, first: date, last: date) -> dict[UUID, dict[date, list[Row[Any]]]]:
    rows = db.session.execute(
        select(PlannedShift.id, PlannedShift.team_id, PlannedShift.night, PlannedShift.state, PlannedShift.reason)
        .add_columns(PlannedShift.starts_at, PlannedShift.ends_at)
        .join(Team, (Team.commune_id == PlannedShift.commune_id) & (Team.id == PlannedShift.team_id))
        .where(people.scope(actor, TeamColumns), PlannedShift.night.between(first, last))
        .order_by(PlannedShift.starts_at)
    ).all()
    return _by_night(rows)


def _reports(actor: Actor, first: date, last: date) -> dict[UUID, dict[date, list[Row[Any]]]]:
    rows = db.session.execute(
        select(Report.id, Report.shift_id, Report.team_id, Report.night, Report.state, Report.incidents, Report.severity)
        .where(people.scope(actor, Report), Report.night.between(first, last), is_live())
        .order_by(Report.started_at, Report.id)
    ).all()
    return _by_night(rows)


def _by_night(rows: Sequence[Any]) -> dict[UUID, dict[date, list[Row[Any]]]]:
    found: dict[UUID, dict[date, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.team_id][row.night].append(row)
    return found


def _team_nights(
    team: TeamRow,
    days: Sequence[date],
    plans: dict[date, list[Row[Any]]],
    reports: dict[date, list[Row[Any]]],
    tonight: date,
) -> TeamNights:
    before = [days[0] - _BEFORE + timedelta(days=number) for number in range(_BEFORE.days)]
    all_nights = [_night(day, plans.get(day, []), reports.get(day, []), tonight) for day in (*before, *days)]
    nights = all_nights[len(before) :]
    received = sum(night.reports for night in nights)
    heard = [Heard(night.night, night.missing > 0, night.reports > 0) for night in all_nights if night.night < tonight]
    silence = silence_of(heard)
    return TeamNights(
        team=team,
        nights=nights,
        received=received,
        due=received + sum(night.missing for night in nights),
        silence=silence,
        raised=bool(silence and silence_of([one for one in heard if one.night < tonight - timedelta(days=1)])),
    )


def _night(day: date, plans: Sequence[Row[Any]], reports: Sequence[Row[Any]], tonight: date) -> Night:
    shifts = [plan for plan in plans if plan.state == "planned"]
    missing = len(missing_shifts(plans, {row.shift_id for row in reports}, tonight))
    state = state_of_night(
        {row.state for row in reports},
        missing=missing > 0,
        planned=bool(shifts),
        called_off=bool(plans),
        is_tonight=day == tonight,
    )
    return Night(
        night=day,
        state=state,
        reports=len(reports),
        missing=missing,
        incidents=sum(row.incidents for row in reports),
        severity=max((row.severity for row in reports), default=0),
        report_id=reports[0].id if reports else None,
        starts_at=min((plan.starts_at for plan in shifts), default=None),
        ends_at=max((plan.ends_at for plan in shifts), default=None),
        reason=next((plan.reason for plan in plans if plan.reason), None),
    )
