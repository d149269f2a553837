"""A connection that died while it rested is replaced before anybody uses it."""

from types import TracebackType

import pytest
from sqlalchemy.pool import QueuePool

from app.web import liveness


class Line:
    """A connection to a server that may go away."""

    made: list["Line"]

    def __init__(self) -> None:
        self.alive = True
        self.asked: list[str] = []

    def cursor(self) -> "Line":
        return self

    def execute(self, question: str) -> None:
        self.asked.append(question)
        if not self.alive:
            raise ConnectionError("gone")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        return None

    def rollback(self) -> None:
        return None

    def close(self) -> None:
        self.alive = False

    def fetchone(self) -> tuple[str]:
        return ("epoch",)


@pytest.fixture
def pool() -> QueuePool:
    liveness.register()
    Line.made = []

    def connect() -> Line:
        Line.made.append(Line())
        return Line.made[-1]

    return QueuePool(connect, pool_size=2)


def test_a_rested_connection_that_died_is_replaced(pool: QueuePool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liveness, "_RESTED_SECONDS", 0.0)
    pool.connect().close()
    Line.made[0].alive = False

    held = pool.connect()

    assert held.dbapi_connection is Line.made[1]


def test_a_rested_connection_that_lives_is_used_again(pool: QueuePool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liveness, "_RESTED_SECONDS", 0.0)
    pool.connect().close()

    held = pool.connect()

    assert held.dbapi_connection is Line.made[0] and Line.made[0].asked[-1] == "SELECT 1"


def test_a_connection_just_used_is_not_asked(pool: QueuePool) -> None:
    pool.connect().close()
    before = list(Line.made[0].asked)

    pool.connect()

    assert Line.made[0].asked == before
