"""When one commune can go on in another. Plain: no Flask, no database, no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Standing:
    """A commune as the tree of units and the journals have it; ``continued_in`` is who keeps its book on already."""

    id: str
    is_commune: bool
    valid_to: date | None
    has_book: bool
    continued_in: str | None


def find_obstacles(former: Standing, heir: Standing, heirs: Collection[str], first_day: date, today: date) -> list[str]:
    """Why ``former`` cannot go on in ``heir`` from ``first_day``; ``heirs`` are its successors by the tree of units."""
    found = []
    for one in (former, heir):
        if not one.is_commune:
            found.append(f"{one.id} is no commune")
        if one.continued_in is not None:
            found.append(f"{one.id} was merged into {one.continued_in} already")
    if former.id == heir.id:
        found.append("a commune cannot be merged into itself")
    if not former.has_book:
        found.append(f"{former.id} keeps no book here, so there is nothing to carry over")
    if heir.valid_to is not None:
        found.append(f"{heir.id} has ended itself, on {heir.valid_to.isoformat()}")
    if heirs and heir.id not in heirs:
        found.append(f"{former.id} became {', '.join(sorted(heirs))}, not {heir.id}")
    if first_day > today:
        found.append(f"{heir.id} begins on {first_day.isoformat()}: carry over on that day or after it")
    return found
