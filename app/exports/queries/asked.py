"""What an export is asked for, and a table ready to be read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, select, type_coerce
from sqlalchemy.types import NullType

from app.core.actor import Actor
from app.core.errors import BAD_FILTER, DomainError
from app.exports.rules.tables import Column, Table
from app.exports.rules.written import Shape
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.reports.models import Report
from app.web.database import db

_AT_ONCE = 2000
APPROVED = ("approved", "locked")
Cells = list[Any]


@dataclass(frozen=True)
class Period:
    """Which reports an export holds: nights from and to (both included), one team, one state, one category of incidents or
    activities; None does not narrow."""

    first: date | None = None
    last: date | None = None
    team: UUID | None = None
    state: str | None = None
    category: str | None = None

    def check(self) -> "Period":
        """The same; ``BAD_FILTER`` when it ends before it begins."""
        if self.first and self.last and self.first > self.last:
            raise DomainError(BAD_FILTER, "from lies after to")
        return self

    def known(self) -> dict[str, str]:
        """What narrows, as values that a note or a job keeps."""
        asked = {"from": self.first, "to": self.last, "team": self.team, "state": self.state, "category": self.category}
        return {name: str(value) for name, value in asked.items() if value is not None}

    @classmethod
    def read(cls, known: Mapping[str, str]) -> "Period":
        """What ``known`` wrote."""
        first, last = (date.fromisoformat(known[name]) if name in known else None for name in ("from", "to"))
        team = UUID(known["team"]) if "team" in known else None
        return cls(first, last, team, known.get("state"), known.get("category"))


class Reading(Protocol):
    """A table ready to be read: its columns, and its rows as cells in blocks."""

    @property
    def table(self) -> Table:
        """Which it is."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in the order of the cells."""

    def blocks(self, engine: Engine) -> Iterator[Iterable[Cells]]:
        """The rows, oldest night first."""


@dataclass(frozen=True)
class Asking:
    """One question read by a connection of its own, so that a long file costs no memory and holds no session.

    The question selects ``columns`` in their order and may select more behind them, for ``finish``, which makes cells of a
    block of rows.
    """

    table: Table
    columns: tuple[Column, ...]
    question: Any
    finish: Callable[[Connection, Sequence[Any]], Iterable[Cells]]

    def blocks(self, engine: Engine) -> Iterator[Iterable[Cells]]:
        """The connection is closed at the end, or when nobody reads on."""
        with engine.connect().execution_options(yield_per=_AT_ONCE) as connection:
            for rows in connection.execute(self.question).partitions():
                yield self.finish(connection, rows)


@dataclass(frozen=True)
class Known:
    """Rows that are known already."""

    table: Table
    columns: tuple[Column, ...]
    rows: list[Cells] = field(default_factory=list)

    def blocks(self, _engine: Engine) -> Iterator[Iterable[Cells]]:
        """In one block."""
        yield self.rows


@dataclass(frozen=True)
class Wanted:
    """An export as somebody wants it: the reader, the table's columns, the period, and how days and texts are written.

    ``safe`` makes of people's texts what a spreadsheet does not run; a program gets them as they are.
    """

    actor: Actor
    columns: tuple[Column, ...]
    period: Period
    shape: Shape = Shape.TEXT
    safe: bool = True

    @property
    def keys(self) -> list[str]:
        """The columns by their keys."""
        return [one.key for one in self.columns]


def key_of(column: Any) -> Any:
    """A key as the driver gives it: it is only looked up, so no object is made of it."""
    return type_coerce(column, NullType())


def in_period(period: Period) -> list[ColumnElement[bool]]:
    """The conditions on ``Report`` of a period."""
    asked: list[ColumnElement[bool] | None] = [
        Report.night >= period.first if period.first else None,
        Report.night <= period.last if period.last else None,
        Report.team_id == period.team if period.team else None,
        Report.state.in_(APPROVED if period.state == "approved" else (period.state,)) if period.state else None,
    ]
    return [condition for condition in asked if condition is not None]


def in_reach(actor: Actor, *, whole: bool) -> ColumnElement[bool]:
    """The reports of which an export may tell: those in the reader's scope, or the approved ones of the books."""
    if whole:
        return people.scope(actor, Report)
    return people.in_books(actor, Report.commune_id) & Report.state.in_(APPROVED)


def list_teams(actor: Actor, *, whole: bool) -> list[tuple[UUID, str]]:
    """The teams whose reports the actor may export, by name; one statement."""
    mine = people.scope_today(actor, TeamColumns) if whole else Team.commune_id == actor.commune_id
    return [(row.id, row.name) for row in db.session.execute(select(Team.id, Team.name).where(mine).order_by(Team.name))]
