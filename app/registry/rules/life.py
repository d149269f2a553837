"""The one life of every site of a model: its states, and which move leads from which to which."""

from dataclasses import dataclass

from app.core.actor import Actor
from app.core.errors import MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError
from app.people.rules import CHIEF, COMMITTEE, OFFICER

PROPOSED, SURVEYED, AWAITING = "proposed", "surveyed", "awaiting"
ACTIVE, WEAK, PAUSED, ENDED, DECLINED = "active", "weak", "paused", "ended", "declined"
STATES = (PROPOSED, SURVEYED, AWAITING, ACTIVE, WEAK, PAUSED, ENDED, DECLINED)
# Those that a commune counts as its models; paused ones are told of by themselves.
LIVING = (ACTIVE, WEAK)

# The first line of a site's story; it leads out of nothing, so it is no step of the table.
OPENED = "propose"
# A line of the story that moves nothing: its kind or the day of its launch was put right.
CORRECTED, CORRECTORS = "correct", (COMMITTEE, CHIEF)

_POLICE, _COMMITTEE = (CHIEF, OFFICER), (COMMITTEE, CHIEF)


@dataclass(frozen=True)
class Step:
    """A move: the states that it leads out of, the one that it leads to, who takes it, whether it wants a reason."""

    origins: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    wants_reason: bool = False


MOVES = {
    "survey": Step((PROPOSED,), SURVEYED, _POLICE),
    "submit": Step((SURVEYED,), AWAITING, _POLICE),
    "decline": Step((PROPOSED, SURVEYED, AWAITING), DECLINED, _COMMITTEE, True),
    "launch": Step((AWAITING,), ACTIVE, _COMMITTEE),
    "weaken": Step((ACTIVE,), WEAK, (*_POLICE, COMMITTEE), True),
    "strengthen": Step((WEAK,), ACTIVE, (*_POLICE, COMMITTEE)),
    "pause": Step((ACTIVE, WEAK), PAUSED, (*_POLICE, COMMITTEE), True),
    "resume": Step((PAUSED,), ACTIVE, (*_POLICE, COMMITTEE)),
    "end": Step((ACTIVE, WEAK, PAUSED), ENDED, _COMMITTEE, True),
}


def next_state(state: str, move: str) -> str:
    """Where ``move`` leads a site in ``state``; ``MOVE_NOT_POSSIBLE`` where it leads nowhere."""
    step = MOVES[move]
    if state not in step.origins:
        raise DomainError(MOVE_NOT_POSSIBLE, state=state, move=move)
    return step.target


def wants_reason(move: str) -> bool:
    """Whether the move is nothing without its reason."""
    return MOVES[move].wants_reason


def check_may_move(actor: Actor, move: str) -> None:
    """``NOT_ALLOWED`` for whoever may not take this step."""
    if actor.kind != "office" or actor.role not in MOVES[move].roles:
        raise DomainError(NOT_ALLOWED)


def possible_moves(actor: Actor, state: str) -> list[str]:
    """The steps that the actor may take with a site in ``state``, in the order of the table."""
    return [move for move, step in MOVES.items() if state in step.origins and actor.role in step.roles]
