"""What a report says, as one JSON value: a draft makes it anew whenever it is read, a signature keeps it.

``measures``, ``groups`` and ``tasks`` hold four numbers each, for ``SPANS``; None where the book holds nothing of that time.
Times are minutes. ``nights`` holds what each night adds to ``NIGHTLY``, without noughts: later corrections are found by it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.core.canonical import digest
from app.figures.rules import Period

if TYPE_CHECKING:
    from app.figures.queries import OwnNight, Sums

# Grows when the shape changes; a report that was signed in an older one is still read by its own.
FORM = 3
SPANS = ("now", "before", "last_year", "so_far")
_COUNTS = (
    *("planned", "called_off", "received", "on_time", "sent_back", "approved", "nights", "quiet", "turns", "guests"),
    *("minutes", "person_minutes", "rounds", "passes", "incidents", "grave", "reminders", "helped", "activities"),
)
# What of a night a correction can be about; groups of incidents come by their letter.
NIGHTLY = (
    *("planned", "called_off", "received", "on_time", "sent_back", "approved", "quiet", "turns", "guests", "minutes"),
    *("rounds", "incidents", "grave", "reminders", "helped", "activities"),
)


@dataclass(frozen=True)
class Counted:
    """What the records give for a report.

    ``spans`` and ``sums`` in the order of ``SPANS``; ``groups`` and ``tasks``: category → its group's letter, its article of
    the law. ``attendance``:
    ``{member, nights, minutes, counted}`` each; ``propaganda``: category → sessions and people reached; ``forces``: kind of
    team → teams and members now, and both before the period; ``book``: what the tables of models say
    (``tallies.queries.read_book``), None of a team;
    ``praise``: line → numbers for ``SPANS`` (``emulation.rules.counting``), None of a team;
    ``waiting``: ``{report, team, night, state}`` of reports that are not decided.
    """

    spans: Sequence[Period]
    sums: "Sequence[Sums]"
    nights: "Mapping[date, OwnNight]"
    groups: Mapping[str, str]
    tasks: Mapping[str, int | None]
    attendance: Sequence[Mapping[str, Any]]
    propaganda: Mapping[str, tuple[int, int]]
    forces: Mapping[str, tuple[int, int, int, int]]
    book: Mapping[str, Any] | None
    praise: Mapping[str, Sequence[int]] | None
    waiting: Sequence[Mapping[str, Any]]
    corrections: Sequence[Mapping[str, Any]]


def content_of(period: Period, team_id: UUID | None, counted: Counted, texts: Mapping[str, str]) -> dict[str, Any]:
    """The report's content; whole numbers and text alone, so that its digest is the same for ever."""
    return {
        "form": FORM,
        "kind": period.kind,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "team": str(team_id) if team_id else None,
        "spans": [[one.first.isoformat(), one.last.isoformat()] for one in counted.spans],
        "measures": _measures(counted.sums),
        "groups": _grouped(counted.sums, lambda code: counted.groups.get(code, code[:1])),
        "tasks": _grouped(counted.sums, lambda code: str(counted.tasks.get(code) or "")),
        "nights": nightly(counted.nights, counted.groups),
        "attendance": list(counted.attendance),
        "propaganda": {code: list(numbers) for code, numbers in counted.propaganda.items()},
        "forces": {kind: list(numbers) for kind, numbers in counted.forces.items()},
        "book": counted.book,
        "praise": _praise(counted),
        "waiting": list(counted.waiting),
        "corrections": list(counted.corrections),
        "texts": {part: text for part, text in texts.items() if text},
    }


def _praise(counted: Counted) -> dict[str, list[int | None]] | None:
    if counted.praise is None:
        return None
    # A nought of a time from which the book holds nothing at all is not known.
    known = [bool(one.counts) for one in counted.sums]
    return {
        line: [number if number or known[place] else None for place, number in enumerate(numbers)]
        for line, numbers in counted.praise.items()
    }


def _measures(sums: "Sequence[Sums]") -> dict[str, list[int | None]]:
    found: dict[str, list[int | None]] = {
        name: [getattr(one.counts, name) if one.counts else None for one in sums] for name in _COUNTS
    }
    found["missing"] = [one.missing if one.counts else None for one in sums]
    # Of nights whose members are not named any more nobody can be told apart.
    found["people"] = [one.people if one.counts and (one.people or not one.counts.turns) else None for one in sums]
    found["wait"] = [one.wait for one in sums]
    return found


def _grouped(sums: "Sequence[Sums]", key_of: Any) -> dict[str, list[int | None]]:
    counted: list[Counter[str] | None] = []
    for one in sums:
        numbers: Counter[str] = Counter()
        for code, happened in one.kinds.items():
            numbers[key_of(code)] += happened.incidents
        counted.append(numbers if one.counts else None)
    keys = sorted({key for numbers in counted if numbers is not None for key in numbers if key})
    return {key: [None if numbers is None else numbers[key] for numbers in counted] for key in keys}


def nightly(nights: "Mapping[date, OwnNight]", groups: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """What each night adds, by names of ``NIGHTLY`` and by letters of ``groups`` (of categories), without noughts."""
    found = {}
    for night, one in nights.items():
        happened: Counter[str] = Counter()
        for code, number in one.kinds.items():
            happened[groups.get(code, code[:1])] += number
        values = {name: getattr(one.counts, name) for name in NIGHTLY} | happened
        found[night.isoformat()] = {name: number for name, number in values.items() if number}
    return {night: values for night, values in found.items() if values}


def seal(content: Mapping[str, Any]) -> bytes:
    """The digest (32 bytes) over the canonical JSON of a content."""
    return digest(content)


def seen_mark(content: Mapping[str, Any]) -> str:
    """What the form of a signature carries: whoever signs signs what the page showed."""
    return seal(content).hex()[:32]
