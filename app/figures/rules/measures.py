"""The measures: how each follows from what nights add up to; in words beside its number (``views/measured.py``)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Outside the police a count of incidents below this is not shown: it would point at people.
FEWEST_SHOWN = 3


@dataclass(frozen=True)
class Measure:
    """``unit``: ``count``, ``hours`` (of minutes), ``share`` (0 to 1) or ``wait`` (minutes). ``of`` takes ``queries.Sums``
    and gives None where there is nothing to divide by. Small ``guarded`` ones are shown to the police alone."""

    key: str
    unit: str
    of: Callable[[Any], float | None]
    guarded: bool = False


def _share(part: str, whole: str) -> Callable[[Any], float | None]:
    def of(sums: Any) -> float | None:
        total = getattr(sums.counts, whole)
        return getattr(sums.counts, part) / total if total else None

    return of


def _counted(name: str) -> Callable[[Any], float | None]:
    def of(sums: Any) -> float:
        return float(getattr(sums.counts, name))

    return of


# In the order in which pages and papers show them.
GROUPS: Mapping[str, tuple[Measure, ...]] = {
    "nights": (
        Measure("planned", "count", _counted("planned")),
        Measure("called_off", "count", _counted("called_off")),
        Measure("received", "count", _counted("received")),
        Measure("approved", "count", _counted("approved")),
        Measure("missing", "count", lambda sums: float(sums.missing)),
        Measure("quiet", "count", _counted("quiet")),
    ),
    "effort": (
        Measure("minutes", "hours", _counted("minutes")),
        Measure("person_minutes", "hours", _counted("person_minutes")),
        Measure("turns", "count", _counted("turns")),
        Measure("people", "count", lambda sums: float(sums.people) if sums.people or not sums.counts.turns else None),
        Measure("guests", "count", _counted("guests")),
        Measure("rounds", "count", _counted("rounds")),
        Measure("passes", "count", _counted("passes")),
        Measure("coverage", "share", _share("reached", "points")),
        Measure("window", "count", lambda sums: float(sums.window)),
    ),
    "happened": (
        Measure("incidents", "count", _counted("incidents"), guarded=True),
        Measure("grave", "count", _counted("grave"), guarded=True),
        *(Measure(f"severity{one}", "count", _counted(f"severity{one}"), guarded=True) for one in (4, 3, 2, 1)),
        Measure("reminders", "count", _counted("reminders")),
        Measure("helped", "count", _counted("helped")),
        Measure("activities", "count", _counted("activities")),
    ),
    "discipline": (
        Measure("on_time", "share", _share("on_time", "received")),
        Measure("sent_back", "share", _share("sent_back", "received")),
        Measure("wait", "wait", lambda sums: None if sums.wait is None else float(sums.wait)),
    ),
}


def may_show(measure: Measure, value: float | None, *, police: bool) -> bool:
    """Whether a number is shown, or only that it is small."""
    return police or not measure.guarded or not value or value >= FEWEST_SHOWN
