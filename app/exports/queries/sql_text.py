"""Days, moments and ids written by the database itself, as a format wants them: a long export has no time to make objects.

All by a Vietnamese clock (UTC+7 all the year).
"""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Float

from app.exports.rules.written import Shape


class moment_text(FunctionElement[str]):
    """``21/11/2026 22:02`` of a moment."""

    type = String()
    inherit_cache = True


class day_text(FunctionElement[str]):
    """``21/11/2026`` of a day."""

    type = String()
    inherit_cache = True


class moment_serial(FunctionElement[float]):
    """Days since 30/12/1899 with their fraction, as a spreadsheet keeps a moment; whole seconds."""

    type = Float()
    inherit_cache = True


class day_serial(FunctionElement[float]):
    """Days since 30/12/1899."""

    type = Float()
    inherit_cache = True


class moment_iso(FunctionElement[str]):
    """``2026-11-21T22:02:00+07:00`` of a moment."""

    type = String()
    inherit_cache = True


class day_iso(FunctionElement[str]):
    """``2026-11-21`` of a day."""

    type = String()
    inherit_cache = True


class uuid_text(FunctionElement[str]):
    """A UUID in its usual form, which SQLite keeps without dashes."""

    type = String()
    inherit_cache = True


MOMENTS: dict[Shape, Any] = {Shape.TEXT: moment_text, Shape.SERIAL: moment_serial, Shape.ISO: moment_iso}
DAYS: dict[Shape, Any] = {Shape.TEXT: day_text, Shape.SERIAL: day_serial, Shape.ISO: day_iso}
_SQLITE: dict[Any, str] = {
    moment_text: "strftime('%d/%m/%Y %H:%M', {0}, '+7 hours')",
    day_text: "strftime('%d/%m/%Y', {0})",
    moment_serial: "((strftime('%s', {0}) + 25200) / 86400.0 + 25569)",
    day_serial: "(julianday({0}) - 2415018.5)",
    moment_iso: "strftime('%Y-%m-%dT%H:%M:%S+07:00', {0}, '+7 hours')",
    day_iso: "{0}",
}
_POSTGRES: dict[Any, str] = {
    moment_text: "to_char({0} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY HH24:MI')",
    day_text: "to_char({0}, 'DD/MM/YYYY')",
    moment_serial: "((floor(extract(epoch FROM {0})) + 25200) / 86400 + 25569)::float8",
    day_serial: "({0} - DATE '1899-12-30')::float8",
    moment_iso: "to_char({0} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+07:00\"')",
    day_iso: "to_char({0}, 'YYYY-MM-DD')",
    uuid_text: "({0})::text",
}


def _inner(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


def _written(known: dict[Any, str]) -> Any:
    def compile_(element: Any, compiler: Any, **options: Any) -> str:
        return known[type(element)].format(_inner(element, compiler, **options))

    return compile_


for _dialect, _known in (("sqlite", _SQLITE), ("postgresql", _POSTGRES)):
    for _element in _known:
        compiles(_element, _dialect)(_written(_known))


@compiles(uuid_text, "sqlite")
def _uuid_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    inner = _inner(element, compiler, **options)
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return "(" + " || '-' || ".join(f"substr({inner}, {start}, {length})" for start, length in parts) + ")"
