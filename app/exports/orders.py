"""An export as it was ordered, made ready: its rows to be read, what the file says of itself, what the log keeps of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from app.core.actor import Actor
from app.exports import queries
from app.exports.queries import Cells, Period, Points, Reading, Wanted, list_teams
from app.exports.queries.photos import read_pictures
from app.exports.rules.files import CSV, XLSX, ZIP, file_name
from app.exports.rules.tables import PHOTOS, REPORTS, Column, Table, columns_for, pick_columns, sees_words
from app.exports.writers import About, shape_of, write
from app.exports.writers.package import Told, write_package
from app.people import rules as people
from app.photos.store import BlobStore
from app.reports.rules import STATE_WORDS, State
from app.units.queries import find_unit


@dataclass(frozen=True)
class Order:
    """What somebody wants: a table, its columns, a period, a format, and what for."""

    table: Table
    ending: str
    columns: tuple[Column, ...]
    period: Period
    purpose: str

    @classmethod
    def of(cls, actor: Actor, table: Table, ending: str, keys: list[str], period: Period, purpose: str) -> "Order":
        """The order of these columns, all where none is named; ``BAD_FILTER`` for one that the actor may not have."""
        return cls(table, ending, pick_columns(actor, table, keys), period, purpose)

    @property
    def name(self) -> str:
        """How the file is called."""
        return file_name(self.table, self.ending, self.period.first, self.period.last)

    def wanted(self, actor: Actor) -> Wanted:
        """As the rows are read."""
        return Wanted(actor, self.columns, self.period, shape_of(self.ending), safe=self.ending in (CSV, XLSX))

    def facts(self, rows: int | None) -> dict[str, Any]:
        """What the access log keeps."""
        known = {"what": self.table.name, "form": self.ending, "reason": self.purpose, **self.period.known()}
        if len(self.columns) < len(self.table.columns):
            known["columns"] = " ".join(one.key for one in self.columns)
        return {**known, **({} if rows is None else {"rows": rows})}


@dataclass(frozen=True)
class Ready:
    """An order whose names and words have been looked up: from here on no request is needed."""

    order: Order
    reading: Reading
    about: About

    @property
    def members(self) -> frozenset[Any]:
        """The members whose positions are in it."""
        return self.reading.members if isinstance(self.reading, Points) else frozenset()

    def pieces(self, engine: Engine) -> Iterator[bytes]:
        """The file of a table."""
        return write(self.order.ending, self.reading, engine, self.about)


def make_ready(actor: Actor, order: Order, at: datetime, rows: int | None = None) -> Ready:
    """Look up what the file needs; refuses as ``queries.read_table`` does."""
    reading = queries.read_table(order.table, order.wanted(actor))
    return Ready(order, reading, _about(actor, order, at, rows))


def _about(actor: Actor, order: Order, at: datetime, rows: int | None) -> About:
    unit = find_unit(actor.commune_id) if actor.commune_id else None
    role = people.ROLE_WORDS.get(actor.role, actor.role)
    columns = tuple(one.heading for one in order.columns)
    place = unit.name if unit else ""
    return About(
        order.table.words, place, actor.name, role, at, order.purpose, _asked_words(actor, order.period), columns, rows
    )


def _asked_words(actor: Actor, period: Period) -> dict[str, str]:
    known = {
        "từ đêm": f"{period.first:%d/%m/%Y}" if period.first else "",
        "đến đêm": f"{period.last:%d/%m/%Y}" if period.last else "",
        "tổ": dict(list_teams(actor, whole=sees_words(actor))).get(period.team, "") if period.team else "",
        "trạng thái": STATE_WORDS[State(period.state)] if period.state else "",
        "loại việc": period.category or "",
    }
    return {name: text for name, text in known.items() if text}


class Watched:
    """A table that tells how far its reading has come."""

    def __init__(self, reading: Reading, told: Told) -> None:
        self.table, self.columns = reading.table, reading.columns
        self._reading, self._told = reading, told

    def blocks(self, engine: Engine) -> Iterator[Iterable[Cells]]:
        """The same blocks; ``told`` hears the number of rows after each."""
        count = 0
        for rows in self._reading.blocks(engine):
            cells = list(rows)
            yield cells
            count += len(cells)
            self._told(count)


def watched_pieces(actor: Actor, ready: Ready, engine: Engine, store: BlobStore, told: Told) -> Iterator[bytes]:
    """The file in pieces, with how far it has come; the package of photos too, with the activity log of the same period."""
    order = ready.order
    if order.ending != ZIP:
        told_of = ready.reading if isinstance(ready.reading, Points) else Watched(ready.reading, told)
        return write(order.ending, told_of, engine, ready.about)
    log = Wanted(actor, columns_for(actor, REPORTS), order.period)
    wanted = Wanted(actor, PHOTOS.columns, order.period, shape_of(ZIP), safe=False)
    pictures = read_pictures(wanted, engine)
    reading = queries.read_table(REPORTS, log)
    return write_package(pictures, PHOTOS.columns, reading, engine, store, ready.about, told)
