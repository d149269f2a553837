"""What the page of figures shows of a period, read at once and remembered until the book goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.figures.queries.adding import Span, Sums
from app.figures.queries.periods import hours_of_week, left_out, read_sums, sums_by_month, sums_by_team
from app.figures.rules import Counts
from app.journal.memory import until_next_note
from app.people import queries as people
from app.people.queries import TeamRow
from app.people.rules import POLICE

# A few hundred numbers each; enough for the readers of a morning to turn pages.
_MOST = 128


@dataclass(frozen=True)
class Overview:
    """``spans``: the sums of each span asked for; ``months``: counts and missing shifts by month; ``week``: approved
    incidents by weekday and hour; ``teams`` (for police alone) in the order of the villages, and their counts and missing
    shifts ``by_team``."""

    spans: Sequence[Sums]
    months: Mapping[date, tuple[Counts, int]]
    week: Mapping[tuple[int, int], int]
    teams: Sequence[TeamRow]
    by_team: Mapping[UUID, tuple[Counts, int]]


def read_overview(actor: Actor, spans: tuple[Span, ...], year: Span, tonight: date) -> Overview:
    """The first of ``spans`` in full, the others as sums, and the months of ``year``; fourteen statements at most, and the
    head's."""
    # A setting may be half a minute old in this process: what was read with it is another answer, not the book's.
    return _read(actor, spans, year, tonight, frozenset(left_out(actor.commune_id or "", tonight)))


@until_next_note(_MOST)
def _read(actor: Actor, spans: tuple[Span, ...], year: Span, tonight: date, without: frozenset[date]) -> Overview:
    first, last = spans[0]
    teams = people.list_teams(actor, last, ended=True, members=False) if actor.role in POLICE else []
    return Overview(
        spans=read_sums(actor, spans, tonight, without=without),
        months=sums_by_month(actor, *year, tonight),
        week=hours_of_week(actor, first, last),
        teams=teams,
        by_team=sums_by_team(actor, first, last, tonight) if teams else {},
    )
