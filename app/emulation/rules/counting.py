"""What proposals add up to: the lines of a report's table of emulation, and which proposals each line counts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from app.emulation.rules.commendations import COLLECTIVE, DECIDED

PROPOSED_LINE, COLLECTIVES, INDIVIDUALS, BARE = LINES = ("proposed", "collective", "individual", "bare")


class Counts(Protocol):
    """What is asked of a proposal."""

    proposed_on: date
    decided_on: date | None
    state: str
    about: str
    form: str
    level: str


def lines_of(one: Counts, first: date, last: date, *, records: int) -> list[str]:
    """The lines that count a proposal from ``first`` to ``last``; ``records``: how many stand behind it.

    It is proposed by its own day, granted by the day of the decision. What was granted stands under collectives or
    individuals, there again by form and level (``collective/certificate/commune``), and under ``bare`` without a record.
    """
    found = [PROPOSED_LINE] if first <= one.proposed_on <= last else []
    if one.state == DECIDED and one.decided_on and first <= one.decided_on <= last:
        whose = COLLECTIVES if one.about in COLLECTIVE else INDIVIDUALS
        found += [whose, f"{whose}/{one.form}/{one.level}", *([] if records else [BARE])]
    return found


def add_up(rows: Iterable[tuple[Counts, int]], spans: Sequence[tuple[date, date]]) -> dict[str, list[int]]:
    """By line the numbers of each span; ``rows``: proposals, each with how many records stand behind it."""
    found = {line: [0] * len(spans) for line in LINES}
    for one, records in rows:
        for place, (first, last) in enumerate(spans):
            for line in lines_of(one, first, last, records=records):
                found.setdefault(line, [0] * len(spans))[place] += 1
    return dict(sorted(found.items()))
