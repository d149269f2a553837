"""What time it is: the only place that asks the machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _machine_now() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _machine_now


def now() -> datetime:
    """The present moment, timezone-aware, in UTC."""
    return _source()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stand still at ``moment`` (aware): for tests, and for the demo's past, which is written through the real verbs."""
    global _source
    before = _source
    _source = lambda: moment  # noqa: E731 - a named function would only repeat this line
    try:
        yield
    finally:
        _source = before
