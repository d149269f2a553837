"""Which rows of the book an actor reads: one filter for sites, groups, things, activities and difficulties."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.queries.filters import in_books, in_villages
from app.registry import rules
from app.registry.models import ModelSite
from app.web.database import db


def readable(actor: Actor, table: type[Any]) -> ColumnElement[bool]:
    """Rows of the actor's books, in the actor's villages or of the whole commune (without a village).

    What was written in a commune that was merged into the actor's stays in its book, and is read and kept on.
    """
    if not rules.may_read(actor):
        return false()
    whole: ColumnElement[bool] = table.village_id.is_(None)
    return in_books(actor, table.commune_id) & or_(whole, in_villages(actor, table.village_id))


def get_site(actor: Actor, site_id: UUID, *, lock: bool = False) -> ModelSite:
    """A site that the actor may read; ``NOT_FOUND``. ``lock``: until the end of the transaction, for whoever changes it."""
    question = select(ModelSite).where(ModelSite.id == site_id, readable(actor, ModelSite))
    site = db.session.scalar(question.with_for_update() if lock else question)
    if site is None:
        raise DomainError(NOT_FOUND)
    return site
