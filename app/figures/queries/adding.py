"""Adding nights up over several spans at once, from the figures that are kept: each night is read once.

The spans are cut at each other's ends. What is asked of the database is told by these segments, and every span takes those
that lie in it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, false, func, literal_column, or_, select, true

from app.figures import rules
from app.figures.models import SettledMonth, TeamNight, VillageKind, VillageMonth
from app.figures.rules import Counts, Happened
from app.journal.memory import Span
from app.reports.rules.anonymous import BLANK_VERSION
from app.web.database import db

_DAY = timedelta(days=1)
# Where the digit of the version stands in a written UUID, counted from 1.
VERSION_AT = 15
SUMS = tuple(func.sum(getattr(TeamNight, name)) for name in rules.COUNTED)
_MONTH_SUMS = tuple(func.sum(getattr(VillageMonth, name)) for name in rules.COUNTED)
_KIND_SUMS = tuple(func.sum(getattr(VillageKind, name)) for name in rules.HAPPENED)


@dataclass(frozen=True)
class Sums:
    """A period of everybody in scope. ``missing``: planned shifts that are over and have no report; ``people``: distinct
    members on duty; ``window``: nights of members that count for the allowance, before the month's cap; ``wait``: the median
    of minutes from arrival to approval; ``kinds``: approved incidents by category."""

    counts: Counts = field(default_factory=Counts)
    missing: int = 0
    people: int = 0
    window: int = 0
    wait: int | None = None
    kinds: Mapping[str, Happened] = field(default_factory=dict)


@dataclass(frozen=True)
class Months:
    """Which rows of whole months are added up, where those are no more than the same nights; of the ``books`` that are
    read."""

    sums: ColumnElement[bool]
    kinds: ColumnElement[bool]
    settled: ColumnElement[bool]
    books: Collection[str]

    @classmethod
    def of(cls, books: Collection[str]) -> "Months":
        """Those of all villages."""
        sums, kinds, settled = (table.commune_id.in_(books) for table in (VillageMonth, VillageKind, SettledMonth))
        return cls(sums, kinds, settled, books)


@dataclass(frozen=True)
class Kept:
    """Which rows are added up: of the nights, and of the months that lie wholly in a span."""

    nights: ColumnElement[bool]
    months: Months | None = None


@dataclass
class Part:
    """What one segment adds up to; ``window``: what is left out; ``waits``: minutes → how many reports."""

    counts: Counts = field(default_factory=Counts)
    missing: int = 0
    window: int = 0
    people: set[str] = field(default_factory=set)
    waits: Counter[int] = field(default_factory=Counter)
    kinds: dict[str, Happened] = field(default_factory=lambda: defaultdict(Happened))


def add_up(kept: Kept, spans: Sequence[Span], tonight: date, without: Set[date]) -> list[Sums]:
    """Each span, both of its ends included; nights ``without`` give no allowance. Eight statements at most, for any number
    of spans and nights."""
    segments = cut(spans)
    return put_together(spans, segments, read_parts(kept, segments, tonight, without))


def read_parts(kept: Kept, segments: Sequence[Span], tonight: date, without: Set[date]) -> list[Part]:
    """What each segment adds up to; they follow one another in time."""
    parts = [Part() for _ in segments]
    months, pieces = _whole_months(segments, tonight) if kept.months is not None else ([], segments)
    unsettled: list[Span] = []
    if kept.months is not None and months:
        _add_months(kept.months, parts, segments, months)
        unsettled = _add_settled(kept.months, parts, segments, months)
    if pieces:
        _add_nights(kept, parts, segments, pieces, tonight)
    _add_lists(kept, parts, segments, [*pieces, *unsettled])
    if without:
        here = kept.nights & TeamNight.night.in_(without) & within(TeamNight.night, segments)
        number = number_of(TeamNight.night, segments)
        for place, out in db.session.execute(select(number, func.sum(TeamNight.window)).where(here).group_by(number)):
            parts[place].window -= int(out)
    return parts


def put_together(spans: Sequence[Span], segments: Sequence[Span], parts: Sequence[Part]) -> list[Sums]:
    """The sums of the spans, each of the segments that lie in it."""
    placed = list(zip(segments, parts, strict=True))
    return [_sum([part for (first, last), part in placed if a <= first and last <= b]) for a, b in spans]


def cut(spans: Sequence[Span], *days: date) -> list[Span]:
    """The segments into which the ends of the spans cut them, and the nights before these ``days``, in the order of time."""
    cuts = sorted({*days, *(day for first, last in spans for day in (first, last + _DAY))})
    pieces = [(since, until - _DAY) for since, until in pairwise(cuts)]
    return [(a, b) for a, b in pieces if any(first <= a and b <= last for first, last in spans)]


def _whole_months(segments: Sequence[Span], tonight: date) -> tuple[list[date], list[Span]]:
    """The months that lie wholly in a segment and are over, and what is left of the segments."""
    present = tonight.replace(day=1)
    months, pieces = [], []
    for first, last in segments:
        whole = [month for month in rules.whole_months(first, last)[0] if month < present]
        months += whole
        behind = (whole[-1] + 31 * _DAY).replace(day=1) if whole else first
        if whole and first < whole[0]:
            pieces.append((first, whole[0] - _DAY))
        if behind <= last:
            pieces.append((behind, last))
    return months, pieces


def number_of(column: Any, segments: Sequence[Span]) -> Any:
    """Which segment a row lies in, where it lies in one; they follow one another in time."""
    return case(*((column <= last, place) for place, (_, last) in enumerate(segments)), else_=0).label("segment")


def within(column: Any, spans: Sequence[Span]) -> ColumnElement[bool]:
    """Whether a day lies in one of the spans, which follow one another in time."""
    begins, ends = {first for first, _ in spans}, {last for _, last in spans}
    firsts = (day for day in sorted(begins) if day - _DAY not in ends)
    lasts = (day for day in sorted(ends) if day + _DAY not in begins)
    return or_(false(), *(column.between(*whole) for whole in zip(firsts, lasts, strict=True)))


def _add_months(kept: Months, parts: list[Part], segments: Sequence[Span], months: Collection[date]) -> None:
    number = number_of(VillageMonth.month, segments)
    here = kept.sums & VillageMonth.month.in_(months)
    for place, *numbers in db.session.execute(select(number, *_MONTH_SUMS).where(here).group_by(number)):
        counts = as_counts(numbers)
        parts[place].counts += counts
        parts[place].missing += counts.unreported
    number, here = number_of(VillageKind.month, segments), kept.kinds & VillageKind.month.in_(months)
    kinds = select(number, VillageKind.category, *_KIND_SUMS).where(here).group_by(number, VillageKind.category)
    for place, code, *numbers in db.session.execute(kinds):
        parts[place].kinds[code] += Happened(*map(int, numbers))


def _add_nights(kept: Kept, parts: list[Part], segments: Sequence[Span], pieces: Sequence[Span], tonight: date) -> None:
    number, here = number_of(TeamNight.night, segments), kept.nights & within(TeamNight.night, pieces)
    sums = select(number, *SUMS, missing_until(tonight)).where(here).group_by(number)
    for place, *numbers, missing in db.session.execute(sums):
        parts[place].counts += as_counts(numbers)
        parts[place].missing += int(missing)
    # Told by the database in some hundred rows: a month's nights are two thousand.
    kind, happened = sums_of_each(TeamNight.kinds, rules.HAPPENED)
    kinds = select(number, kind.c.key, *happened).select_from(TeamNight).join(kind, true())
    for place, code, *numbers in db.session.execute(kinds.where(here).group_by(number, kind.c.key)):
        parts[place].kinds[code] += Happened(*map(int, numbers))


def _add_settled(kept: Months, parts: list[Part], segments: Sequence[Span], months: Collection[date]) -> list[Span]:
    """What is written down of whole months; gives those that are not, or not of every book, to be read by their nights."""
    columns = (SettledMonth.commune_id, SettledMonth.month, SettledMonth.members, SettledMonth.waits)
    rows = db.session.execute(select(*columns).where(kept.settled, SettledMonth.month.in_(months))).all()
    known = {(row.commune_id, row.month) for row in rows}
    whole = {month for month in months if all((book, month) in known for book in kept.books)}
    places = {month: place for month in whole for place, (first, last) in enumerate(segments) if first <= month <= last}
    for _, month, members, waits in rows:
        if month in whole:
            parts[places[month]].people.update(members)
            parts[places[month]].waits.update({int(minutes): times for minutes, times in waits.items()})
    return [(month, rules.month_after(month) - _DAY) for month in sorted(set(months) - whole)]


def _add_lists(kept: Kept, parts: list[Part], segments: Sequence[Span], pieces: Sequence[Span]) -> None:
    """Whom and how long cannot be added up: members are counted once, and a median wants every wait."""
    if not pieces:
        return
    here = kept.nights & within(TeamNight.night, pieces)
    number = number_of(TeamNight.night, segments)
    member = _each(TeamNight.members, "key")
    # Whom old reports do not name any more stands there under a new id each night (``reports/rules/anonymous.py``).
    named = func.substr(member.c.key, VERSION_AT, 1) != str(BLANK_VERSION)
    members = (
        select(number, member.c.key).select_from(TeamNight).join(member, true()).where(here, named).distinct().subquery()
    )
    listed = select(members.c.segment, func.aggregate_strings(members.c.key, " ")).group_by(members.c.segment)
    for place, keys in db.session.execute(listed):
        parts[place].people.update(keys.split())
    is_sqlite = db.engine.dialect.name == "sqlite"
    wait = (func.json_each if is_sqlite else func.jsonb_array_elements_text)(TeamNight.waits).table_valued("value")
    # Many reports waited equally long: the years of a commune are some hundred rows instead of ten thousand.
    waits = select(number, wait.c.value, func.count()).select_from(TeamNight).join(wait, true()).where(here)
    for place, minutes, times in db.session.execute(waits.group_by(number, wait.c.value)):
        parts[place].waits[int(minutes)] += times


def _each(column: Any, *names: str) -> Any:
    """What an object of a night holds, as rows beside the night."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    return (func.json_each if is_sqlite else func.jsonb_each)(column).table_valued(*names)


def sums_of_each(column: Any, names: Sequence[str]) -> tuple[Any, list[Any]]:
    """The rows ``{key, value}`` of an object of lists, and the sums of these lists, place by place."""
    one = _each(column, "key", "value")
    return one, [func.sum(cast(one.c.value.op("->>")(literal_column(str(at))), Integer)) for at in range(len(names))]


def _sum(parts: Sequence[Part]) -> Sums:
    counts, waits, kinds = Counts(), Counter[int](), dict[str, Happened]()
    for part in parts:
        counts += part.counts
        waits.update(part.waits)
        for code, happened in part.kinds.items():
            kinds[code] = kinds.get(code, Happened()) + happened
    return Sums(
        counts=counts,
        missing=sum(part.missing for part in parts),
        people=len(set().union(*(part.people for part in parts))),
        window=counts.window + sum(part.window for part in parts),
        wait=round(median(sorted(waits.elements()))) if waits else None,
        kinds=kinds,
    )


def missing_until(tonight: date) -> ColumnElement[int]:
    """How many planned shifts have no report; none of them is missing before its night is over."""
    return func.sum(case((TeamNight.night < tonight, TeamNight.unreported), else_=0))


def as_counts(row: Iterable[Any]) -> Counts:
    """The sums of a question, in the order of ``rules.COUNTED``."""
    return Counts(*(int(one or 0) for one in row))
