"""What of the sums a province's board shows, and by which rows it is read as of a day."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from app.registry.rules import LIVING
from app.registry.rules.life import PAUSED
from app.tallies.rules.shares import BUILT, EVER, REPLICATED, SHOWN, Share

DAY, MONTH, ALL = "day", "month", "all"
SPANS = (DAY, MONTH, ALL)
# A commune whose book has not changed for longer is late.
LATE_AFTER = timedelta(days=90)
_DAY = timedelta(days=1)


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
        rows = ((DAY, share.day), (MONTH, share.day.replace(day=1)), (ALL, EVER)) if columns else ()
        for row in rows:
            found.setdefault(row, Counter()).update(dict.fromkeys(columns, amount))
    return found


def weights(cuts: tuple[date, ...], newest: date) -> dict[tuple[str, date], tuple[int, ...]]:
    """With which weight each row counts as of each of the days ``cuts``: all time, less the months that begin after the day,
    less the days after it in its own month. ``newest`` is the last month in which anything stands."""
    rows: dict[tuple[str, date], list[int]] = {(ALL, EVER): [1] * len(cuts)}
    for place, cut in enumerate(cuts):
        after = _next_month(cut)
        for number in range((after - cut).days - 1):
            rows.setdefault((DAY, cut + (number + 1) * _DAY), [0] * len(cuts))[place] -= 1
        while after <= newest:
            rows.setdefault((MONTH, after), [0] * len(cuts))[place] -= 1
            after = _next_month(after)
    return {row: tuple(numbers) for row, numbers in rows.items()}


def _next_month(day: date) -> date:
    return (day.replace(day=1) + 32 * _DAY).replace(day=1)


def is_late(changed_on: date | None, today: date) -> bool:
    """Whether nothing was written for longer than 90 days."""
    return changed_on is None or today - changed_on > LATE_AFTER
