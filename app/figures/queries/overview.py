"""What the page of figures shows of a period, read at once and remembered until the book goes on.

A note makes only those spans be read again of which it touches a night. What is old is remembered by periods and months,
what is recent night by night: there a morning's notes lie.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.core.actor import Actor
from app.figures import rules
from app.figures.queries.adding import Part, Sums, cut, put_together
from app.figures.queries.coverage import Stop, list_points, on_routes, read_stops
from app.figures.queries.periods import hours_of_weeks, left_out, read_parts_of, sums_by_month, sums_by_team
from app.figures.queries.recent import Nights, by_month, by_team, part_of, read_nights, stops_of
from app.figures.rules import Counts
from app.journal.memory import Look, Span, span_by_span, until_next_note, until_touched
from app.people import queries as people
from app.people.queries import TeamRow
from app.people.rules import POLICE

_DAY = timedelta(days=1)
# A few hundred numbers each; enough for the readers of a morning to turn pages.
_MOST = 128
# What a span adds up to names some hundred members on duty.
_READERS = 32


@dataclass(frozen=True)
class Overview:
    """``spans``: the sums of each span asked for; ``months``: counts and missing shifts by month; ``week``: approved
    incidents by weekday and hour; ``teams`` (for police alone) in the order of the villages, and their counts and missing
    shifts ``by_team``; ``stops``: the checkpoints in the columns of the first span."""

    spans: Sequence[Sums]
    months: Mapping[date, tuple[Counts, int]]
    week: Mapping[tuple[int, int], int]
    teams: Sequence[TeamRow]
    by_team: Mapping[UUID, tuple[Counts, int]]
    stops: Sequence[Stop]


def read_overview(actor: Actor, spans: tuple[Span, ...], year: Span, tonight: date) -> Overview:
    """The first of ``spans`` in full, the others as sums, and the months of ``year``; eighteen statements at most."""
    # A setting may be half a minute old in this process: what was read with it is another answer, not the book's.
    return _read(Look(actor), spans, year, tonight, frozenset(left_out(actor.commune_id or "", tonight)))


@until_next_note(_MOST)
def _read(look: Look, spans: tuple[Span, ...], year: Span, tonight: date, without: frozenset[date]) -> Overview:
    # On the first of a month the reports of its eve come.
    since = (tonight - _DAY).replace(day=1)
    segments, pieces, months = cut(spans, since), cut(spans[:1], since), _months_in(year)
    old, pieces, past = ([one for one in some if one[1] < since] for some in (segments, pieces, months))
    new = segments[len(old) :]
    nights = _nights_of(look, [*new, *months[len(past) :]])
    here = {night: one for night, one in nights.items() if spans[0][0] <= night <= spans[0][1]}
    parts = [*_parts(look, old, since, without), *(part_of(nights, one, tonight, without) for one in new)]
    sums = put_together(spans, segments, parts)
    teams = _named(look) if look.actor.role in POLICE else []
    return Overview(
        spans=sums,
        months=dict(filter(None, _months(look, past))) | by_month(nights, months[len(past) :], tonight),
        week=sum(map(Counter, _weeks(look, [*pieces, *((night, night) for night in here)])), Counter()),
        teams=teams,
        by_team=_together([*_teams(look, pieces, since), by_team(here, tonight)]) if teams else {},
        stops=_stops_of(look, rules.columns_of(*spans[0]), since, nights) if sums[0].counts.points else [],
    )


def _stops_of(look: Look, columns: Sequence[Span], since: date, nights: Nights) -> list[Stop]:
    old = [one for one in columns if one[1] < since]
    stops = [*_stops(look, old), *(stops_of(nights, one) for one in columns[len(old) :])]
    return on_routes(_points(look), zip(columns, stops, strict=True))


def _months_in(year: Span) -> list[Span]:
    months = rules.whole_months(year[0].replace(day=1), rules.month_after(year[1].replace(day=1)) - _DAY)[0]
    return [(month, rules.month_after(month) - _DAY) for month in months]


def _nights_of(look: Look, spans: Sequence[Span]) -> Nights:
    nights = sorted({first + number * _DAY for first, last in spans for number in range((last - first).days + 1)})
    return dict(zip(nights, _nights(look, [(night, night) for night in nights]), strict=True))


_nights = span_by_span(_READERS, rules.nights_touched)(read_nights)
_weeks = span_by_span(_READERS, rules.nights_touched)(hours_of_weeks)
_stops = span_by_span(_READERS, rules.nights_touched)(read_stops)
_points = until_touched(_READERS, rules.names_touched)(list_points)


@span_by_span(_READERS, rules.nights_touched)
def _parts(actor: Actor, segments: Sequence[Span], since: date, without: frozenset[date]) -> list[Part]:
    """Of nights before ``since``."""
    return read_parts_of(actor, segments, since, without)


@span_by_span(_READERS, rules.nights_touched)
def _teams(actor: Actor, spans: Sequence[Span], since: date) -> list[dict[UUID, tuple[Counts, int]]]:
    """Of nights before ``since``."""
    return [sums_by_team(actor, *span, since) for span in spans]


@span_by_span(_READERS, rules.nights_touched)
def _months(actor: Actor, months: Sequence[Span]) -> list[tuple[date, tuple[Counts, int]] | None]:
    """Of months that are over; None where nothing is kept of one."""
    found = sums_by_month(actor, months[0][0], months[-1][0], months[-1][1] + _DAY)
    return [(month, found[month]) if month in found else None for month, _ in months]


@until_touched(_READERS, rules.names_touched)
def _named(actor: Actor) -> list[TeamRow]:
    """All teams, ended ones too: which day it is is nothing to them."""
    return people.list_teams(actor, date.max, ended=True, members=False)


def _together(pieces: Sequence[Mapping[UUID, tuple[Counts, int]]]) -> dict[UUID, tuple[Counts, int]]:
    found: dict[UUID, tuple[Counts, int]] = {}
    for piece in pieces:
        for team_id, (counts, missing) in piece.items():
            others, gaps = found.get(team_id, (None, 0))
            found[team_id] = others + counts if others else counts, gaps + missing
    return found
