"""The legal clocks of a request: two working days to acknowledge, a term in days by its kind to answer.

The terms are those of Decree 356/2025, Article 5, to the Law on the Protection of Personal Data. A term counts calendar days
from the day after the receipt; one that would end on a day off ends on the next working day (Civil Code, Articles 147, 148).
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_HOLIDAYS = Path(__file__).parents[1] / "data" / "holidays.json"
_DAY = timedelta(days=1)
ACKNOWLEDGE_WITHIN = 2


@dataclass(frozen=True)
class Term:
    """Days to answer, where a processor takes part, and how many more one extension gives."""

    days: int
    with_processor: int
    more: int


_READING, _STOPPING, _DELETING = Term(10, 15, 10), Term(15, 20, 15), Term(20, 30, 20)
_PROTECTING = Term(15, 15, 15)
# The law names no term for ``know`` and ``complain``: the nearest kind's stands in.
TERMS = {
    "know": _READING,
    "consent": _STOPPING,
    "view": _READING,
    "correct": _READING,
    "provide": _READING,
    "delete": _DELETING,
    "restrict": _STOPPING,
    "object": _STOPPING,
    "complain": _PROTECTING,
    "protection": _PROTECTING,
}


@cache
def days_off(year: int) -> frozenset[date]:
    """The public holidays of a year and the working days given for those on a weekend.

    Only what is certain ahead: the fixed days, and of 2026–2028 the last day of the old lunar year with the first three of
    the new, and 10/3 by the moon. What the government adds each year counts as a working day: a clock then ends earlier.
    """
    known = json.loads(_HOLIDAYS.read_text("utf-8"))
    days = {date.fromisoformat(f"{year}-{day}") for day in known["every_year"]}
    days |= {date.fromisoformat(day) for day in known["of_the_year"].get(str(year), ())}
    for day in sorted(days):
        if day.weekday() >= 5:
            days.add(_next_working(day, days))
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in days_off(day.year)


def acknowledge_by(received: date) -> date:
    """The last day to say that a request of this day has arrived."""
    day = received
    for _count in range(ACKNOWLEDGE_WITHIN):
        day = _next_working(day, days_off(day.year) | days_off(day.year + 1))
    return day


def answer_by(kind: str, received: date, *, processor: bool, extended: bool) -> date:
    """The last day to answer a request."""
    term = TERMS[kind]
    days = (term.with_processor if processor else term.days) + (term.more if extended else 0)
    end = received + timedelta(days=days)
    return end if is_working_day(end) else _next_working(end, days_off(end.year) | days_off(end.year + 1))


def _next_working(day: date, holidays: Collection[date]) -> date:
    day += _DAY
    while day.weekday() >= 5 or day in holidays:
        day += _DAY
    return day
