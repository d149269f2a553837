"""How many SQL statements something costs: lists must cost the same however long they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event

from app.journal import memory

_OF_A_TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SELECT set_config('keng.books'")


@contextmanager
def counted_statements(*, kept: bool = False) -> Iterator[list[str]]:
    """The statements sent inside the block, without those that open and close transactions.

    The process keeps the catalogue for half a minute: a count would hang on who asked last, so each block begins as a
    process that has kept nothing, unless ``kept`` says that this is what the test is about. What was read out of a book is
    forgotten likewise.
    """
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_OF_A_TRANSACTION):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        if kept:
            yield seen
        else:
            memory.forget()
            with patch("app.catalogue.queries._kept", _keeping_from_now()):
                yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _keeping_from_now() -> Callable[[str, Callable[[], Any]], Any]:
    shelf: dict[str, Any] = {}

    def kept(name: str, ask: Callable[[], Any]) -> Any:
        if name not in shelf:
            shelf[name] = ask()
        return shelf[name]

    return kept
