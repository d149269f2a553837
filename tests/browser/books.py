"""The server's own book, read beside it: what has arrived, and how often."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from tests.browser.house import House


def ask(house: House, question: str, facts: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that answer a question in SQL."""
    with closing(sqlite3.connect(f"file:{house.folder}/data/keng.sqlite3?mode=ro", uri=True, timeout=30)) as book:
        return book.execute(question, facts).fetchall()


def count(house: House, what: str) -> int:
    """How many: ``count(house, "photo WHERE state = 'ready'")``."""
    ((number,),) = ask(house, f"SELECT count(*) FROM {what}")
    return int(number)
