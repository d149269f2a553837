"""The tables of periods' reports, as paper has them."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.documents.prints.layout import Column, Line, Table
from app.periods.views import faces, words

_FIGURES = (
    Column("Chỉ tiêu", 69),
    *(Column(heading, 24, "right") for heading in ("Kỳ này", "Kỳ trước", "Cùng kỳ", "Lũy kế năm")),
)
_CORRECTIONS = (
    Column("Kỳ", 38),
    Column("Chỉ tiêu", 52),
    Column("Đã báo", 19, "right"),
    Column("Nay là", 19, "right"),
    Column("Các đêm", 37),
)
_NOTHING = "(không ghi)"


def number_row(content: Mapping[str, Any], key: str, title: str = "") -> tuple[str, ...]:
    """A measure's four numbers."""
    return title or words.measure_words(key), *(words.written(key, one) for one in content["measures"][key])


def figures_table(rows: Iterable[tuple[str, ...]]) -> Table:
    """A table of four numbers a row."""
    return Table(_FIGURES, tuple(rows))


def share_row(content: Mapping[str, Any], title: str) -> tuple[str, ...]:
    """How many reports came in time."""
    return title, *words.shares(content["measures"]["on_time"], content["measures"]["received"])


def group_rows(content: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Approved incidents by their groups."""
    return [
        (words.group_words(code), *(words.written(code, one) for one in numbers))
        for code, numbers in content["groups"].items()
    ]


def correction_table(content: Mapping[str, Any]) -> Table:
    """What came late for earlier periods."""
    rows = faces.correction_rows(content)
    return Table(
        _CORRECTIONS,
        tuple((one["period"], one["measure"], one["before"], one["after"], one["nights"]) for one in rows),
    )


def part(content: Mapping[str, Any], key: str, title: str = "") -> Line:
    """A part that people wrote, under its heading where it has one of its own."""
    return Line(title, f"{chr(10) if title else ''}{content['texts'].get(key) or _NOTHING}")
