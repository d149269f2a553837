"""Whether a paper says what the record says today. Who may not see the record does not even learn that it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.documents.prints.layout import Kind, Sheet
from app.documents.prints.marks import Mark, read_code
from app.documents.sheets.attendance import attendance_sheet, team_months
from app.documents.sheets.codes import route_codes
from app.documents.sheets.night_log import night_log
from app.documents.sheets.period import period_sheet
from app.documents.sheets.roster import month_roster
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.periods import queries as periods
from app.reports.models import Report
from app.roster.models import Route
from app.web.database import db

# The record, its team with its name, and whether the record stands.
Found = tuple[UUID, UUID | None, str, bool]
_STANDS = ("submitted", "approved", "returned", "locked")


@dataclass(frozen=True)
class Checked:
    """A paper that was printed here: what the record says now, and whether that is the ``same`` as what was printed.

    ``stands`` is False for the log of a report that was withdrawn or refused since, and for codes of a route that ended. A
    commune's own paper has no ``team_id``, and its name for ``team``.
    """

    mark: Mark
    sheet: Sheet
    same: bool
    stands: bool
    team_id: UUID | None
    team: str


def check_code(actor: Actor, text: str) -> Checked | None:
    """What a typed code is of; None for a code that was not made here, or whose record the actor may not see."""
    mark = read_code(text)
    if mark is None:
        return None
    found = _FINDERS.get(mark.kind, _find_team)(actor, mark)
    if found is None:
        return None
    record_id, team_id, team, stands = found
    sheet = _SHEETS[mark.kind](actor, record_id, mark)
    return Checked(mark, sheet, mark.says(sheet), stands, team_id, team)


def _find_report(actor: Actor, mark: Mark) -> Found | None:
    rows = db.session.execute(
        select(Report.id, Report.team_id, Report.state, Team.name)
        .join(Team, (Team.commune_id == Report.commune_id) & (Team.id == Report.team_id))
        .where(people.scope(actor, Report), Report.night == mark.day)
    )
    return next(((row.id, row.team_id, row.name, row.state in _STANDS) for row in rows if mark.is_of(row.id)), None)


def _find_route(actor: Actor, mark: Mark) -> Found | None:
    rows = db.session.execute(
        select(Route.id, Route.team_id, Route.ended_at, Team.name)
        .join(Team, (Team.commune_id == Route.commune_id) & (Team.id == Route.team_id))
        .where(people.scope_today(actor, TeamColumns))
    )
    return next(((row.id, row.team_id, row.name, row.ended_at is None) for row in rows if mark.is_of(row.id)), None)


def _find_team(actor: Actor, mark: Mark) -> Found | None:
    rows = db.session.execute(select(Team.id, Team.name).where(people.scope_today(actor, TeamColumns)))
    return next(((row.id, row.id, row.name, True) for row in rows if mark.is_of(row.id)), None)


def _find_period(actor: Actor, mark: Mark) -> Found | None:
    rows = (row for row in periods.list_beginning(actor, mark.day) if mark.is_of(row.report.id))
    return next(((row.report.id, row.report.team_id, row.team or row.commune, True) for row in rows), None)


_FINDERS: dict[Kind, Callable[[Actor, Mark], Found | None]] = {
    Kind.LOG: _find_report,
    Kind.CODES: _find_route,
    Kind.TEAM_PERIOD: _find_period,
    Kind.COMMUNE_PERIOD: _find_period,
}
_SHEETS: dict[Kind, Callable[[Actor, UUID, Mark], Sheet]] = {
    Kind.LOG: lambda actor, record_id, _mark: night_log(actor, record_id),
    Kind.ROSTER: lambda actor, record_id, mark: month_roster(actor, record_id, mark.day),
    Kind.CODES: lambda actor, record_id, _mark: route_codes(actor, record_id),
    Kind.ATTENDANCE: lambda actor, record_id, mark: attendance_sheet(team_months(actor, mark.day, record_id)[0]),
    Kind.TEAM_PERIOD: lambda actor, record_id, _mark: period_sheet(actor, record_id),
    Kind.COMMUNE_PERIOD: lambda actor, record_id, _mark: period_sheet(actor, record_id),
}
