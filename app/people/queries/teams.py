"""Teams with their members, phones and invitations, for those who may see them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, or_, select
from sqlalchemy.orm import aliased

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.journal.models import JournalHead
from app.people.models import Member, Membership, Team
from app.people.queries.filters import in_villages, scope_today
from app.units.models import Unit, Village
from app.web.database import db

_Province = aliased(Unit)


class TeamColumns:
    """The table of teams with the columns that the scope filter asks for; also for what is joined to its team."""

    commune_id = Team.commune_id
    team_id = Team.id
    village_id = Team.village_id


@dataclass(frozen=True)
class MemberRow:
    """One member of a team on a day; ``role`` is leader, deputy or member."""

    id: UUID
    name: str
    role: str
    since: date


@dataclass(frozen=True)
class TeamRow:
    """A team as lists and pages show it, its leader first among ``members``."""

    id: UUID
    commune_id: str
    name: str
    kind: str
    village_id: UUID
    village_name: str
    commune_name: str
    province_id: str | None
    province_name: str
    valid_to: date | None
    members: list[MemberRow] = field(default_factory=list)


def existed_on(table: Any, day: date) -> ColumnElement[bool]:
    """Whether a row with dates (a team, a membership, a village) held on the day ``day``."""
    return or_(table.valid_from.is_(None), table.valid_from <= day) & or_(table.valid_to.is_(None), table.valid_to >= day)


def _teams() -> Select[Team, str, str, str | None, str]:
    return (
        select(
            Team, Village.name.label("village"), Unit.name.label("commune"), Unit.parent_id, _Province.name.label("province")
        )
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .join(Unit, Unit.id == Team.commune_id)
        .outerjoin(_Province, _Province.id == Unit.parent_id)
    )


def _team_row(row: Any, members: list[MemberRow]) -> TeamRow:
    team: Team = row.Team
    return TeamRow(
        id=team.id,
        commune_id=team.commune_id,
        name=team.name,
        kind=team.kind,
        village_id=team.village_id,
        village_name=row.village,
        commune_name=row.commune,
        province_id=row.parent_id,
        province_name=row.province or "",
        valid_to=team.valid_to,
        members=members,
    )


_RANK = case({"leader": 0, "deputy": 1}, value=Membership.role, else_=2)


def members_of(commune_id: str, team_ids: list[UUID], on: date) -> dict[UUID, list[MemberRow]]:
    """Who belongs to each team on the day ``on``: who leads it first, then in the team's own order. One statement."""
    found: dict[UUID, list[MemberRow]] = defaultdict(list)
    rows = db.session.execute(
        select(Membership.team_id, Membership.role, Membership.valid_from, Member.id, Member.name)
        .join(Member, (Member.commune_id == Membership.commune_id) & (Member.id == Membership.member_id))
        .where(Membership.commune_id == commune_id, Membership.team_id.in_(team_ids), existed_on(Membership, on))
        .order_by(Membership.team_id, _RANK, Membership.position, Membership.id)
    )
    for row in rows:
        found[row.team_id].append(MemberRow(row.id, row.name, row.role, row.valid_from))
    return found


def list_teams(actor: Actor, on: date, *, ended: bool = False, members: bool = True) -> list[TeamRow]:
    """The teams that the actor may see on the day ``on``, with their ``members`` or without; a statement each."""
    question = _teams().where(scope_today(actor, TeamColumns)).order_by(Village.position, Team.name, Team.id)
    rows = db.session.execute(question if ended else question.where(existed_on(Team, on))).all()
    if not rows:
        return []
    found = members_of(rows[0].Team.commune_id, [row.Team.id for row in rows], on) if members else {}
    return [_team_row(row, found.get(row.Team.id, [])) for row in rows]


def get_team(actor: Actor, team_id: UUID, on: date) -> TeamRow:
    """One team with its members on the day ``on``; ``NOT_FOUND`` outside the actor's scope. Two statements."""
    row = db.session.execute(_teams().where(scope_today(actor, TeamColumns), Team.id == team_id)).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return _team_row(row, members_of(row.Team.commune_id, [team_id], on).get(team_id, []))


def find_team(commune_id: str, team_id: UUID, on: date) -> TeamRow | None:
    """One team by its key, whoever asks: for doors that have already proved who may know of it. Two statements."""
    row = db.session.execute(_teams().where(Team.commune_id == commune_id, Team.id == team_id)).one_or_none()
    return None if row is None else _team_row(row, members_of(commune_id, [team_id], on).get(team_id, []))


def commune_face(team: TeamRow) -> dict[str, Any]:
    """``{id, name, province}`` of a team's commune."""
    return {"id": team.commune_id, "name": team.commune_name, "province": team.province_name}


def team_face(team: TeamRow) -> dict[str, Any]:
    """``{team: {id, name, kind, village}, members: [{id, name, role}], commune}``: what a phone knows of its team."""
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "kind": team.kind,
            "village": {"id": team.village_id, "name": team.village_name},
        },
        "members": [{"id": member.id, "name": member.name, "role": member.role} for member in team.members],
        "commune": commune_face(team),
    }


def was_member(commune_id: str, team_id: UUID, member_id: UUID, on: date) -> bool:
    """Whether somebody belonged to a team on the day ``on``, whatever became of both since; one statement."""
    question = select(Membership.id).where(
        Membership.commune_id == commune_id,
        Membership.team_id == team_id,
        Membership.member_id == member_id,
        Membership.valid_from <= on,
        or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
    )
    return db.session.execute(question.limit(1)).first() is not None


def ever_was_member(commune_id: str, team_id: UUID, member_id: UUID) -> bool:
    """Whether somebody ever belonged to a team; one statement."""
    here = (Membership.commune_id == commune_id) & (Membership.team_id == team_id)
    question = select(Membership.id).where(here, Membership.member_id == member_id)
    return db.session.execute(question.limit(1)).first() is not None


def list_villages(actor: Actor, on: date) -> list[Village]:
    """The villages of the actor's commune on the day ``on`` that the actor answers for, in their order; one statement."""
    question = select(Village).where(
        Village.commune_id == actor.commune_id, existed_on(Village, on), in_villages(actor, Village.id)
    )
    return list(db.session.scalars(question.order_by(Village.position, Village.name)))


def find_only_commune() -> Unit | None:
    """The commune whose book is kept here, where there is exactly one."""
    kept = select(Unit).join(JournalHead, JournalHead.commune_id == Unit.id).where(JournalHead.continued_in.is_(None))
    found = db.session.scalars(kept.limit(2)).all()
    return found[0] if len(found) == 1 else None
