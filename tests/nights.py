"""Nights to send in tests: bodies, operations, envelopes, as a phone makes them."""

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from app.core import clock
from app.core.ids import new_id
from tests.acting import ActingClient
from tests.cast import Person

PUSH = "/api/v1/sync/push"


def fresh() -> str:
    """A new id as text."""
    return str(new_id())


def at(clock_time: str, day: str = "2026-11-21") -> str:
    """A moment in Viet Nam as a phone writes it."""
    return f"{day}T{clock_time}:00+07:00"


def incident(category: str = "A03", severity: int = 2, **more: Any) -> dict[str, Any]:
    """An incident of the night."""
    known = {"incident_id": fresh(), "category": category, "severity": severity, "at": at("23:10"), "place": "Cầu treo"}
    return known | {"what": "Khoảng 6 xe nẹt pô, hai lượt", "actions": ["reminded"], "result": "settled"} | more


def patrol(points: int = 3, *, whole: bool = False) -> dict[str, Any]:
    """A round: with ``points`` tapped one by one, or confirmed whole."""
    taps = [
        {"checkpoint_id": fresh(), "at": at(f"22:{10 + place:02d}"), "state": "normal", "how": "tap"}
        for place in range(points)
    ]
    return {
        "round_id": fresh(),
        "mode": "motorbike",
        "started_at": at("22:05"),
        "ended_at": at("22:50"),
        "confirmed": "whole" if whole else "points",
        "passes": [] if whole else taps,
    }


def body_of(person: Person, **more: Any) -> dict[str, Any]:
    """A report's body: a quiet night unless ``incidents`` says otherwise."""
    known: dict[str, Any] = {
        "night": "2026-11-21",
        "preset": "night",
        "source": "phone",
        "started_at": at("22:02"),
        "ended_at": at("03:50", "2026-11-22"),
        "lead_id": str(person.member_id) if person.member_id else None,
        "present": [{"member_id": str(person.member_id or uuid4()), "from": at("22:02"), "to": at("03:50", "2026-11-22")}],
        "rounds": [patrol()],
        "incidents": [],
        "activities": [],
        "open_matters": [],
        "reminders": 5,
        "helped": 1,
        "quiet": not more.get("incidents"),
    }
    return known | more


def photo(data: bytes = b"picture", **more: Any) -> dict[str, Any]:
    """The announcement of a photo with these bytes."""
    known = {"photo_id": fresh(), "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "mime": "image/jpeg"}
    return known | {"width": 1600, "height": 1200, "about": "scene", "taken_at": at("23:12")} | more


def operation(person: Person, kind: str, **more: Any) -> dict[str, Any]:
    """An operation of a phone, with its commune and team frozen in."""
    known = {
        "op_id": fresh(),
        "kind": kind,
        "schema": 1,
        "commune_id": person.commune_id,
        "team_id": str(person.team_id),
        "actor_id": str(person.member_id) if person.member_id else None,
        "client_time": clock.now().isoformat(),
    }
    return known | more


def submit(person: Person, *, shift_id: str | None = None, report_id: str | None = None, **more: Any) -> dict[str, Any]:
    """A report of tonight; ``body=`` and ``photos=`` replace what a quiet night has."""
    known = {"shift_id": shift_id or fresh(), "report_id": report_id or fresh(), "body": body_of(person)}
    return operation(person, "report.submit", **(known | more))


def raised(person: Person, *, count: int = 1, shift_id: str | None = None, **more: Any) -> dict[str, Any]:
    """An operation that tells the present state of an alert."""
    known = {"alert_id": fresh(), "incident_id": fresh(), "count": count, "category": "C01", "severity": 4}
    when = {"at": at("22:28"), "raised_at": at("22:29"), "checkpoint_id": None, "place": "Cổng chợ", "cancelled": False}
    return operation(person, "alert.raise", shift_id=shift_id or fresh(), body=known | when | more)


def following(person: Person, first: dict[str, Any], *, count: int = 2, **more: Any) -> dict[str, Any]:
    """What the phone tells of the same alert later."""
    return operation(person, "alert.raise", shift_id=first["shift_id"], body=first["body"] | {"count": count} | more)


def envelope(*ops: Any, **more: Any) -> dict[str, Any]:
    """What a phone pushes around its operations."""
    known = {
        "sync": 1,
        "batch_id": fresh(),
        "install_id": str(uuid4()),
        "client": "2026.11.0",
        "schema": 1,
        "sent_at": clock.now().isoformat(),
        "known_epoch": None,
        "health": {"unsent": len(ops), "parked": 0},
        "ops": list(ops),
    }
    return known | more


def push(client: ActingClient, person: Person, *ops: Any) -> list[dict[str, Any]]:
    """Push operations and give their results."""
    answer: TestResponse = client.post(PUSH, json=envelope(*ops), as_=person)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json is not None
    results: list[dict[str, Any]] = answer.json["results"]
    return results


def push_one(client: ActingClient, person: Person, op: Any) -> dict[str, Any]:
    """Push one operation and give its result."""
    (result,) = push(client, person, op)
    return result


def pull(client: ActingClient, person: Person, cursor: str | None = None) -> dict[str, Any]:
    """Everything that changed since ``cursor``, all pages together."""
    changes: list[dict[str, Any]] = []
    removed: list[dict[str, Any]] = []
    for _ in range(50):
        answer = client.get("/api/v1/sync/changes", query_string={"cursor": cursor} if cursor else {}, as_=person)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        page = answer.json
        assert page is not None
        changes += page["changes"]
        removed += page["removed"]
        cursor = page["cursor"]
        if not page["more"]:
            return {"changes": changes, "removed": removed, "cursor": cursor}
    raise AssertionError("the pull does not end")


def entities(pulled: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """The changes of one kind, by id; the last one wins, as on a phone."""
    return {one["id"]: one for one in pulled["changes"] if one["entity"] == kind}


def moment(text: str) -> datetime:
    """An aware moment from what an answer says."""
    return datetime.fromisoformat(text).astimezone(UTC)


def as_uuid(text: str) -> UUID:
    """An id from what an answer says."""
    return UUID(text)
