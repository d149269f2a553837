"""Who was on duty in a period: from the kept nights, whose reports are approved."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.figures.models import TeamNight
from app.figures.queries.periods import left_out, nights_in
from app.people import queries as people
from app.people.models import Member, Team
from app.people.queries import TeamColumns
from app.reports.models import Report, is_live
from app.reports.rules.anonymous import BLANK_VERSION
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class Duty:
    """A member in one team; ``name`` is empty for those whom old reports do not name any more, taken together.

    ``nights`` on duty, ``minutes`` of them, and ``window`` of the nights count for the allowance (before the month's cap).
    """

    team_id: UUID
    member_id: UUID | None
    name: str
    nights: int
    minutes: int
    window: int


@dataclass(frozen=True)
class TeamName:
    """What a page of figures says of a team; ``commune_id`` is where it was founded or carried over to."""

    id: UUID
    commune_id: str
    name: str
    village: str


def find_team(actor: Actor, team_id: UUID) -> TeamName:
    """A team whose figures the actor may add up; ``NOT_FOUND`` otherwise. One statement."""
    row = db.session.execute(
        select(Team.id, Team.commune_id, Team.name, Village.name)
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope_of_figures(actor, TeamColumns), Team.id == team_id)
        .order_by(Team.valid_to.is_not(None))
    ).first()
    if row is None:
        raise DomainError(NOT_FOUND)
    return TeamName(*row)


def team_names(actor: Actor) -> dict[UUID, str]:
    """How each team in the actor's scope of figures is called, by village; one statement."""
    rows = db.session.execute(
        select(Team.id, Team.name)
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope_of_figures(actor, TeamColumns))
        .order_by(Village.position, Team.name, Team.id)
    )
    return dict(rows.all())


def read_duty(actor: Actor, first: date, last: date, today: date, team_id: UUID | None = None) -> list[Duty]:
    """Everybody on duty from the night ``first`` to ``last``, by name, never by number; two statements and a setting."""
    out = left_out(actor.commune_id or "", today)
    found: dict[tuple[UUID, UUID | None], list[int]] = defaultdict(lambda: [0, 0, 0])
    columns = (TeamNight.team_id, TeamNight.night, TeamNight.members, TeamNight.on_duty)
    for team, night, members, on_duty in db.session.execute(select(*columns).where(nights_in(actor, first, last, team_id))):
        for key, minutes in members.items():
            member_id = UUID(key)
            row = found[team, member_id if member_id.version != BLANK_VERSION else None]
            row[0] += 1
            row[1] += minutes
            row[2] += key in on_duty and night not in out
    names = _names(actor, {member_id for _team, member_id in found if member_id})
    rows = [Duty(team, one, names.get(one, "") if one else "", *numbers) for (team, one), numbers in found.items()]
    return sorted(rows, key=lambda row: (row.member_id is None, row.name.split()[-1:], row.name, str(row.member_id)))


def _names(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    asked = select(Member.id, Member.name).where(people.in_books(actor, Member.commune_id), Member.id.in_(ids))
    return dict(db.session.execute(asked).all())


def reports_of_shifts(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> dict[tuple[UUID, date], UUID]:
    """The report that stands for each shift, by the shift and the report's night; one statement."""
    here = people.scope(actor, Report) & Report.night.between(first, last) & is_live()
    if team_id is not None:
        here &= Report.team_id == team_id
    rows = db.session.execute(select(Report.shift_id, Report.night, Report.id).where(here))
    return {(shift_id, night): report_id for shift_id, night, report_id in rows}
