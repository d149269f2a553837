"""Times that the database itself works out, in the words of each: no list could be narrowed by them otherwise."""

from typing import Any

from sqlalchemy import DateTime, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class due_moment(FunctionElement[Any]):
    """The moment of a clock time (``08:00``, by a Vietnamese clock) on the morning after a night."""

    type = DateTime(timezone=True)
    inherit_cache = True


class whole_minutes(FunctionElement[int]):
    """The minutes from one moment to another, rounded, and never below nought."""

    type = Integer()
    inherit_cache = True


def _two(element: FunctionElement[Any], compiler: Any, **options: Any) -> tuple[str, str]:
    first, second = (compiler.process(one, **options) for one in element.clauses)
    return first, second


@compiles(due_moment, "sqlite")
def _due_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    # Written as moments are kept: in UTC, with six digits behind the second.
    night, hour = _two(element, compiler, **options)
    return f"(strftime('%Y-%m-%d %H:%M:%S', {night}, '+1 day', '-7 hours', '+' || {hour}) || '.000000')"


@compiles(due_moment, "postgresql")
def _due_on_postgres(element: Any, compiler: Any, **options: Any) -> str:
    night, hour = _two(element, compiler, **options)
    return f"(({night} + 1 + CAST({hour} AS time)) AT TIME ZONE 'Asia/Ho_Chi_Minh')"


@compiles(whole_minutes, "sqlite")
def _minutes_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    since, until = _two(element, compiler, **options)
    return f"max(0, CAST(round((strftime('%s', {until}) - strftime('%s', {since})) / 60.0) AS INTEGER))"


@compiles(whole_minutes, "postgresql")
def _minutes_on_postgres(element: Any, compiler: Any, **options: Any) -> str:
    since, until = _two(element, compiler, **options)
    return f"greatest(0, round(extract(epoch FROM {until} - {since}) / 60)::integer)"
