"""What a body says: what it still gets wrong, what it adds up to, and the marks of its line through the night.

Every function takes a body as ``schemas.ReportBody`` loads it (times aware, ids as UUID).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.core.night import night_of
from app.core.text import fold
from app.reports.rules.searching import texts_of_body, texts_of_incident

_NIGHT_MAY_DIFFER = timedelta(days=1)


def night_written(raw: Mapping[str, Any], client_at: datetime) -> date:
    """The night that an operation is about, as far as its raw body tells; else the one in which the phone wrote it."""
    try:
        return date.fromisoformat(raw.get("night") or "")
    except (TypeError, ValueError):
        return night_of(client_at)


def find_body_faults(body: Mapping[str, Any], categories: Mapping[str, str]) -> list[dict[str, str]]:
    """What a well-shaped body still gets wrong: ``[{pointer, detail}]``; ``categories`` maps code → kind."""
    faults = []
    if abs(body["night"] - night_of(body["started_at"])) > _NIGHT_MAY_DIFFER:
        faults.append({"pointer": "/night", "detail": "Đêm không khớp với giờ mở ca"})
    if body["ended_at"] < body["started_at"]:
        faults.append({"pointer": "/ended_at", "detail": "Giờ kết ca trước giờ mở ca"})
    if body.get("quiet") and body.get("incidents"):
        faults.append({"pointer": "/quiet", "detail": "Ca có sự việc thì không phải ca bình thường"})
    return faults + find_part_faults(body, categories)


def find_part_faults(body: Mapping[str, Any], categories: Mapping[str, str]) -> list[dict[str, str]]:
    """The same for the lists that a part may bring: categories that exist, reasons for skipped points."""
    faults = []
    for name, kinds in (("incidents", ("incident", "other")), ("activities", ("activity",))):
        for index, entry in enumerate(body.get(name) or []):
            if categories.get(entry["category"]) not in kinds:
                faults.append({"pointer": f"/{name}/{index}/category", "detail": "Loại việc không có trong danh mục"})
    for number, patrol in enumerate(body.get("rounds") or []):
        for index, passed in enumerate(patrol.get("passes") or []):
            if passed["state"] == "skipped" and not (passed.get("note") or "").strip():
                where = f"/rounds/{number}/passes/{index}/note"
                faults.append({"pointer": where, "detail": "Điểm bỏ qua cần ghi lý do"})
    return faults


@dataclass(frozen=True)
class Summary:
    """What a report adds up to; every figure of lists and exports comes from here.

    ``passes`` counts points reached by a tap (skipped ones are none, a whole round adds none); ``people`` are members,
    ``guests`` people of other forces; ``line`` are the marks of the night line, in order.
    """

    quiet: bool
    severity: int
    people: int
    absent: int
    guests: int
    rounds: int
    passes: int
    incidents: int
    activities: int
    reminders: int
    helped: int
    search: str
    line: list[dict[str, Any]] = field(default_factory=list)


def summarise(body: Mapping[str, Any], parts: Iterable[Mapping[str, Any]] = ()) -> Summary:
    """Add up a report's body and the parts that other phones sent to the same shift."""
    bodies = [body, *parts]
    rounds = [patrol for one in bodies for patrol in one.get("rounds") or []]
    incidents = [entry for one in bodies for entry in one.get("incidents") or []]
    passed = [tap for patrol in rounds for tap in patrol.get("passes") or [] if tap["state"] != "skipped"]
    return Summary(
        quiet=bool(body.get("quiet")) and not incidents,
        severity=max((entry["severity"] for entry in incidents), default=0),
        people=len({one["member_id"] for one in body.get("present") or []}),
        absent=len(body.get("absent") or []),
        guests=sum(one["count"] for one in body.get("guests") or []),
        rounds=len(rounds),
        passes=len(passed),
        incidents=len(incidents),
        activities=sum(len(one.get("activities") or []) for one in bodies),
        reminders=body.get("reminders") or 0,
        helped=body.get("helped") or 0,
        search=fold(" ".join(_words(bodies))),
        line=_marks(rounds, incidents),
    )


def _words(bodies: list[Mapping[str, Any]]) -> Iterable[str]:
    """What the list of reports is searched by: written words, never the police-only fields."""
    for body in bodies:
        yield from texts_of_body(body)
        for entry in body.get("incidents") or []:
            yield from texts_of_incident(entry)


def _marks(rounds: list[Any], incidents: list[Any]) -> list[dict[str, Any]]:
    found: list[tuple[datetime, dict[str, Any]]] = []
    for patrol in rounds:
        for tap in patrol.get("passes") or []:
            if tap["state"] != "skipped":
                found.append((tap["at"], {"kind": "pass"}))
        if patrol.get("confirmed") == "whole" and patrol.get("ended_at"):
            found.append((patrol["ended_at"], {"kind": "round"}))
    found += [(entry["at"], {"kind": "incident", "severity": entry["severity"]}) for entry in incidents]
    return [{"at": at.isoformat(timespec="seconds"), **mark} for at, mark in sorted(found, key=lambda one: one[0])]
