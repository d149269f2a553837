"""The rows that a team's nights are counted from: how the nights stand so far, their reports and their plans.

Nearly always it is one night, and every push waits for it: then all three come with one statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from app.figures import rules
from app.figures.models import TeamNight
from app.people.models import Team
from app.reports.models import Report
from app.roster.models import PlannedShift
from app.web.database import db, table_of

NIGHT, REPORT, PLAN, _TEAM = (table_of(one) for one in (TeamNight, Report, PlannedShift, Team))
_COLUMNS = {
    "kept": [NIGHT.c[name] for name in ("night", "village_id", "kinds", *rules.COUNTED)],
    "told": [REPORT.c[name] for name in rules.ASKED],
    "plan": [PLAN.c[name] for name in ("id", "night", "state", "route_id", "starts_at")],
}
_IN_ORDER = (REPORT.c.started_at, REPORT.c.id)


@dataclass(frozen=True)
class Rows:
    """Of a team: the nights as they are kept, reports by their beginning, plans; and the village that it is at home in."""

    kept: Mapping[date, Any]
    reports: Sequence[Any]
    plans: Sequence[Any]
    home: UUID


def read_rows(here: Mapping[str, Any]) -> Rows:
    """``here``: ``commune``, ``team`` and ``nights``. One statement for a single night, four for several."""
    return _of_one(here) if len(here["nights"]) == 1 else _of_several(here)


def _of_several(here: Mapping[str, Any]) -> Rows:
    kept, reports, plans, home = (db.session.connection().execute(one, here).all() for one in _EACH)
    return Rows({row.night: row for row in kept}, reports, plans, home[0].village_id)


def _of_one(here: Mapping[str, Any]) -> Rows:
    """Two reports and two plans of a night come as four rows, so each is taken once."""
    (night,) = here["nights"]
    rows = (
        db.session.connection().execute(_TOGETHER, {"commune": here["commune"], "team": here["team"], "night": night}).all()
    )
    kept = _parts(rows, "kept", "night")
    return Rows(kept, list(_parts(rows, "told", "id").values()), list(_parts(rows, "plan", "id").values()), rows[0].home)


def _parts(rows: Sequence[Any], of: str, key: str) -> dict[Any, Any]:
    names = {one.name: f"{of}_{one.name}" for one in _COLUMNS[of]}
    return {
        getattr(row, names[key]): SimpleNamespace(**{name: getattr(row, label) for name, label in names.items()})
        for row in rows
        if getattr(row, names[key]) is not None
    }


def _of_nights(table: Any) -> Any:
    of_team = (table.c.commune_id == bindparam("commune")) & (table.c.team_id == bindparam("team"))
    return of_team & table.c.night.in_(bindparam("nights", expanding=True))


def _in_night(table: Any) -> Any:
    of_team = (table.c.commune_id == _TEAM.c.commune_id) & (table.c.team_id == _TEAM.c.id)
    return of_team & (table.c.night == bindparam("night"))


_EACH = (
    select(*_COLUMNS["kept"]).where(_of_nights(NIGHT)),
    select(*_COLUMNS["told"]).where(_of_nights(REPORT)).order_by(*_IN_ORDER),
    select(*_COLUMNS["plan"]).where(_of_nights(PLAN)),
    select(_TEAM.c.village_id).where(_TEAM.c.commune_id == bindparam("commune"), _TEAM.c.id == bindparam("team")),
)
_TOGETHER = (
    select(
        _TEAM.c.village_id.label("home"),
        *(column.label(f"{of}_{column.name}") for of, columns in _COLUMNS.items() for column in columns),
    )
    .select_from(_TEAM)
    .outerjoin(NIGHT, _in_night(NIGHT))
    .outerjoin(REPORT, _in_night(REPORT))
    .outerjoin(PLAN, _in_night(PLAN))
    .where(_TEAM.c.commune_id == bindparam("commune"), _TEAM.c.id == bindparam("team"))
    .order_by(*_IN_ORDER)
)
