"""Saying that a night was briefed."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, NOT_ALLOWED, DomainError, fault_at
from app.core.ids import new_id
from app.core.text import nfc
from app.figures import queries, rules
from app.figures.models import Briefing
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.web.database import db


def brief_night(actor: Actor, night: date, notes: str = "") -> Briefing:
    """The night was briefed, with these conclusions; once. ``ALREADY_THERE`` when somebody was quicker.

    Only who sees the whole commune may say so: nobody vouches for what he cannot see.
    """
    if not queries.may_brief(actor) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    notes = nfc(notes).strip()
    if len(notes) > rules.MOST_NOTES:
        raise DomainError(INVALID, errors=[fault_at("/notes", "Nhiều nhất 2000 ký tự")])
    if not rules.is_briefable(night, clock.now()):
        raise DomainError(INVALID, errors=[fault_at("/night", "Đêm này chưa qua")])
    if queries.find_briefing(actor, night) is not None:
        raise DomainError(ALREADY_THERE)
    briefing = Briefing(commune_id=actor.commune_id, night=night, id=new_id(), notes=notes, account_id=actor.account_id)
    briefing.at = clock.now()
    try:
        with db.session.begin_nested():
            db.session.add(briefing)
    except IntegrityError:
        # Of two at once the other was first.
        raise DomainError(ALREADY_THERE) from None
    facts = {"night": night.isoformat()}
    note(actor.commune_id, "night.briefed", Subject("briefing", briefing.id), actor, facts=facts, audience=POLICE_ONLY)
    return briefing
