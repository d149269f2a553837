"""What may be in matters of personal data. Plain: no Flask, no database."""

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError
from app.people.rules import CHIEF, DPO

# Who answers people's requests and watches over retention; only the chief signs the policy and holds records.
HANDLERS = (CHIEF, DPO)


def check_may_handle(actor: Actor) -> str:
    """The commune whose requests the actor answers; ``NOT_ALLOWED`` for everybody else."""
    return _check_role(actor, HANDLERS)


def check_may_sign(actor: Actor) -> str:
    """The commune whose policy the actor signs; ``NOT_ALLOWED`` for everybody but its chief."""
    return _check_role(actor, (CHIEF,))


def _check_role(actor: Actor, roles: tuple[str, ...]) -> str:
    if actor.kind != "office" or actor.role not in roles or actor.commune_id is None:
        raise DomainError(NOT_ALLOWED)
    return actor.commune_id
