"""A province's board of the books of models: its present communes with the books that each keeps on, from kept rows."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, Integer, String, column, func, select, values

from app.core.actor import Actor
from app.journal.memory import Head, book_by_book
from app.journal.models import JournalHead
from app.tallies import rules
from app.tallies.models import ModelTally
from app.tallies.rules.board import YEAR
from app.units.models import Unit
from app.web.database import db, table_of

Span = tuple[date, date]
# When a book was last written in, and its sums, column by column, ``now`` and ``before``.
_Told = tuple[date | None, Sequence[int]]
_TALLY = table_of(ModelTally)


class CommuneRow(NamedTuple):
    """A commune that has a book. ``changed_on``: when it was last written in; ``numbers``: for each of the ``columns`` of
    ``rules.BOARD`` two, those of ``now`` and ``before``; none where its book of models holds nothing."""

    id: str
    name: str
    changed_on: date | None
    columns: tuple[str, ...]
    numbers: Sequence[int]

    @property
    def now(self) -> dict[str, int]:
        """By column what stood at the end of the period, or what came in it."""
        return dict(zip(self.columns, self.numbers[::2], strict=True)) if self.numbers else {}

    @property
    def before(self) -> dict[str, int]:
        """The same of the period before."""
        return dict(zip(self.columns, self.numbers[1::2], strict=True)) if self.numbers else {}


def read_board(actor: Actor, span: Span, earlier: Span, columns: tuple[str, ...]) -> list[CommuneRow]:
    """Every present commune of the province that has a book, by name; three statements at most, however many.

    ``span`` and ``earlier``: the day before a period, and its last.
    """
    if actor.province_id is None:
        return []
    heirs, heads = _books(actor.province_id)
    found: dict[str, _Told] = {}
    for book, told in _sums(heads, span, earlier, columns).items():
        heir = heirs[book][0]
        found[heir] = _together(found[heir], told) if heir in found else told
    rows = []
    for unit_id, name in dict.fromkeys(heirs.values()):
        changed_on, numbers = found.get(unit_id, (None, ()))
        rows.append(CommuneRow(unit_id, name, changed_on, columns, numbers if any(numbers) else ()))
    return rows


def _together(one: _Told, other: _Told) -> _Told:
    """Two books of one commune."""
    changed = max(filter(None, (one[0], other[0])), default=None)
    return changed, [a + b for a, b in zip(one[1], other[1], strict=True)]


def _books(province_id: str) -> tuple[dict[str, tuple[str, str]], dict[str, Head]]:
    """The books that the communes of the province keep: whose each is (id, name), and its head; one statement."""
    heir = func.coalesce(JournalHead.continued_in, JournalHead.commune_id)
    books = select(JournalHead.commune_id, JournalHead.seq, JournalHead.chain, Unit.id, Unit.name)
    rows = db.session.execute(
        books.join(Unit, Unit.id == heir).where(Unit.parent_id == province_id).order_by(Unit.name, Unit.id)
    )
    heirs, heads = {}, {}
    for book, seq, chain, unit_id, name in rows:
        heirs[book], heads[book] = (unit_id, name), (seq, chain)
    return heirs, heads


# A book's numbers of a period are some forty; a province has up to some hundred books.
@book_by_book(8)
def _sums(books: Sequence[str], span: Span, earlier: Span, columns: tuple[str, ...]) -> dict[str, _Told]:
    """By book the weighted sums of the rows that tell it; two statements."""
    newest = db.session.scalar(select(func.max(_TALLY.c.day)).where(_TALLY.c.span == YEAR))
    weights = rules.weights((span[1], earlier[1], span[0], earlier[0]), newest or span[1])
    numbers = (column(name, Integer) for name in ("now", "earlier", "begun", "earlier_begun"))
    listed = values(column("span", String), column("day", Date), *numbers, name="drawn")
    drawn = listed.data([(*row, *weight) for row, weight in weights.items()]).cte("drawn")
    sums = []
    for name in columns:
        happened = name in rules.HAPPENED
        for at, begun in ((drawn.c.now, drawn.c.begun), (drawn.c.earlier, drawn.c.earlier_begun)):
            sums.append(func.sum(_TALLY.c[name] * (at - begun if happened else at)))
    question = (
        select(_TALLY.c.commune_id, func.max(_TALLY.c.changed_on), *sums)
        .select_from(drawn)
        .join(_TALLY, (drawn.c.span == _TALLY.c.span) & (drawn.c.day == _TALLY.c.day))
        .where(_TALLY.c.commune_id.in_(books))
        .group_by(_TALLY.c.commune_id)
    )
    return {book: (changed_on, told) for book, changed_on, *told in db.session.execute(question)}
