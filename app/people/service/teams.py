"""Communes, villages, teams and who belongs to them, each from a day to a day."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, NOT_FOUND, DomainError
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Member, Membership, Team
from app.units.models import Unit, Village
from app.web.database import db


def _today() -> date:
    return local(clock.now()).date()


def _words(text: str) -> str:
    """Text in its one form: NFC, one space between words."""
    return " ".join(nfc(text).split())


def open_commune(code: str) -> Unit:
    """Let a commune of today keep its book here: makes its journal, harmless when it is there; ``NOT_FOUND`` else."""
    unit = db.session.get(Unit, code)
    if unit is None or unit.kind == "province" or unit.valid_to is not None:
        raise DomainError(NOT_FOUND, unit=code)
    journal.open_journal(unit.id)
    return unit


def add_village(actor: Actor, name: str, *, kind: str = "thon", households: int | None = None) -> Village:
    """Add a village (``thon``) or residential group (``to_dan_pho``) to the actor's commune, after those that are there."""
    commune_id = rules.check_may_keep(actor)
    if actor.village_ids is not None:
        raise DomainError(NOT_FOUND)
    position = db.session.scalar(select(func.max(Village.position)).where(Village.commune_id == commune_id))
    village = Village(
        commune_id=commune_id,
        id=new_id(),
        kind=kind,
        name=_words(name),
        households=households,
        position=(position or 0) + 1,
    )
    db.session.add(village)
    journal.note(commune_id, "village.added", Subject("village", village.id), actor, audience=journal_rules.POLICE)
    return village


def add_team(actor: Actor, village_id: UUID, name: str, *, kind: str, since: date | None = None) -> Team:
    """Add a team of ``kind`` (``rules.TEAM_KINDS``) to a village that the actor answers for."""
    commune_id = rules.check_may_keep(actor)
    if village_id not in {village.id for village in queries.list_villages(actor, _today())}:
        raise DomainError(NOT_FOUND)
    if kind not in rules.TEAM_KINDS:
        raise DomainError(INVALID, errors=[{"pointer": "/kind", "detail": "Loại tổ chưa đúng"}])
    team = Team(commune_id=commune_id, id=new_id(), village_id=village_id, name=_words(name), kind=kind, valid_from=since)
    db.session.add(team)
    journal.note(commune_id, "team.added", Subject("team", team.id, team.id), actor, facts={"kind": kind})
    return team


def rename_team(actor: Actor, team_id: UUID, name: str) -> Team:
    """Give a team another name; its reports keep the one that they were written under."""
    team = _get_own_team(actor, team_id)
    team.name = _words(name)
    journal.note(team.commune_id, "team.changed", Subject("team", team.id, team.id), actor)
    return team


def end_team(actor: Actor, team_id: UUID, on: date) -> Team:
    """End a team with the day ``on``; its book stays, and its phones can still send what they hold."""
    team = _get_own_team(actor, team_id)
    team.valid_to = on
    facts = {"on": on.isoformat()}
    journal.note(team.commune_id, "team.ended", Subject("team", team.id, team.id), actor, facts=facts)
    return team


def take_up_team(actor: Actor, team_id: UUID) -> Team:
    """Let an ended team go on."""
    team = _get_own_team(actor, team_id)
    team.valid_to = None
    journal.note(team.commune_id, "team.changed", Subject("team", team.id, team.id), actor)
    return team


def add_member(actor: Actor, team_id: UUID, name: str, *, role: str = "member", since: date | None = None) -> Member:
    """Add a person to a team from the day ``since`` (today); a team has one leader at a time (``ALREADY_THERE``)."""
    team = _get_own_team(actor, team_id)
    since = since or _today()
    if role not in rules.MEMBER_ROLES:
        raise DomainError(INVALID, errors=[{"pointer": "/role", "detail": "Vai trò chưa đúng"}])
    if role == "leader" and _has_leader(team, since):
        raise DomainError(ALREADY_THERE, "Tổ đã có tổ trưởng.")
    member = Member(commune_id=team.commune_id, id=new_id(), name=_words(name))
    db.session.add(member)
    # Membership knows its member by a foreign key alone, so the member has to be there first.
    db.session.flush()
    db.session.add(_membership(team, member.id, role, since))
    subject = Subject("member", member.id, team.id)
    journal.note(team.commune_id, "member.added", subject, actor, facts={"role": role, "since": since.isoformat()})
    return member


def change_member(actor: Actor, team_id: UUID, member_id: UUID, *, name: str, role: str) -> Member:
    """Put a member's name right or change the role; past reports show the name as it is now.

    ``NOT_FOUND`` when the person is not on the team today, ``ALREADY_THERE`` when somebody else leads it.
    """
    team = _get_own_team(actor, team_id)
    membership = _find_membership(team, member_id, _today())
    if membership is None:
        raise DomainError(NOT_FOUND)
    if role not in rules.MEMBER_ROLES:
        raise DomainError(INVALID, errors=[{"pointer": "/role", "detail": "Vai trò chưa đúng"}])
    if role == "leader" and membership.role != "leader" and _has_leader(team, _today()):
        raise DomainError(ALREADY_THERE, "Tổ đã có tổ trưởng.")
    member = db.session.get_one(Member, (team.commune_id, member_id))
    member.name, membership.role = _words(name), role
    journal.note(team.commune_id, "member.changed", Subject("member", member.id, team.id), actor, facts={"role": role})
    return member


def _find_membership(team: Team, member_id: UUID, after: date) -> Membership | None:
    """The membership that still counts after the day ``after``, or on it where it has no end."""
    return db.session.scalar(
        select(Membership).where(
            Membership.commune_id == team.commune_id,
            Membership.team_id == team.id,
            Membership.member_id == member_id,
            or_(Membership.valid_to.is_(None), Membership.valid_to > after),
        )
    )


def _membership(team: Team, member_id: UUID, role: str, since: date) -> Membership:
    here = (Membership.commune_id == team.commune_id) & (Membership.team_id == team.id)
    last = db.session.scalar(select(func.max(Membership.position)).where(here)) or 0
    return Membership(
        commune_id=team.commune_id,
        id=new_id(),
        team_id=team.id,
        member_id=member_id,
        role=role,
        position=last + 1,
        valid_from=since,
    )


def _has_leader(team: Team, on: date) -> bool:
    found = db.session.scalar(
        select(Membership.id).where(
            Membership.commune_id == team.commune_id,
            Membership.team_id == team.id,
            Membership.role == "leader",
            or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
        )
    )
    return found is not None


def end_membership(actor: Actor, team_id: UUID, member_id: UUID, *, on: date) -> None:
    """End a membership; ``on`` is the last day that still counts. ``NOT_FOUND`` when the person is not on the team."""
    team = _get_own_team(actor, team_id)
    membership = _find_membership(team, member_id, on)
    if membership is None:
        raise DomainError(NOT_FOUND)
    # Somebody added by mistake today never belonged: the last day then lies before the first.
    membership.valid_to = max(on, membership.valid_from - timedelta(days=1))
    subject = Subject("member", member_id, team.id)
    journal.note(team.commune_id, "membership.ended", subject, actor, facts={"on": membership.valid_to.isoformat()})


def _get_own_team(actor: Actor, team_id: UUID) -> Team:
    """The team's row, for one who keeps it; ``NOT_FOUND`` outside the actor's scope."""
    commune_id = rules.check_may_keep(actor)
    team = db.session.get(Team, (commune_id, team_id))
    if team is None or (actor.village_ids is not None and team.village_id not in actor.village_ids):
        raise DomainError(NOT_FOUND)
    return team
