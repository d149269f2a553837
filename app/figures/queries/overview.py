"""What the page of figures shows of a period, read at once and remembered until the book goes on.

A note makes only those spans be read again of which it touches a night: of a year, the month that is not over.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.figures import rules
from app.figures.queries.adding import Part, Sums, cut, put_together
from app.figures.queries.periods import hours_of_week, left_out, read_parts_of, sums_by_month, sums_by_team
from app.figures.rules import Counts
from app.journal.memory import Since, Span, span_by_span, until_next_note
from app.people import queries as people
from app.people.queries import TeamRow
from app.people.rules import POLICE

# A few hundred numbers each; enough for the readers of a morning to turn pages.
_MOST = 128
# What a span adds up to names some hundred members on duty.
_READERS = 32


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
    """The first of ``spans`` in full, the others as sums, and the months of ``year``; eighteen statements at most."""
    # A setting may be half a minute old in this process: what was read with it is another answer, not the book's.
    return _read(actor, spans, year, tonight, frozenset(left_out(actor.commune_id or "", tonight)))


@until_next_note(_MOST)
def _read(actor: Actor, spans: tuple[Span, ...], year: Span, tonight: date, without: frozenset[date]) -> Overview:
    since, present = Since(actor, rules.nights_touched), tonight.replace(day=1)
    segments, pieces = cut(spans, present), cut(spans[:1], present)
    teams = people.list_teams(actor, spans[0][1], ended=True, members=False) if actor.role in POLICE else []
    return Overview(
        spans=put_together(spans, segments, _parts(since, segments, tonight, without)),
        months=sums_by_month(actor, *year, tonight),
        week=sum((Counter(one) for one in _weeks(since, pieces)), Counter()),
        teams=teams,
        by_team=_together(_teams(since, pieces, tonight)) if teams else {},
    )


@span_by_span(_READERS)
def _parts(actor: Actor, segments: Sequence[Span], tonight: date, without: frozenset[date]) -> list[Part]:
    return read_parts_of(actor, segments, tonight, without)


@span_by_span(_READERS)
def _weeks(actor: Actor, spans: Sequence[Span]) -> list[dict[tuple[int, int], int]]:
    return [hours_of_week(actor, *span) for span in spans]


@span_by_span(_READERS)
def _teams(actor: Actor, spans: Sequence[Span], tonight: date) -> list[dict[UUID, tuple[Counts, int]]]:
    return [sums_by_team(actor, *span, tonight) for span in spans]


def _together(pieces: Sequence[Mapping[UUID, tuple[Counts, int]]]) -> dict[UUID, tuple[Counts, int]]:
    found: dict[UUID, tuple[Counts, int]] = {}
    for piece in pieces:
        for team_id, (counts, missing) in piece.items():
            others, gaps = found.get(team_id, (Counts(), 0))
            found[team_id] = others + counts, gaps + missing
    return found
