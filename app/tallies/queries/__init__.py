"""What the book of models adds up to: read-only, each a fixed number of statements."""

from app.tallies.queries.board import CommuneRow, read_board
from app.tallies.queries.history import (
    FormerUnit,
    HistoryRow,
    find_former,
    get_history,
    history_of_home,
    homes_of,
    list_former_units,
    list_history,
)
from app.tallies.queries.sums import Sums, months_of, of_actor, of_books, read_sums, sums_by_village
from app.tallies.queries.table import read_book

__all__ = [
    "CommuneRow",
    "FormerUnit",
    "HistoryRow",
    "Sums",
    "find_former",
    "get_history",
    "history_of_home",
    "homes_of",
    "list_former_units",
    "list_history",
    "months_of",
    "of_actor",
    "of_books",
    "read_board",
    "read_book",
    "read_sums",
    "sums_by_village",
]
