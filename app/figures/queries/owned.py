"""What the nights of one team or of a whole commune add up to, whoever asks: for what has proved who may know of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from app.figures import rules
from app.figures.models import TeamNight
from app.figures.queries.adding import Kept, Months, Sums, add_up
from app.figures.queries.periods import left_out
from app.figures.rules import Counts, Happened
from app.journal.memory import Span
from app.web.database import db


@dataclass(frozen=True)
class OwnNight:
    """A night of a team, or of all teams together; ``kinds``: approved incidents by category."""

    counts: Counts
    kinds: Mapping[str, int]


def sums_of(
    commune_id: str, books: Collection[str], team_id: UUID | None, spans: Sequence[Span], tonight: date
) -> list[Sums]:
    """Each of these spans of nights of a team, or without one of all in the commune's books; nine statements at most."""
    here = TeamNight.commune_id.in_(books)
    kept = Kept(here & (TeamNight.team_id == team_id)) if team_id else Kept(here, Months.of(books))
    return add_up(kept, spans, tonight, left_out(commune_id, tonight))


def nights_of(books: Collection[str], team_id: UUID | None, first: date, last: date) -> dict[date, OwnNight]:
    """The same, night by night; nights on which nothing was planned and nothing came are left out. Two statements."""
    here = _of(books, team_id, first, last)
    kinds: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for night, found in db.session.execute(select(TeamNight.night, TeamNight.kinds).where(here, TeamNight.incidents > 0)):
        for code, numbers in found.items():
            kinds[night][code] += Happened(*numbers).incidents
    sums = [func.sum(getattr(TeamNight, name)) for name in rules.COUNTED]
    rows = db.session.execute(select(TeamNight.night, *sums).where(here).group_by(TeamNight.night).order_by(TeamNight.night))
    return {row[0]: OwnNight(Counts(*map(int, row[1:])), dict(kinds[row[0]])) for row in rows}


def _of(books: Collection[str], team_id: UUID | None, first: date, last: date) -> ColumnElement[bool]:
    here = TeamNight.commune_id.in_(books) & TeamNight.night.between(first, last)
    return here if team_id is None else here & (TeamNight.team_id == team_id)
