"""What a commune's book of models adds up to on some days; what came in a period is the difference of two of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select

from app.core.actor import Actor
from app.people import queries as people
from app.registry.rules import may_read
from app.tallies.models import ModelSum
from app.tallies.rules import WHOLE
from app.web.database import db

# (measure, kind, state)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Sums:
    """By measure, kind and state, how much stood at the end of each of some days."""

    days: tuple[date, ...] = ()
    amounts: Mapping[Key, Sequence[int]] = field(default_factory=dict)

    def on(self, day: date, measure: str, kind: str | None = None, *states: str) -> int:
        """What stood at the end of a day, of one kind or of all, in some states or in any."""
        place = self.days.index(day)
        return sum(
            amounts[place]
            for (of, its, state), amounts in self.amounts.items()
            if of == measure and kind in (None, its) and (not states or state in states)
        )

    def within(self, before: date, last: date, measure: str, kind: str | None = None, *states: str) -> int:
        """What came after the day ``before``, up to ``last``."""
        return self.on(last, measure, kind, *states) - self.on(before, measure, kind, *states)

    def kinds(self, *measures: str) -> list[str]:
        """Every kind that there is of these measures."""
        return sorted({kind for measure, kind, _ in self.amounts if measure in measures})


def of_actor(actor: Actor) -> ColumnElement[bool]:
    """The sums that the actor adds up: of its books, in its villages or of the whole commune, as its lists hold them."""
    if not may_read(actor):
        return false()
    here = people.in_books(actor, ModelSum.commune_id)
    return here & or_(ModelSum.village_id == WHOLE, people.in_villages(actor, ModelSum.village_id))


def of_books(books: Collection[str]) -> ColumnElement[bool]:
    """The sums of whole books."""
    return ModelSum.commune_id.in_(books)


def read_sums(here: ColumnElement[bool], days: Collection[date]) -> Sums:
    """Everything as of each of these days; one statement."""
    ordered = tuple(sorted(set(days)))
    sums = [func.sum(case((ModelSum.day <= day, ModelSum.amount), else_=0)) for day in ordered]
    key = (ModelSum.measure, ModelSum.kind, ModelSum.state)
    rows = db.session.execute(select(*key, *sums).where(here, ModelSum.day <= ordered[-1]).group_by(*key))
    return Sums(ordered, {(row[0], row[1], row[2]): tuple(map(int, row[3:])) for row in rows if any(row[3:])})


def sums_by_village(here: ColumnElement[bool], day: date, measure: str) -> dict[UUID, dict[tuple[str, str], int]]:
    """A measure as of a day, by village (``rules.WHOLE`` for the whole commune), then by kind and state; one statement."""
    key = (ModelSum.village_id, ModelSum.kind, ModelSum.state)
    mine = here & (ModelSum.measure == measure) & (ModelSum.day <= day)
    found: dict[UUID, dict[tuple[str, str], int]] = defaultdict(dict)
    for village_id, kind, state, amount in db.session.execute(
        select(*key, func.sum(ModelSum.amount)).where(mine).group_by(*key)
    ):
        if amount:
            found[village_id][kind, state] = int(amount)
    return dict(found)


def months_of(
    here: ColumnElement[bool], months: Sequence[tuple[date, date]], measure: str
) -> dict[tuple[str, str], list[int]]:
    """What came of a measure in each of these months (first and last day), by kind and state; one statement."""
    sums = [func.sum(case((ModelSum.day.between(*month), ModelSum.amount), else_=0)) for month in months]
    within = and_(here, ModelSum.measure == measure, ModelSum.day.between(months[0][0], months[-1][1]))
    key = (ModelSum.kind, ModelSum.state)
    rows = db.session.execute(select(*key, *sums).where(within).group_by(*key))
    return {(row[0], row[1]): [int(one) for one in row[2:]] for row in rows}
