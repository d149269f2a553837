"""What a team's night adds up to: the one place from which every figure of months, teams, communes and provinces comes.

Received is what has come and stands; what a night *was* (hours, rounds, people, incidents) counts once it is approved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from app.reports.rules import State, is_late
from app.reports.rules.attendance import NightRule, Stay, is_counted, stays_in

APPROVED = frozenset({State.APPROVED.value, State.LOCKED.value})
_GONE = frozenset({State.WITHDRAWN.value, State.REJECTED.value})
# From this severity on the duty officer is called first.
_GRAVE = 3


@dataclass(frozen=True)
class Counts:
    """Numbers that may be added over teams and nights. Times in minutes.

    ``unreported`` are planned shifts without a report, over or not; ``nights`` those on which somebody went, by approved
    reports; ``turns`` members present (lượt người); ``sent_back`` reports that were returned at least once; ``points`` the
    checkpoints on the routes of planned shifts that were walked, ``reached`` those of them that were tapped at least once;
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
        return Counts(*(getattr(self, name) + getattr(other, name) for name in COUNTED))

    def __neg__(self) -> "Counts":
        return Counts(*(-getattr(self, name) for name in COUNTED))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in COUNTED)


COUNTED = tuple(one.name for one in fields(Counts))


@dataclass(frozen=True)
class Happened:
    """What approved incidents of one category add up to: how many, how many grave, people concerned, people hurt."""

    incidents: int = 0
    grave: int = 0
    people: int = 0
    injured: int = 0

    def __add__(self, other: "Happened") -> "Happened":
        return Happened(*(getattr(self, name) + getattr(other, name) for name in HAPPENED))

    def __neg__(self) -> "Happened":
        return Happened(*(-getattr(self, name) for name in HAPPENED))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in HAPPENED)


HAPPENED = tuple(one.name for one in fields(Happened))


class Point(NamedTuple):
    """A checkpoint in a night: shifts whose route has it, those of them that reached it, taps, and times it was skipped.

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


_STAYED = ("id", "night", "state", "started_at", "ended_at")
# The columns of a report that are asked for here, beside those that say which report it is.
_ADDED = ("quiet", "guests", "rounds", "passes", "activities", "reminders", "helped")
ASKED = (
    *("id", "shift_id", "village_id", "night", "state", "rev", "started_at", "ended_at", "received_at", "decided_at"),
    *("people", "incidents", "supplements", *_ADDED),
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


def count_night(told: Iterable[Told], asked: Asked) -> NightFigures:
    """Add up one night of a team: its reports in the order in which their shifts began, and what was planned."""
    live = [one for one in told if one.row.state not in _GONE]
    approved = [one for one in live if one.row.state in APPROVED]
    here, members, kinds = Counter[str](), Counter[str](), dict[str, Happened]()
    reported = {one.row.shift_id for one in live}
    for plan in asked.plans:
        here["planned" if plan.state == "planned" else "called_off"] += 1
        here["unreported"] += plan.state == "planned" and plan.id not in reported
    for one in live:
        here.update(_received(one, asked.due_at))
    for one in approved:
        here.update(_approved(one))
        members.update(_minutes_of(one))
        for incident in one.incidents:
            kinds[incident.category] = kinds.get(incident.category, Happened()) + _happened(incident)
            here[f"severity{incident.severity}"] += 1
    points, window = _points_of(approved, asked), _in_window(live, asked.rule) if approved else []
    here["nights"] = bool(approved)
    here["person_minutes"] = members.total()
    here["incidents"] = sum(kind.incidents for kind in kinds.values())
    here["grave"] = sum(kind.grave for kind in kinds.values())
    here["points"] = sum(point.planned for point in points.values())
    here["reached"] = sum(point.reached for point in points.values())
    here["window"] = len(window)
    return NightFigures(
        village_id=live[0].row.village_id if live else None,
        counts=Counts(**here),
        members=dict(members),
        waits=[_waited(one.row) for one in approved],
        kinds=kinds,
        deeds=Counter(code for one in approved for code in one.deeds),
        window=window,
        points=points,
    )


def _received(one: Told, due_at: datetime) -> dict[str, int]:
    return {
        "received": 1,
        "on_time": not is_late(one.row.received_at, due_at),
        "sent_back": one.returns > 0,
        "returned": one.row.state == State.RETURNED,
    }


def _approved(one: Told) -> dict[str, int]:
    minutes = _minutes(one.row.started_at, one.row.ended_at)
    return {name: getattr(one.row, name) for name in _ADDED} | {"approved": 1, "minutes": minutes, "turns": one.row.people}


def _minutes_of(one: Told) -> dict[str, int]:
    """Minutes by member; who has no time of their own was there from the beginning to the end of the shift."""
    found: dict[str, int] = {}
    for entry in one.body.get("present") or []:
        since = datetime.fromisoformat(entry["from"]) if entry.get("from") else one.row.started_at
        until = datetime.fromisoformat(entry["to"]) if entry.get("to") else one.row.ended_at
        found[str(entry["member_id"])] = _minutes(since, until)
    return found


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, round((until - since).total_seconds() / 60))


def _waited(row: Any) -> int:
    return _minutes(row.received_at, row.decided_at) if row.decided_at else 0


def _happened(incident: Any) -> Happened:
    return Happened(1, int(incident.severity >= _GRAVE), incident.people, incident.injured)


def _points_of(approved: Iterable[Told], asked: Asked) -> dict[str, Point]:
    """The checkpoints that the routes of the night's planned shifts have, and what the shifts that were walked did there.

    A shift that was not planned, or without a route, asks for no checkpoint; a round that is confirmed whole reaches none.
    """
    planned = {plan.id for plan in asked.plans if plan.state == "planned"}
    found: dict[str, Point] = {}
    for one in approved:
        taps = _taps_of(one)
        for point_id in asked.points.get(one.row.shift_id, ()) if one.row.shift_id in planned else ():
            passes, skipped = taps[str(point_id), True], taps[str(point_id), False]
            here = found.get(str(point_id), Point())
            more = Point(1, int(passes > 0), passes, skipped)
            found[str(point_id)] = Point(*(a + b for a, b in zip(here, more, strict=True)))
    return found


def _taps_of(one: Told) -> Counter[tuple[str, bool]]:
    """How often each checkpoint was reached (True) and skipped (False), by the report and its parts."""
    rounds = [patrol for body in (one.body, *one.parts) for patrol in body.get("rounds") or []]
    taps = [tap for patrol in rounds for tap in patrol.get("passes") or []]
    return Counter((str(tap["checkpoint_id"]), tap["state"] != "skipped") for tap in taps)


def _in_window(live: Iterable[Told], rule: NightRule) -> list[str]:
    """The members whose night counts, as the attendance sheet counts it before the month's cap and the nights left out."""
    stays: dict[str, list[Stay]] = {}
    for one in live:
        of_body = {name: one.body.get(name) for name in ("present", "absent")}
        row = SimpleNamespace(**{name: getattr(one.row, name) for name in _STAYED}, **of_body)
        for member_id, stay in stays_in(row):
            stays.setdefault(str(member_id), []).append(stay)
    return sorted(member_id for member_id, of_member in stays.items() if is_counted(of_member, rule))
