"""The periods that reports are made for, and what each is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
# So many nights stand in columns of their own; of longer periods each month does.
MOST_NIGHTS = 31


@dataclass(frozen=True)
class Period:
    """The nights from ``first`` to ``last``; ``kind`` is a name of ``KINDS``, or ``days`` for any others."""

    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many nights."""
        return (self.last - self.first).days + 1


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * _DAY


def _months(count: int) -> Callable[[date], tuple[date, date]]:
    """Pieces of the calendar year of so many months; what is left over at its end is no piece."""

    def ends(day: date) -> tuple[date, date]:
        first = day.replace(month=min((day.month - 1) // count * count + 1, 12 // count * count - count + 1), day=1)
        return first, month_after(first, count) - _DAY

    return ends


def _year_from(month: int, day_of_month: int) -> Callable[[date], tuple[date, date]]:
    """A year that begins on another day than the calendar's and is called by the year in which it ends."""

    def ends(day: date) -> tuple[date, date]:
        first = date(day.year, month, day_of_month)
        if first > day:
            first = first.replace(year=day.year - 1)
        return first, first.replace(year=first.year + 1) - _DAY

    return ends


def month_after(first: date, count: int = 1) -> date:
    """The first day of the month so many months later."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


# The police's working year ends on 14 December, the year by which teams are classed on 14 November.
KINDS: dict[str, Callable[[date], tuple[date, date]]] = {
    "week": _week,
    "month": _months(1),
    "quarter": _months(3),
    "half": _months(6),
    "nine": _months(9),
    "year": _months(12),
    "police-year": _year_from(12, 15),
    "class-year": _year_from(11, 15),
}


def period_of(kind: str, day: date) -> Period:
    """The period of a kind that the night ``day`` lies in."""
    return Period(kind, *KINDS[kind](day))


def before(period: Period) -> Period:
    """The one of the same kind before it; nine months are compared with those of the year before."""
    if period.kind == "days":
        return Period("days", period.first - period.days * _DAY, period.first - _DAY)
    if period.kind == "nine":
        return a_year_ago(period)
    return period_of(period.kind, period.first - _DAY)


def after(period: Period) -> Period:
    """The one of the same kind after it."""
    if period.kind == "nine":
        return period_of("nine", _same_day(period.first, 1))
    if period.kind == "days":
        return Period("days", period.last + _DAY, period.last + period.days * _DAY)
    return period_of(period.kind, period.last + _DAY)


def a_year_ago(period: Period) -> Period:
    """The same period of last year; weeks are moved by 52 weeks, so that they have the same weekdays."""
    if period.kind == "week":
        return period_of("week", period.first - 364 * _DAY)
    if period.kind == "days":
        return Period("days", _same_day(period.first, -1), _same_day(period.last, -1))
    return period_of(period.kind, _same_day(period.first, -1))


def year_so_far(period: Period) -> Period:
    """From the beginning of the year that the period's last night lies in to that night."""
    kind = period.kind if period.kind in ("police-year", "class-year") else "year"
    return Period("days", KINDS[kind](period.last)[0], period.last)


def up_to(period: Period, last_over: date) -> Period:
    """The part of a period whose nights are over; all of it where none are, so that it is never empty."""
    if period.first <= last_over < period.last:
        return Period(period.kind, period.first, last_over)
    return period


def as_long_as(period: Period, part: Period, whole: Period) -> Period:
    """What of ``period`` is to be compared with ``part`` of ``whole``: as many nights, or all where ``part`` is whole."""
    if part.last == whole.last:
        return period
    return Period(period.kind, period.first, min(period.last, period.first + (part.days - 1) * _DAY))


def whole_months(first: date, last: date) -> tuple[list[date], list[tuple[date, date]]]:
    """The months that lie wholly between two nights, by their first day, and the pieces of others at both ends."""
    months: list[date] = []
    month = first if first.day == 1 else month_after(first.replace(day=1))
    while month_after(month) - _DAY <= last:
        months.append(month)
        month = month_after(month)
    if not months:
        return [], [(first, last)]
    end = month_after(months[-1])
    pieces = [(first, months[0] - _DAY)] if first < months[0] else []
    return months, pieces + ([(end, last)] if end <= last else [])


def columns_of(first: date, last: date) -> list[tuple[date, date]]:
    """The columns of a picture of these nights: each night, or of more than ``MOST_NIGHTS`` each month."""
    columns, by_night = [], (last - first).days < MOST_NIGHTS
    while first <= last:
        after = first + _DAY if by_night else month_after(first.replace(day=1))
        columns.append((first, min(last, after - _DAY)))
        first = after
    return columns


def _same_day(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
