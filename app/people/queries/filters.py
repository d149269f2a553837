"""The one scope filter: whose data an actor may see. Every list of the product goes through ``scope``."""

from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import ColumnElement, false, true
from sqlalchemy.orm import InstrumentedAttribute

from app.core.actor import Actor
from app.people import rules


class OfTeam(Protocol):
    """A table whose rows belong to a team of a village of a commune."""

    commune_id: Any
    team_id: Any
    village_id: Any


def scope(actor: Actor, table: type[OfTeam]) -> ColumnElement[bool]:
    """Which rows of ``table`` the actor may see whole.

    A phone: its own team's. Police: the commune's, or those of the villages that the officer answers for. Everybody else:
    none (they read de-identified sentences through ``feed``, or figures). What was written in a commune that has been merged
    into the actor's stands where it was written, and is seen as well.
    """
    if actor.commune_id is None:
        return false()
    here = in_books(actor, table.commune_id)
    if actor.kind == "device":
        own: ColumnElement[bool] = table.team_id == actor.team_id
        return here & own
    if actor.kind == "office" and actor.role in rules.POLICE:
        return here & in_villages(actor, table.village_id)
    return false()


def scope_of_figures(actor: Actor, table: type[Any]) -> ColumnElement[bool]:
    """Which rows of figures (of a village and a commune) the actor may add up: the police, and whoever reads de-identified
    things, in their villages."""
    if actor.kind != "office" or actor.role not in (*rules.POLICE, *rules.DEIDENTIFIED_READERS) or actor.commune_id is None:
        return false()
    return in_books(actor, table.commune_id) & in_villages(actor, table.village_id)


def scope_today(actor: Actor, table: type[OfTeam]) -> ColumnElement[bool]:
    """``scope`` without the books of former communes: for teams, phones and routes, which a merger takes along."""
    return scope(replace(actor, former_ids=()), table)


def in_books(actor: Actor, commune_id: InstrumentedAttribute[str] | Any) -> ColumnElement[bool]:
    """Whether a row stands in the book of the actor's commune, or in one that it keeps on after a merger."""
    if not actor.former_ids:
        own: ColumnElement[bool] = commune_id == actor.commune_id
        return own
    any_of: ColumnElement[bool] = commune_id.in_(actor.books)
    return any_of


def in_villages(actor: Actor, village_id: InstrumentedAttribute[Any] | Any) -> ColumnElement[bool]:
    """Whether a row's village is one that the actor answers for; all of them when none is named."""
    if actor.village_ids is None:
        return true()
    condition: ColumnElement[bool] = village_id.in_(actor.village_ids)
    return condition
