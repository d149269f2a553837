"""A province's board of the books of models: its present communes with the books that each keeps on, from kept rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, String, column, func, select, values

from app.core.actor import Actor
from app.journal.models import JournalHead
from app.tallies import rules
from app.tallies.models import ModelTally
from app.tallies.rules.board import YEAR
from app.units.models import Unit
from app.web.database import db, table_of

Span = tuple[date, date]
_TALLY = table_of(ModelTally)


@dataclass(frozen=True)
class CommuneRow:
    """A commune that has a book. ``now`` and ``before``: by column of ``rules.BOARD``, what stood at the end of the period,
    or what came in it; empty where its book of models holds nothing. ``changed_on``: when it was last written in."""

    id: str
    name: str
    now: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    changed_on: date | None = None


def read_board(actor: Actor, span: Span, earlier: Span, columns: Sequence[str]) -> list[CommuneRow]:
    """Every present commune of the province that has a book, by name; three statements, however many.

    ``span`` and ``earlier``: the day before a period, and its last.
    """
    if actor.province_id is None:
        return []
    here, heirs = _heirs(actor.province_id)
    found: dict[str, tuple[date | None, Sequence[int]]] = {}
    for book, changed_on, *numbers in _sums(here, span, earlier, columns):
        heir = heirs[book][0]
        found[heir] = _together(found[heir], (changed_on, numbers)) if heir in found else (changed_on, numbers)
    return [_row(*commune, columns, *found.get(commune[0], (None, ()))) for commune in dict.fromkeys(heirs.values())]


def _together(one: tuple[date | None, Sequence[int]], other: tuple[date | None, Sequence[int]]) -> Any:
    """Two books of one commune."""
    changed = max(filter(None, (one[0], other[0])), default=None)
    return changed, [a + b for a, b in zip(one[1], other[1], strict=True)]


def _row(commune_id: str, name: str, columns: Sequence[str], changed_on: date | None, numbers: Sequence[int]) -> CommuneRow:
    if not any(numbers):
        return CommuneRow(commune_id, name, changed_on=changed_on)
    now, before = (dict(zip(columns, numbers[place::2], strict=True)) for place in (0, 1))
    return CommuneRow(commune_id, name, now, before, changed_on)


def _heirs(province_id: str) -> tuple[Select[Any], dict[str, tuple[str, str]]]:
    """The books that the communes of the province keep, as a question for their ids, and whose each is; one statement."""
    heir = func.coalesce(JournalHead.continued_in, JournalHead.commune_id)
    books = select(JournalHead.commune_id).join(Unit, Unit.id == heir).where(Unit.parent_id == province_id)
    rows = db.session.execute(books.add_columns(Unit.id, Unit.name).order_by(Unit.name, Unit.id))
    return books, {book: (unit_id, name) for book, unit_id, name in rows}


def _sums(books: Select[Any], span: Span, earlier: Span, columns: Sequence[str]) -> Iterable[Sequence[Any]]:
    """By book the weighted sums of the rows that tell it; two statements."""
    newest = db.session.scalar(select(func.max(_TALLY.c.day)).where(_TALLY.c.span == YEAR))
    weights = rules.weights((span[1], earlier[1], span[0], earlier[0]), newest or span[1])
    numbers = (column(name, Integer) for name in ("now", "earlier", "begun", "earlier_begun"))
    listed = values(column("span", String), column("day", Date), *numbers, name="drawn")
    drawn = listed.data([(*row, *weight) for row, weight in weights.items()]).cte("drawn")
    # PostgreSQL would look every row's book up by itself.
    kept = books.cte("kept").prefix_with("MATERIALIZED", dialect="postgresql")
    sums = []
    for name in columns:
        happened = name in rules.HAPPENED
        for at, begun in ((drawn.c.now, drawn.c.begun), (drawn.c.earlier, drawn.c.earlier_begun)):
            sums.append(func.sum(_TALLY.c[name] * (at - begun if happened else at)))
    question = (
        select(_TALLY.c.commune_id, func.max(_TALLY.c.changed_on), *sums)
        .select_from(drawn)
        .join(_TALLY, (drawn.c.span == _TALLY.c.span) & (drawn.c.day == _TALLY.c.day))
        .join(kept, kept.c.commune_id == _TALLY.c.commune_id)
        .group_by(_TALLY.c.commune_id)
    )
    return db.session.execute(question)
