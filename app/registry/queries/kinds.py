"""Kinds of models: any by its code, and a commune's own ones fresh from the table."""

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.catalogue.models import ModelKind
from app.catalogue.queries import KindOfModel
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.registry.rules.kinds import kind_mark
from app.web.database import db


def kind_of(code: str) -> KindOfModel:
    """A kind by its code; ``NOT_FOUND``. One that another process has just added is asked for anew."""
    known = catalogue.model_kinds().get(code)
    if known is None:
        catalogue.forget()
        known = catalogue.model_kinds().get(code)
    if known is None:
        raise DomainError(NOT_FOUND)
    return known


def kinds_for(actor: Actor) -> dict[str, KindOfModel]:
    """The kinds that the actor may choose from, by code."""
    scopes = ("", *actor.books)
    return {code: one for code, one in catalogue.model_kinds().items() if one.scope in scopes and not one.ended}


def list_own_kinds(actor: Actor) -> list[KindOfModel]:
    """The kinds of the actor's own commune, those that ended among them; one statement."""
    question = select(ModelKind).where(ModelKind.scope == actor.commune_id).order_by(ModelKind.vi, ModelKind.code)
    return [_kind(row) for row in db.session.scalars(question)] if actor.commune_id else []


def get_own_kind(actor: Actor, code: str) -> tuple[KindOfModel, str]:
    """A kind of the actor's own commune, and the mark of how it stands (``rules/kinds.py``); ``NOT_FOUND``."""
    row = db.session.get(ModelKind, code)
    if row is None or not row.scope or row.scope != actor.commune_id:
        raise DomainError(NOT_FOUND)
    return _kind(row), kind_mark(row.vi, row.en, row.facts, ended=bool(row.ended_on))


def _kind(row: ModelKind) -> KindOfModel:
    return KindOfModel(row.code, row.vi, row.en, row.scope, ended=bool(row.ended_on), **row.facts)
