"""Who belongs to which team, as what, from a day to a day. A change ends one membership and begins another."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.journal import service as journal
from app.journal.service import Subject
from app.people import rules
from app.people.models import Member, Membership, Team
from app.people.service.teams import get_own_team, one_form, today
from app.web.database import db

_DAY = timedelta(days=1)


def add_member(actor: Actor, team_id: UUID, name: str, *, role: str = "member", since: date | None = None) -> Member:
    """Add a person to a team from the day ``since`` (today); a team has one leader at a time (``ALREADY_THERE``)."""
    team = get_own_team(actor, team_id)
    since = since or today()
    _check_role(team, role, since)
    member = Member(commune_id=team.commune_id, id=new_id(), name=one_form(name))
    db.session.add(member)
    # Membership knows its member by a foreign key alone, so the member has to be there first.
    db.session.flush()
    _begin(team, member.id, role, since)
    _note("member.added", member.id, team, actor, role=role, since=since.isoformat())
    return member


def change_member(actor: Actor, team_id: UUID, member_id: UUID, *, name: str, role: str, hand_over: bool = False) -> Member:
    """Put a member's name right or change the role from today on; past reports show the name as it is now.

    ``NOT_FOUND`` when the person is not on the team any more; ``ALREADY_THERE`` when somebody else leads it, unless that
    one is to hand over and to go on as a member.
    """
    team = get_own_team(actor, team_id)
    membership = _find_membership(team, member_id, today())
    if membership is None:
        raise DomainError(NOT_FOUND)
    if role != membership.role:
        if role == "leader" and hand_over:
            _let_leader_step_back(team, actor)
            db.session.flush()
        _check_role(team, role, today())
        set_role(membership, role)
    member = db.session.get_one(Member, (team.commune_id, member_id))
    member.name = one_form(name)
    _note("member.changed", member.id, team, actor, role=role)
    return member


def _let_leader_step_back(team: Team, actor: Actor) -> None:
    for leading in db.session.scalars(_leading(team, today())).all():
        set_role(leading, "member")
        _note("member.changed", leading.member_id, team, actor, role="member")


def set_role(membership: Membership, role: str) -> None:
    """Another role from today on; one that begins today or later was never anything else."""
    if membership.valid_from >= today():
        membership.role = role
        return
    changed = Membership(
        commune_id=membership.commune_id,
        id=new_id(),
        team_id=membership.team_id,
        member_id=membership.member_id,
        role=role,
        position=membership.position,
        valid_from=today(),
        valid_to=membership.valid_to,
    )
    membership.valid_to = today() - _DAY
    db.session.add(changed)


def move_member(actor: Actor, team_id: UUID, member_id: UUID, *, to: UUID, role: str, since: date) -> None:
    """Let a member of a team belong to the team ``to`` from the day ``since``, or somebody who left come back.

    What was before ends the day before. ``ALREADY_THERE`` when that team has a leader; ``INVALID`` when the person belongs
    to it already, or it has ended; ``NOT_FOUND`` outside the actor's scope.
    """
    # Both are locked, always in the same order: two moves that cross must not wait for each other.
    teams = {one: get_own_team(actor, one) for one in sorted((team_id, to))}
    former, team = teams[team_id], teams[to]
    if not _belonged(former, member_id):
        raise DomainError(NOT_FOUND)
    if team.valid_to is not None and team.valid_to < since:
        raise DomainError(INVALID, errors=[fault_at("/to", "Tổ này đã ngừng")])
    if _find_membership(team, member_id, since - _DAY) is not None:
        raise DomainError(INVALID, errors=[fault_at("/to", "Người này đang ở trong tổ đó")])
    _check_role(team, role, since)
    if _find_membership(former, member_id, since - _DAY) is not None:
        end_membership(actor, team_id, member_id, on=since - _DAY)
    _begin(team, member_id, role, since)
    _note("membership.begun", member_id, team, actor, role=role, since=since.isoformat())


def end_membership(actor: Actor, team_id: UUID, member_id: UUID, *, on: date) -> None:
    """End a membership; ``on`` is the last day that still counts. ``NOT_FOUND`` when the person is not on the team."""
    team = get_own_team(actor, team_id)
    membership = _find_membership(team, member_id, on)
    if membership is None:
        raise DomainError(NOT_FOUND)
    # Somebody added by mistake today never belonged: the last day then lies before the first.
    membership.valid_to = max(on, membership.valid_from - _DAY)
    _note("membership.ended", member_id, team, actor, on=membership.valid_to.isoformat())


def _begin(team: Team, member_id: UUID, role: str, since: date) -> None:
    here = (Membership.commune_id == team.commune_id) & (Membership.team_id == team.id)
    last = db.session.scalar(select(func.max(Membership.position)).where(here)) or 0
    db.session.add(
        Membership(
            commune_id=team.commune_id,
            id=new_id(),
            team_id=team.id,
            member_id=member_id,
            role=role,
            position=last + 1,
            valid_from=since,
        )
    )


def _find_membership(team: Team, member_id: UUID, after: date) -> Membership | None:
    """The first membership that still counts after the day ``after``, or on it where it has no end."""
    question = select(Membership).where(
        Membership.commune_id == team.commune_id,
        Membership.team_id == team.id,
        Membership.member_id == member_id,
        or_(Membership.valid_to.is_(None), Membership.valid_to > after),
    )
    return db.session.scalar(question.order_by(Membership.valid_from).limit(1))


def _belonged(team: Team, member_id: UUID) -> bool:
    here = (Membership.commune_id == team.commune_id) & (Membership.team_id == team.id)
    question = select(Membership.id).where(here, Membership.member_id == member_id)
    return db.session.execute(question.limit(1)).first() is not None


def _check_role(team: Team, role: str, since: date) -> None:
    if role not in rules.MEMBER_ROLES:
        raise DomainError(INVALID, errors=[fault_at("/role", "Vai trò chưa đúng")])
    if role == "leader" and db.session.scalars(_leading(team, since)).first() is not None:
        raise DomainError(ALREADY_THERE, "Tổ đã có tổ trưởng.")


def _leading(team: Team, on: date) -> Select[Membership]:
    return select(Membership).where(
        Membership.commune_id == team.commune_id,
        Membership.team_id == team.id,
        Membership.role == "leader",
        or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
    )


def _note(kind: str, member_id: UUID, team: Team, actor: Actor, **facts: str) -> None:
    journal.note(team.commune_id, kind, Subject("member", member_id, team.id), actor, facts=facts)
