"""Who reads the commune's book of models, and who writes in it."""

from uuid import UUID

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


def may_keep_in(actor: Actor, village_id: UUID | None) -> bool:
    """Whether the actor keeps what stands in this village (None: the whole commune): an officer in the own villages."""
    return may_keep(actor) and (actor.village_ids is None or village_id in actor.village_ids)


def check_may_keep_in(actor: Actor, village_id: UUID | None) -> str:
    """The commune whose book the actor keeps there; ``NOT_ALLOWED`` when none."""
    if not may_keep_in(actor, village_id):
        raise DomainError(NOT_ALLOWED)
    return check_may_keep(actor)


def may_set_kinds(actor: Actor) -> bool:
    """Whether the actor gives the commune kinds of models of its own: whoever keeps the whole of its book."""
    return _may(actor, (CHIEF, COMMITTEE)) and actor.village_ids is None
