"""Who may export, and whose export tells words. Plain: no database."""

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import COMMITTEE, POLICE


def sees_words(actor: Actor) -> bool:
    """Whether an export tells this reader what the teams wrote, and who led and decided."""
    return actor.role in POLICE


def check_may_export(actor: Actor) -> None:
    """Police export what they may see; the people's committee approved reports without words; nobody else anything."""
    if actor.kind != "office" or actor.role not in (*POLICE, COMMITTEE):
        raise DomainError(NOT_ALLOWED)
