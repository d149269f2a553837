"""What a team's night adds up to: the one place from which every figure of months, teams, communes and provinces comes.

Received is what has come and stands; what a night *was* (hours, rounds, people, incidents) counts once it is approved.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from app.figures.rules.numbers import ADDED, APPROVED, Asked, Counts, Happened, NightFigures, Point, Told
from app.reports.rules import State, is_late
from app.reports.rules.attendance import NightRule, Stay, is_counted, stays_in

_GONE = frozenset({State.WITHDRAWN.value, State.REJECTED.value})
# From this severity on the duty officer is called first.
_GRAVE = 3
_STAYED = ("id", "night", "state", "started_at", "ended_at")


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
    return {name: getattr(one.row, name) for name in ADDED} | {"approved": 1, "minutes": minutes, "turns": one.row.people}


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

    A shift that was not planned, or without a route, asks for no checkpoint. Each round that was told point by point asks
    for every checkpoint; where all rounds were confirmed whole, the shift asks once, and nothing was reached.
    """
    planned = {plan.id for plan in asked.plans if plan.state == "planned"}
    found: dict[str, Point] = {}
    for one in approved:
        rounds = _rounds_of(one)
        for point_id in map(str, asked.points.get(one.row.shift_id, ()) if one.row.shift_id in planned else ()):
            passes = [sum(tap == (point_id, True) for tap in taps) for taps in rounds]
            skipped = sum(tap == (point_id, False) for taps in rounds for tap in taps)
            more = Point(max(1, len(rounds)), sum(map(bool, passes)), sum(passes), skipped)
            found[point_id] = Point(*(a + b for a, b in zip(found.get(point_id, Point()), more, strict=True)))
    return found


def _rounds_of(one: Told) -> list[list[tuple[str, bool]]]:
    """The rounds of a report and its parts that were told point by point: each tap's checkpoint, and whether it was reached
    (False: skipped)."""
    rounds = [patrol.get("passes") or [] for body in (one.body, *one.parts) for patrol in body.get("rounds") or []]
    return [[(str(tap["checkpoint_id"]), tap["state"] != "skipped") for tap in taps] for taps in rounds if taps]


def _in_window(live: Iterable[Told], rule: NightRule) -> list[str]:
    """The members whose night counts, as the attendance sheet counts it before the month's cap and the nights left out."""
    stays: dict[str, list[Stay]] = {}
    for one in live:
        of_body = {name: one.body.get(name) for name in ("present", "absent")}
        row = SimpleNamespace(**{name: getattr(one.row, name) for name in _STAYED}, **of_body)
        for member_id, stay in stays_in(row):
            stays.setdefault(str(member_id), []).append(stay)
    return sorted(member_id for member_id, of_member in stays.items() if is_counted(of_member, rule))
