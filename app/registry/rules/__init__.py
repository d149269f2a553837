"""What may be in the book of models. Plain: no Flask, no database, no clock."""

from app.registry.rules.life import (
    LIVING,
    MOVES,
    OPENED,
    STATES,
    check_may_move,
    next_state,
    possible_moves,
    wants_reason,
)
from app.registry.rules.lists import ACTIVITY_KINDS, ASSET_KINDS, ASSET_STATES, DIFFICULTY_KINDS, LEVELS
from app.registry.rules.roles import (
    check_may_keep,
    check_may_keep_in,
    check_may_log,
    check_may_read,
    may_keep,
    may_keep_in,
    may_log,
    may_read,
    may_set_kinds,
)

__all__ = [
    "ACTIVITY_KINDS",
    "ASSET_KINDS",
    "ASSET_STATES",
    "DIFFICULTY_KINDS",
    "LEVELS",
    "LIVING",
    "MOVES",
    "OPENED",
    "STATES",
    "check_may_keep",
    "check_may_keep_in",
    "check_may_log",
    "check_may_move",
    "check_may_read",
    "may_keep",
    "may_keep_in",
    "may_log",
    "may_read",
    "may_set_kinds",
    "next_state",
    "possible_moves",
    "wants_reason",
]
