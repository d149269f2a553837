"""How the book of models adds up. Plain: no Flask, no database, no clock."""

from app.tallies.rules.board import ALL, BOARD, HAPPENED, SPANS, is_late, tallied, weights
from app.tallies.rules.history import (
    LEVELS,
    MEASURES,
    check_may_enter,
    find_history_faults,
    kinds_of_measure,
    may_enter,
)
from app.tallies.rules.shares import (
    EVER,
    PER_PERSON,
    WHOLE,
    Share,
    phases_of,
    site_gives,
)
from app.tallies.rules.things import activity_gives, asset_gives, need_gives, road_gives

__all__ = [
    "ALL",
    "BOARD",
    "EVER",
    "HAPPENED",
    "LEVELS",
    "MEASURES",
    "PER_PERSON",
    "SPANS",
    "WHOLE",
    "Share",
    "activity_gives",
    "asset_gives",
    "check_may_enter",
    "find_history_faults",
    "is_late",
    "kinds_of_measure",
    "may_enter",
    "need_gives",
    "phases_of",
    "road_gives",
    "site_gives",
    "tallied",
    "weights",
]
