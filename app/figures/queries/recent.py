"""Single nights of everybody in scope: those of the last weeks, of which the reports of a morning touch one.

Such a night is some twenty rows. They are read as they stand and added up here, once for the sums, the teams, the months
and the checkpoints.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.figures import rules
from app.figures.models import TeamNight
from app.figures.queries.adding import VERSION_AT, Part, within
from app.figures.rules import Counts, Happened, Point
from app.journal.memory import Span
from app.people import queries as people
from app.reports.rules.anonymous import BLANK_VERSION
from app.web.database import db

# Numbers of ``rules.COUNTED``, in order.
Numbers = Sequence[int]
_UNREPORTED, _WINDOW = rules.COUNTED.index("unreported"), rules.COUNTED.index("window")
_COLUMNS = (TeamNight.night, TeamNight.team_id, TeamNight.members, TeamNight.waits, TeamNight.kinds, TeamNight.stops)
_NUMBERS = tuple(getattr(TeamNight, name) for name in rules.COUNTED)


@dataclass
class Night:
    """What a night adds up to, in all and by team; ``people``, ``waits`` and ``kinds`` as in ``Part``; ``stops``: what was
    asked of checkpoints, by the checkpoint's id."""

    numbers: Numbers = ()
    teams: dict[UUID, Numbers] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    waits: Counter[int] = field(default_factory=Counter)
    kinds: dict[str, Happened] = field(default_factory=dict)
    stops: dict[str, Point] = field(default_factory=dict)


Nights = Mapping[date, Night]


def read_nights(actor: Actor, nights: Sequence[Span]) -> list[Night]:
    """Each of these nights, a span each; one statement."""
    found: dict[date, Night] = defaultdict(Night)
    here = people.scope_of_figures(actor, TeamNight) & within(TeamNight.night, nights)
    rows = db.session.execute(select(*_COLUMNS, *_NUMBERS).where(here))
    for night, team_id, members, waits, kinds, stops, *numbers in rows:
        _add_row(found[night], team_id, members, waits, kinds, numbers)
        for key, point in stops.items():
            found[night].stops[intern(key)] = _point_of([found[night].stops.get(key, Point()), point])
    for one in found.values():
        one.numbers = _added(one.teams.values())
    return [found[night] for night, _ in nights]


def _add_row(one: Night, team_id: UUID, members: Any, waits: Any, kinds: Any, numbers: Numbers) -> None:
    # A team that a merger took along stands in both books.
    one.teams[team_id] = _added([one.teams[team_id], numbers]) if team_id in one.teams else tuple(numbers)
    # The same few people each night: one text for each.
    one.people.update(intern(key) for key in members if key[VERSION_AT - 1] != str(BLANK_VERSION))
    one.waits.update(waits)
    for code, happened in kinds.items():
        one.kinds[code] = one.kinds.get(code, Happened()) + Happened(*happened)


def part_of(nights: Nights, span: Span, tonight: date, without: Set[date]) -> Part:
    """What the nights of a span add up to; those ``without`` give no allowance."""
    here = {night: one for night, one in nights.items() if span[0] <= night <= span[1]}
    part = Part(counts=Counts(*_added(one.numbers for one in here.values())), missing=_missing(here, tonight))
    for night, one in here.items():
        part.people |= one.people
        part.waits.update(one.waits)
        for code, happened in one.kinds.items():
            part.kinds[code] += happened
        if night in without and one.numbers:
            part.window -= one.numbers[_WINDOW]
    return part


def by_month(nights: Nights, months: Iterable[Span], tonight: date) -> dict[date, tuple[Counts, int]]:
    """Counts and missing shifts of the months, by the first day; those of which nothing is kept are left out."""
    found: dict[date, tuple[Counts, int]] = {}
    for first, last in months:
        here = {night: one for night, one in nights.items() if first <= night <= last and one.numbers}
        if here:
            found[first] = Counts(*_added(one.numbers for one in here.values())), _missing(here, tonight)
    return found


def by_team(nights: Nights, tonight: date) -> dict[UUID, tuple[Counts, int]]:
    """Each team's counts and missing shifts."""
    found: dict[UUID, list[tuple[date, Numbers]]] = defaultdict(list)
    for night, one in nights.items():
        for team_id, numbers in one.teams.items():
            found[team_id].append((night, numbers))
    return {
        team_id: (
            Counts(*_added(numbers for _, numbers in rows)),
            sum(numbers[_UNREPORTED] for night, numbers in rows if night < tonight),
        )
        for team_id, rows in found.items()
    }


def stops_of(nights: Nights, span: Span) -> dict[str, Point]:
    """What was asked of checkpoints in the nights of a span."""
    found: dict[str, list[Point]] = defaultdict(list)
    for night, one in nights.items():
        if span[0] <= night <= span[1]:
            for key, point in one.stops.items():
                found[key].append(point)
    return {key: _point_of(points) for key, points in found.items()}


def _point_of(points: Iterable[Iterable[int]]) -> Point:
    return Point(*map(sum, zip(*points, strict=True)))


def _missing(nights: Nights, tonight: date) -> int:
    """None is missing before its night is over."""
    return sum(one.numbers[_UNREPORTED] for night, one in nights.items() if one.numbers and night < tonight)


def _added(rows: Iterable[Numbers]) -> Numbers:
    return tuple(map(sum, zip(*filter(None, rows), strict=True)))
