"""Reading rosters, for those who may see the team. Each costs a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import month_ends
from app.people import queries as people
from app.people.models import Member, Team
from app.people.queries import TeamColumns, TeamRow
from app.roster.models import PlannedMember, PlannedShift
from app.web.database import db


@dataclass(frozen=True)
class Planned:
    """Somebody on a planned shift; ``answer`` is joining, busy, or not given yet."""

    id: UUID
    name: str
    answer: str | None = None


@dataclass(frozen=True)
class ShiftRow:
    """A planned shift with its people in their order; ``state`` is planned or called-off."""

    id: UUID
    team_id: UUID
    team_name: str
    village_id: UUID
    night: date
    preset: str
    starts_at: datetime
    ends_at: datetime
    route_id: UUID | None
    state: str
    reason: str | None
    version: int
    members: list[Planned] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A team's roster of a month: its shifts by night, and how many nights everybody is planned for."""

    team: TeamRow
    first: date
    last: date
    shifts: dict[date, list[ShiftRow]]
    nights_of: Counter[UUID]


def _shifts(actor: Actor) -> Select[PlannedShift, str, UUID]:
    return _any_shifts().where(people.scope(actor, TeamColumns))


def _any_shifts() -> Select[PlannedShift, str, UUID]:
    return (
        select(PlannedShift, Team.name.label("team"), Team.village_id)
        .join(Team, (Team.commune_id == PlannedShift.commune_id) & (Team.id == PlannedShift.team_id))
        .order_by(PlannedShift.night, PlannedShift.starts_at, Team.name, PlannedShift.id)
    )


def list_shifts(
    actor: Actor, first: date, last: date, *, team_id: UUID | None = None, state: str | None = None
) -> list[ShiftRow]:
    """The shifts planned from the night ``first`` to the night ``last``, by time; two statements."""
    question = _shifts(actor).where(PlannedShift.night.between(first, last))
    if team_id is not None:
        question = question.where(PlannedShift.team_id == team_id)
    if state is not None:
        question = question.where(PlannedShift.state == state)
    return _rows(question)


def get_shift(actor: Actor, shift_id: UUID) -> ShiftRow:
    """One planned shift; ``NOT_FOUND`` outside the actor's scope. Two statements."""
    found = _rows(_shifts(actor).where(PlannedShift.id == shift_id))
    if not found:
        raise DomainError(NOT_FOUND)
    return found[0]


def lock_shift(commune_id: str, team_id: UUID, shift_id: UUID) -> ShiftRow | None:
    """One planned shift of this team, locked until the commit; None when there is none. Two statements."""
    return lock_shifts(commune_id, team_id, [shift_id]).get(shift_id)


def lock_shifts(commune_id: str, team_id: UUID, shift_ids: Collection[UUID]) -> dict[UUID, ShiftRow]:
    """Planned shifts of this team, locked in one order until the commit; those that are not there are missing."""
    here = (PlannedShift.commune_id == commune_id) & (PlannedShift.team_id == team_id) & PlannedShift.id.in_(shift_ids)
    found = _any_shifts().where(here).with_for_update(of=PlannedShift).execution_options(populate_existing=True)
    return {row.id: row for row in _rows(found)}


def _rows(question: Select[PlannedShift, str, UUID]) -> list[ShiftRow]:
    rows = db.session.execute(question).all()
    members = _planned({row[0].commune_id for row in rows}, [row[0].id for row in rows]) if rows else {}
    return [_shift_row(shift, team, village, members.get(shift.id, [])) for shift, team, village in rows]


def _shift_row(shift: PlannedShift, team: str, village_id: UUID, members: list[Planned]) -> ShiftRow:
    return ShiftRow(
        id=shift.id,
        team_id=shift.team_id,
        team_name=team,
        village_id=village_id,
        night=shift.night,
        preset=shift.preset,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        route_id=shift.route_id,
        state=shift.state,
        reason=shift.reason,
        version=shift.version,
        members=members,
    )


def _planned(communes: Collection[str], shift_ids: Collection[UUID]) -> dict[UUID, list[Planned]]:
    found: dict[UUID, list[Planned]] = defaultdict(list)
    rows = db.session.execute(
        select(PlannedMember.shift_id, Member.id, Member.name, PlannedMember.answer)
        .join(Member, (Member.commune_id == PlannedMember.commune_id) & (Member.id == PlannedMember.member_id))
        .where(PlannedMember.commune_id.in_(communes), PlannedMember.shift_id.in_(shift_ids))
        .order_by(PlannedMember.shift_id, PlannedMember.position)
    )
    for shift_id, member_id, name, answer in rows:
        found[shift_id].append(Planned(member_id, name, answer))
    return found


def get_month(actor: Actor, team_id: UUID, month: date) -> Month:
    """A team's roster of a month; ``NOT_FOUND`` outside the actor's scope. Four statements."""
    first, last = month_ends(month)
    team = people.get_team(actor, team_id, last)
    shifts: dict[date, list[ShiftRow]] = defaultdict(list)
    nights: set[tuple[UUID, date]] = set()
    for shift in list_shifts(actor, first, last, team_id=team_id):
        shifts[shift.night].append(shift)
        if shift.state == "planned":
            nights |= {(member.id, shift.night) for member in shift.members}
    return Month(team, first, last, dict(shifts), Counter(member_id for member_id, _ in nights))
