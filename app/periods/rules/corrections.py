"""What came late: a signed period's figures do not move; what the records say since is told in the next report.

Each night has been told once when its period was signed, and again by each later report that corrected it. A correction is
what the records say now against what was told last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Values = Mapping[str, int]


@dataclass(frozen=True)
class Signed:
    """An earlier period as it stands signed; ``seq``: the journal's number then, which orders signatures for certain."""

    kind: str
    first: date
    last: date
    seq: int
    nights: Mapping[str, Values]


@dataclass(frozen=True)
class Told:
    """The corrections that another signed report tells."""

    seq: int
    corrections: Sequence[Mapping[str, Any]]


def find_corrections(earlier: Iterable[Signed], told: Sequence[Told], now: Mapping[str, Values]) -> list[dict[str, Any]]:
    """For each measure of an earlier period that the records say differently now:
    ``{kind, first, last, measure, from, to, nights}``, with ``nights`` as night → told and present value."""
    found = []
    for one in sorted(earlier, key=lambda signed: (signed.first, signed.kind)):
        nights = {night: dict(values) for night, values in one.nights.items()}
        for other in sorted((each for each in told if each.seq > one.seq), key=lambda each: each.seq):
            _tell(nights, one, other.corrections)
        found += _differences(one, nights, now)
    return found


def _tell(nights: dict[str, dict[str, int]], one: Signed, corrections: Iterable[Mapping[str, Any]]) -> None:
    mine = (each for each in corrections if (each["kind"], each["first"]) == (one.kind, one.first.isoformat()))
    for correction in mine:
        for night, (_, value) in correction["nights"].items():
            nights.setdefault(night, {})[correction["measure"]] = value


def _differences(one: Signed, told: Mapping[str, Values], now: Mapping[str, Values]) -> list[dict[str, Any]]:
    first, last = one.first.isoformat(), one.last.isoformat()
    present = {night: values for night, values in now.items() if first <= night <= last}
    measures = {name for values in (*told.values(), *present.values()) for name in values}
    found = []
    for measure in sorted(measures):
        nights = {}
        for night in sorted({*told, *present}):
            before, after = told.get(night, {}).get(measure, 0), present.get(night, {}).get(measure, 0)
            if before != after:
                nights[night] = [before, after]
        if nights:
            total = sum(values.get(measure, 0) for values in told.values())
            moved = sum(after - before for before, after in nights.values())
            facts = {"kind": one.kind, "first": first, "last": last, "measure": measure}
            found.append(facts | {"from": total, "to": total + moved, "nights": nights})
    return found
