"""What a measurement finds: lines with medians, ratios and goals, and how they are printed."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Profile = Callable[[], str]


@dataclass(frozen=True)
class Line:
    """One figure. ``other`` is what it is held against, ``goal`` what it should reach; ``met`` is None without a goal."""

    group: str
    case: str
    ours: float
    unit: str
    other: float | None = None
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    more: str = ""
    profile: Profile | None = field(default=None, repr=False, compare=False)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "profile"}
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in found.items()}


def median_of(values: Sequence[float]) -> float:
    """The median: one disturbed run does not move it."""
    return statistics.median(values)


def ratio_of(ours: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios run by run: neighbours on the machine disturb both sides of a run alike."""
    return statistics.median(one / other for one, other in zip(ours, others, strict=True))


def spread_of(values: Sequence[float]) -> str:
    """How far the runs lie apart."""
    return f"{min(values):.0f}–{max(values):.0f}"


def print_lines(lines: Sequence[Line]) -> None:
    """The table, one block a group."""
    width = max(len(line.case) for line in lines)
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            print(f"\n{group}")
        mark = {True: "✓", False: "✗", None: " "}[line.met]
        other = f"{_number(line.other):>9}" if line.other is not None else " " * 9
        ratio = f"{line.ratio:>6.2f}" if line.ratio is not None else " " * 6
        goal = f"  {line.goal}" if line.goal else ""
        more = f"  · {line.more}" if line.more else ""
        print(f" {mark} {line.case:<{width}} {_number(line.ours):>9} {line.unit:<5}{other} {ratio}{goal}{more}")


def _number(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}"


def print_missed(lines: Sequence[Line]) -> None:
    """Where the time goes wherever a goal is missed, each profile once."""
    shown: set[Profile] = set()
    for line in lines:
        if line.met is False and line.profile is not None and line.profile not in shown:
            shown.add(line.profile)
            print(f"\nMissed: {line.group}, {line.case} ({line.goal}). Where the time goes:\n{line.profile()}")
