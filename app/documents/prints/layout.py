"""What stands on a sheet of paper, whatever writes it. Texts are plain: no writer reads its own language in them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import IntEnum
from typing import Any
from uuid import UUID

from app.core.canonical import digest

# The room between the margins of a page (mm): what the widths of a table's columns add up to.
WIDTH = 165


class Kind(IntEnum):
    """Which paper it is; the number goes into its code."""

    LOG = 1
    ROSTER = 2
    ATTENDANCE = 3
    TEAM_PERIOD = 4
    COMMUNE_PERIOD = 5
    CODES = 6


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in mm, and how its cells stand (``left``, ``center``, ``right``)."""

    heading: str
    width: float
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """A table with a heading that comes again on each page; ``strong_last`` prints its last row bold."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong_last: bool = False
    kind: str = "table"


@dataclass(frozen=True)
class Line:
    """A paragraph: a bold ``label``, then the text, which may have several lines."""

    label: str
    text: str
    kind: str = "line"


@dataclass(frozen=True)
class Card:
    """What is cut out and put up somewhere: a QR code of ``link``, and below it ``name``, ``code`` and a small ``note``."""

    link: str
    name: str
    code: str
    note: str = ""


@dataclass(frozen=True)
class Cards:
    """Cards to be cut out, two beside each other."""

    cards: tuple[Card, ...]
    kind: str = "cards"


@dataclass(frozen=True)
class Header:
    """Who issues it (``upper`` upright, ``lower`` bold), its number, and where and when."""

    upper: tuple[str, ...]
    lower: tuple[str, ...]
    number: str
    place: str
    day: date


@dataclass(frozen=True)
class Signer:
    """Who signs: the post in capitals, the name where it is known, and a small line below it."""

    post: tuple[str, ...]
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """One paper about one record. Where somebody signs, the last block is a ``Line``: it stays with the signatures.

    ``day`` is the night of a log, the first of a month or period, or the day on which codes were printed; ``version`` that
    of the report, 0 where there is none. ``mark`` stands framed in the head of what is no finished paper (``DỰ THẢO``).
    """

    kind: Kind
    record_id: UUID
    day: date
    version: int
    header: Header
    title: str
    subtitle: tuple[str, ...]
    blocks: tuple[Line | Table | Cards, ...]
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...] = ()
    mark: str = ""

    def content_digest(self) -> bytes:
        """What the record says on this paper (32 bytes); who issues it and when it is printed is no part of it."""
        told = {"title": self.title, "subtitle": list(self.subtitle), "blocks": [_plain(one) for one in self.blocks]}
        return digest(told)


def _plain(block: Line | Table | Cards) -> Any:
    if isinstance(block, Line):
        return [block.label, block.text]
    if isinstance(block, Cards):
        # An address changes with the server's name, and a phone reads no more of it than the code.
        return [[one.name, one.code, one.note] for one in block.cards]
    return [[one.heading for one in block.columns], [list(row) for row in block.rows]]


@dataclass(frozen=True)
class Print:
    """A sheet as it leaves: with its code, the address that checks it, and who printed it when."""

    sheet: Sheet
    code: str
    link: str
    foot: str

    def as_data(self) -> Mapping[str, Any]:
        """Everything as plain values, dates as words."""
        sheet = asdict(self.sheet)
        header = sheet["header"]
        header["day"] = f"{header['place']}, {day_words(self.sheet.header.day)}"
        keep = ("header", "title", "subtitle", "blocks", "signers", "recipients", "mark")
        return {name: sheet[name] for name in keep} | {"code": self.code, "link": self.link, "foot": self.foot}


def day_words(day: date) -> str:
    """``ngày 05 tháng 02 năm 2026``: days below 10 and the months 1 and 2 with a nought, as the decree wants it."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
