"""What of the sums a province's board shows, and by which rows it is read as of a day."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from app.registry.rules import LIVING
from app.registry.rules.life import PAUSED
from app.tallies.rules.shares import BUILT, EVER, REPLICATED, Share
from app.tallies.rules.things import SHOWN

DAY, FIVE, MONTH, YEAR, ALL = "day", "five", "month", "year", "all"
SPANS = (DAY, FIVE, MONTH, YEAR, ALL)
# A commune whose book has not changed for longer is late.
LATE_AFTER = timedelta(days=90)
_DAY = timedelta(days=1)
_LAST_FIVE = 26


def _measure(name: str) -> Callable[[Share], bool]:
    return lambda share: share.measure == name


def _move(what: str) -> Callable[[Share], bool]:
    return lambda share: share.measure == "moves" and share.state == what


# Which shares each column adds up.
BOARD: Mapping[str, Callable[[Share], bool]] = {
    "sites": lambda share: share.measure == "sites" and share.state in LIVING,
    "paused": lambda share: share.measure == "sites" and share.state == PAUSED,
    "groups": _measure("groups"),
    "members": _measure("members"),
    "eyes": _measure("eyes"),
    "eyes_working": lambda share: share.measure == "eyes" and share.state == "working",
    "boards": _measure("boards"),
    "roads": _measure("roads"),
    "metres": _measure("metres"),
    "needs": _measure("needs"),
    "built": _move(BUILT),
    "replicated": _move(REPLICATED),
    "strengthened": _move("strengthened"),
    "ended": _move("ended"),
    "activities": _measure("activities"),
    "shown": lambda share: share.measure == "activities" and share.state == SHOWN,
    "people": _measure("people"),
}
# The columns of what happened; the others are of what stands.
HAPPENED = ("built", "replicated", "strengthened", "ended", "activities", "shown", "people")


def tallied(changes: Mapping[Share, int]) -> dict[tuple[str, date], Counter[str]]:
    """What changes of shares are in the rows of a commune: by span and day, column → amount."""
    found: dict[tuple[str, date], Counter[str]] = {}
    for share, amount in changes.items():
        columns = [name for name, belongs in BOARD.items() if belongs(share)]
        month, year = share.day.replace(day=1), share.day.replace(month=1, day=1)
        rows = ((DAY, share.day), (FIVE, _five_of(share.day)), (MONTH, month), (YEAR, year), (ALL, EVER))
        for row in rows if columns else ():
            found.setdefault(row, Counter()).update(dict.fromkeys(columns, amount))
    return found


def weights(cuts: tuple[date, ...], newest: date) -> dict[tuple[str, date], tuple[int, ...]]:
    """With which weight each row counts as of each of the days ``cuts``: all time, less what came after the day, by as few
    rows as tell it. ``newest`` is the last year in which anything stands."""
    rows: dict[tuple[str, date], list[int]] = {(ALL, EVER): [1] * len(cuts)}
    for place, cut in enumerate(cuts):
        for row in _after(cut, newest):
            rows.setdefault(row, [0] * len(cuts))[place] -= 1
    return {row: tuple(numbers) for row, numbers in rows.items()}


def _after(cut: date, newest: date) -> Iterator[tuple[str, date]]:
    """The rows that tell what came after a day: days up to the next five, fives up to the next month, months, then years."""
    day = cut + _DAY
    while day != _five_of(day):
        yield DAY, day
        day += _DAY
    while day.day != 1:
        yield FIVE, day
        day = _next_five(day)
    while day.month != 1:
        yield MONTH, day
        day = _next_month(day)
    while day <= newest:
        yield YEAR, day
        day = day.replace(year=day.year + 1)


def _five_of(day: date) -> date:
    """The first of the five days, counted from the first of the month, that a day lies in; the last ones are up to six."""
    return day.replace(day=(min(day.day, _LAST_FIVE) - 1) // 5 * 5 + 1)


def _next_five(day: date) -> date:
    return _next_month(day) if day.day >= _LAST_FIVE else day + 5 * _DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + 32 * _DAY).replace(day=1)


def is_late(changed_on: date | None, today: date) -> bool:
    """Whether nothing was written for longer than 90 days."""
    return changed_on is None or today - changed_on > LATE_AFTER
