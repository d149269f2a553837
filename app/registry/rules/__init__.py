"""What may be in the book of models. Plain: no Flask, no database, no clock."""

from app.registry.rules.life import LIVING, MOVES, STATES, check_may_move, next_state, wants_reason
from app.registry.rules.lists import ACTIVITY_KINDS, ASSET_KINDS, ASSET_STATES, DIFFICULTY_KINDS, LEVELS
from app.registry.rules.roles import check_may_keep, check_may_log, check_may_read, may_keep, may_log, may_read

__all__ = [
    "ACTIVITY_KINDS",
    "ASSET_KINDS",
    "ASSET_STATES",
    "DIFFICULTY_KINDS",
    "LEVELS",
    "LIVING",
    "MOVES",
    "STATES",
    "check_may_keep",
    "check_may_log",
    "check_may_move",
    "check_may_read",
    "may_keep",
    "may_log",
    "may_read",
    "next_state",
    "wants_reason",
]
