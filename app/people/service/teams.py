"""Communes, villages and teams, each from a day to a day."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Team
from app.units.models import Unit, Village
from app.web.database import db


def today() -> date:
    """The day in Vietnam."""
    return local(clock.now()).date()


def one_form(text: str) -> str:
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
        name=one_form(name),
        households=households,
        position=(position or 0) + 1,
    )
    db.session.add(village)
    journal.note(commune_id, "village.added", Subject("village", village.id), actor, audience=journal_rules.POLICE)
    return village


def add_team(actor: Actor, village_id: UUID, name: str, *, kind: str, since: date | None = None) -> Team:
    """Add a team of ``kind`` (``rules.TEAM_KINDS``) to a village that the actor answers for."""
    commune_id = rules.check_may_keep(actor)
    if village_id not in {village.id for village in queries.list_villages(actor, today())}:
        raise DomainError(NOT_FOUND)
    if kind not in rules.TEAM_KINDS:
        raise DomainError(INVALID, errors=[{"pointer": "/kind", "detail": "Loại tổ chưa đúng"}])
    team = Team(commune_id=commune_id, id=new_id(), village_id=village_id, name=one_form(name), kind=kind, valid_from=since)
    db.session.add(team)
    journal.note(commune_id, "team.added", Subject("team", team.id, team.id), actor, facts={"kind": kind})
    return team


def rename_team(actor: Actor, team_id: UUID, name: str) -> Team:
    """Give a team another name; its reports keep the one that they were written under."""
    team = get_own_team(actor, team_id)
    team.name = one_form(name)
    journal.note(team.commune_id, "team.changed", Subject("team", team.id, team.id), actor)
    return team


def end_team(actor: Actor, team_id: UUID, on: date) -> Team:
    """End a team with the day ``on``; its book stays, and its phones can still send what they hold."""
    team = get_own_team(actor, team_id)
    team.valid_to = on
    facts = {"on": on.isoformat()}
    journal.note(team.commune_id, "team.ended", Subject("team", team.id, team.id), actor, facts=facts)
    return team


def take_up_team(actor: Actor, team_id: UUID) -> Team:
    """Let an ended team go on."""
    team = get_own_team(actor, team_id)
    team.valid_to = None
    journal.note(team.commune_id, "team.changed", Subject("team", team.id, team.id), actor)
    return team


def get_own_team(actor: Actor, team_id: UUID) -> Team:
    """The team's row, for one who keeps it; ``NOT_FOUND`` outside the actor's scope. Locked until the commit, so that two
    officers do not give a team two leaders."""
    commune_id = rules.check_may_keep(actor)
    team = db.session.get(Team, (commune_id, team_id), with_for_update=True)
    if team is None or (actor.village_ids is not None and team.village_id not in actor.village_ids):
        raise DomainError(NOT_FOUND)
    return team
