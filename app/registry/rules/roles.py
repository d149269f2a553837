"""Who reads the commune's book of models, and who writes in it."""

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import CHIEF, COMMITTEE, DEIDENTIFIED_READERS, FRONT, OFFICER, POLICE, VILLAGE_HEAD

READERS = (*POLICE, *DEIDENTIFIED_READERS)
KEEPERS = (CHIEF, OFFICER, COMMITTEE)
# Who writes down what was done, and what stands in the way.
LOGGERS = (*KEEPERS, FRONT, VILLAGE_HEAD)


def _may(actor: Actor, roles: tuple[str, ...]) -> bool:
    return actor.kind == "office" and actor.commune_id is not None and actor.role in roles


def may_read(actor: Actor) -> bool:
    """Whether the actor reads the book (within its villages)."""
    return _may(actor, READERS)


def may_keep(actor: Actor) -> bool:
    """Whether the actor keeps sites, groups and things."""
    return _may(actor, KEEPERS)


def may_log(actor: Actor) -> bool:
    """Whether the actor writes down activities and difficulties."""
    return _may(actor, LOGGERS)


def check_may_read(actor: Actor) -> None:
    """``NOT_ALLOWED`` for whoever may not read the book."""
    if not may_read(actor):
        raise DomainError(NOT_ALLOWED)


def check_may_keep(actor: Actor) -> str:
    """The commune whose book the actor keeps; ``NOT_ALLOWED`` when none."""
    if not may_keep(actor) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id


def check_may_log(actor: Actor) -> str:
    """The commune in whose book the actor writes what was done; ``NOT_ALLOWED`` when none."""
    if not may_log(actor) or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id
