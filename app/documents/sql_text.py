"""Values written as text by the database itself: a long export has no time to make objects of them."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class moment_text(FunctionElement[str]):
    """``21/11/2026 22:02`` of a moment, by a Vietnamese clock (UTC+7 all the year)."""

    type = String()
    inherit_cache = True


class day_text(FunctionElement[str]):
    """``21/11/2026`` of a day."""

    type = String()
    inherit_cache = True


class uuid_text(FunctionElement[str]):
    """A UUID in its usual form, which SQLite keeps without dashes."""

    type = String()
    inherit_cache = True


def _inner(element: FunctionElement[str], compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(moment_text, "sqlite")
def _moment_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"strftime('%d/%m/%Y %H:%M', {_inner(element, compiler, **options)}, '+7 hours')"


@compiles(moment_text, "postgresql")
def _moment_on_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f"to_char({_inner(element, compiler, **options)} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY HH24:MI')"


@compiles(day_text, "sqlite")
def _day_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"strftime('%d/%m/%Y', {_inner(element, compiler, **options)})"


@compiles(day_text, "postgresql")
def _day_on_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f"to_char({_inner(element, compiler, **options)}, 'DD/MM/YYYY')"


@compiles(uuid_text, "sqlite")
def _uuid_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    inner = _inner(element, compiler, **options)
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "(" + " || '-' || ".join(f"substr({inner}, {start}, {length})" for start, length in parts) + ")"


@compiles(uuid_text, "postgresql")
def _uuid_on_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f"({_inner(element, compiler, **options)})::text"
