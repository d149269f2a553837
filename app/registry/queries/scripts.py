"""Texts of loudspeakers: all of them for those who write them, the approved ones for whoever reads the book."""

from uuid import UUID

from sqlalchemy import ColumnElement, false, select, true

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.queries import in_books
from app.registry import rules
from app.registry.models import LoudScript
from app.web.database import db


def offered() -> ColumnElement[bool]:
    """Those that may be read aloud."""
    return LoudScript.approved_at.is_not(None) & LoudScript.ended_on.is_(None)


def _seen(actor: Actor) -> ColumnElement[bool]:
    if not rules.may_read(actor):
        return false()
    drafts = true() if rules.may_draft(actor) or rules.may_approve(actor) else offered()
    return in_books(actor, LoudScript.commune_id) & drafts


def list_scripts(actor: Actor) -> list[LoudScript]:
    """The texts that the actor may read: those that wait for approval first, ended ones last; one statement."""
    order = (LoudScript.ended_on.is_not(None), LoudScript.approved_at.is_not(None), LoudScript.title, LoudScript.id)
    return list(db.session.scalars(select(LoudScript).where(_seen(actor)).order_by(*order)))


def get_script(actor: Actor, script_id: UUID, *, lock: bool = False) -> LoudScript:
    """One of them; ``NOT_FOUND``. ``lock``: until the end of the transaction, for whoever changes it."""
    question = select(LoudScript).where(LoudScript.id == script_id, _seen(actor))
    script = db.session.scalar(question.with_for_update() if lock else question)
    if script is None:
        raise DomainError(NOT_FOUND)
    return script
