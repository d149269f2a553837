"""The one scope filter: whose data an actor may see. Every list of the product goes through ``scope``."""

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
    none (they read de-identified sentences through ``feed``, or figures).
    """
    if actor.commune_id is None:
        return false()
    here: ColumnElement[bool] = table.commune_id == actor.commune_id
    if actor.kind == "device":
        own: ColumnElement[bool] = table.team_id == actor.team_id
        return here & own
    if actor.kind == "office" and actor.role in rules.POLICE:
        return here & in_villages(actor, table.village_id)
    return false()


def in_villages(actor: Actor, village_id: InstrumentedAttribute[Any] | Any) -> ColumnElement[bool]:
    """Whether a row's village is one that the actor answers for; all of them when none is named."""
    if actor.village_ids is None:
        return true()
    condition: ColumnElement[bool] = village_id.in_(actor.village_ids)
    return condition
