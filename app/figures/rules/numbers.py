"""The numbers of a night, and what they are counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import add, neg
from typing import Any, NamedTuple
from uuid import UUID

from app.reports.rules import State
from app.reports.rules.attendance import NightRule

APPROVED = frozenset({State.APPROVED.value, State.LOCKED.value})


@dataclass(frozen=True)
class Counts:
    """Numbers that may be added over teams and nights. Times in minutes.

    ``unreported`` are planned shifts without a report, over or not; ``nights`` those on which somebody went, by approved
    reports; ``turns`` members present (lượt người); ``sent_back`` reports that were returned at least once; ``points`` how
    often checkpoints were to be passed, on the routes and in the rounds of planned shifts, ``reached`` how often they were;
    ``window`` members on duty long enough within the hours that count (``reports/rules/attendance.py``).
    """

    planned: int = 0
    called_off: int = 0
    unreported: int = 0
    received: int = 0
    on_time: int = 0
    sent_back: int = 0
    returned: int = 0
    approved: int = 0
    nights: int = 0
    quiet: int = 0
    turns: int = 0
    guests: int = 0
    minutes: int = 0
    person_minutes: int = 0
    rounds: int = 0
    passes: int = 0
    incidents: int = 0
    grave: int = 0
    activities: int = 0
    reminders: int = 0
    helped: int = 0
    points: int = 0
    reached: int = 0
    window: int = 0
    severity1: int = 0
    severity2: int = 0
    severity3: int = 0
    severity4: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(add, vars(self).values(), vars(other).values()))

    def __neg__(self) -> "Counts":
        return Counts(*map(neg, vars(self).values()))

    def __bool__(self) -> bool:
        return any(vars(self).values())


COUNTED = tuple(one.name for one in fields(Counts))


@dataclass(frozen=True)
class Happened:
    """What approved incidents of one category add up to: how many, how many grave, people concerned, people hurt."""

    incidents: int = 0
    grave: int = 0
    people: int = 0
    injured: int = 0

    def __add__(self, other: "Happened") -> "Happened":
        return Happened(*map(add, vars(self).values(), vars(other).values()))

    def __neg__(self) -> "Happened":
        return Happened(*map(neg, vars(self).values()))

    def __bool__(self) -> bool:
        return any(vars(self).values())


HAPPENED = tuple(one.name for one in fields(Happened))


class Point(NamedTuple):
    """A checkpoint in a night: rounds that were to pass it, those of them that did, taps, and how often it was skipped.

    Why it was skipped stands in the report alone: words that can be covered or erased are kept in one place.
    """

    planned: int = 0
    reached: int = 0
    passes: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class NightFigures:
    """A team's night. ``members``: minutes of duty by member's id; ``waits``: minutes from arrival to approval, a
    report each; ``kinds``: its approved incidents by category; ``deeds``: its activities by category; ``window``: ids of the
    members whose night counts for the allowance; ``points``: its checkpoints by id."""

    village_id: UUID | None
    counts: Counts = field(default_factory=Counts)
    members: Mapping[str, int] = field(default_factory=dict)
    waits: Sequence[int] = ()
    kinds: Mapping[str, Happened] = field(default_factory=dict)
    deeds: Mapping[str, int] = field(default_factory=dict)
    window: Sequence[str] = ()
    points: Mapping[str, Point] = field(default_factory=dict)

    def cells(self) -> dict[str, Any]:
        """What is kept of it as JSON, by column."""
        return {
            "members": dict(self.members),
            "waits": list(self.waits),
            "kinds": {code: list(vars(one).values()) for code, one in sorted(self.kinds.items())},
            "deeds": dict(sorted(self.deeds.items())),
            "on_duty": list(self.window),
            "stops": {point_id: list(point) for point_id, point in sorted(self.points.items())},
        }


# The columns of a report that are asked for here, beside those that say which report it is.
ADDED = ("quiet", "guests", "rounds", "passes", "activities", "reminders", "helped")
ASKED = (
    *("id", "shift_id", "village_id", "night", "state", "rev", "started_at", "ended_at", "received_at", "decided_at"),
    *("people", "incidents", "supplements", *ADDED),
)


@dataclass(frozen=True)
class Told:
    """A report as far as it counts: its row, how often it was returned, its body, the rows of its incidents, the categories
    of its activities, and the bodies of the parts that other phones sent."""

    row: Any
    returns: int
    body: Mapping[str, Any]
    incidents: Sequence[Any]
    deeds: Sequence[str] = ()
    parts: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Asked:
    """What a night was asked for: its planned shifts, the checkpoints on the route of each by the shift's id, until when its
    reports were expected, and how the hours of duty are counted."""

    plans: Sequence[Any]
    points: Mapping[UUID, Sequence[UUID]]
    due_at: datetime
    rule: NightRule
