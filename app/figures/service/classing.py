"""Saying what class of the year a team is proposed for, and deciding it."""

from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_ALLOWED, DomainError
from app.core.ids import new_id
from app.core.text import nfc
from app.figures import queries, rules
from app.figures.models import Classing
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.web.database import db


def say_class(actor: Actor, team_id: UUID, year: int, step: str, level: str, reason: str) -> Classing:
    """A person proposes or decides the class of a team in scope (``NOT_FOUND``) for the year in which its period ends.

    Nothing of it is worked out: ``level`` and ``reason`` are what the person says. A later word stands in the place of an
    earlier one, which is kept. ``NOT_ALLOWED`` for whoever may not, ``INVALID`` for what is missing.
    """
    team = queries.find_team(actor, team_id)
    if actor.kind != "office" or not rules.may_say(step, actor.role) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    reason = nfc(reason).strip()
    faults = rules.find_class_faults(level, reason)
    if faults:
        raise DomainError(INVALID, errors=faults)
    said = Classing(commune_id=team.commune_id, id=new_id(), team_id=team.id, year=year, step=step, level=level)
    said.reason, said.account_id, said.at = reason, actor.account_id, clock.now()
    db.session.add(said)
    facts = {"year": year, "level": level}
    subject = Subject("team", team.id, team.id)
    note(team.commune_id, f"team.class-{step}", subject, actor, facts=facts, audience=POLICE_ONLY)
    return said
