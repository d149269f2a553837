"""The thirty nights of the demo's data file as what phones send: bodies, photos, and what they must add up to."""

import copy
from datetime import datetime, timedelta
from typing import Any

from tests.demo.data_files import teams
from tests.journeys.people import Phone, announced
from tests.nights import fresh
from tests.photos import picture_bytes as pb

Night = dict[str, Any]
PICTURE = pb.jpeg()
_SIDES = {"width": 400, "height": 300}


def ids_of(phone: Phone) -> dict[str, str]:
    """The checkpoints of the team's route by their names, as the phone has pulled them."""
    (route,) = [row for (entity, _), row in phone.pull().items() if entity == "route"]
    return {point["name"]: point["id"] for point in route["checkpoints"]}


def present_in(night: Night) -> list[int]:
    """The places of those who were there, in the team's list of members."""
    absent = {row["position"] - 1 for row in night.get("absent", [])}
    count = night.get("present", 3) + len(absent)
    return [place for place in range(count) if place not in absent]


def body_of(night: Night, phone: Phone, points: dict[str, str]) -> dict[str, Any]:
    """A night as the team's phone writes it, whole."""
    starts, ends = night.get("started_at", night["starts_at"]), night.get("ended_at", night["ends_at"])
    members = [member["id"] for member in phone.members]
    absent = [{"member_id": members[row["position"] - 1], "reason": row["reason"]} for row in night.get("absent", [])]
    same = ("night", "preset", "weather", "reminders", "helped", "remark", "proposal", "contacts", "quiet")
    return {name: night[name] for name in same} | {
        "started_at": starts,
        "ended_at": ends,
        "lead_id": members[0],
        "present": [{"member_id": members[place], "from": starts, "to": ends} for place in present_in(night)],
        "absent": absent,
        "guests": night.get("guests", []),
        "rounds": [patrol(night, number, list(points.values())) for number in range(night["rounds"])],
        "incidents": [_incident(entry, points) for entry in night["incidents"]],
        "activities": [{"activity_id": fresh(), **entry} for entry in night["activities"]],
        "open_matters": [{"matter_id": fresh(), "text": text, "settled": False} for text in night["open_matters"]],
        "handover": {"text": night["handover"], "kit_ok": True},
    }


def patrol(night: Night, number: int, points: list[str]) -> dict[str, Any]:
    """A round whose points were reached one by one: at the times of the narrative, else every ten minutes."""
    begins = datetime.fromisoformat(night["starts_at"]) + timedelta(minutes=70 * number + 5)
    usual = [(begins + timedelta(minutes=10 * place)).isoformat() for place in range(len(points))]
    told = night["passes"][number] if "passes" in night else usual
    taps = [
        {"checkpoint_id": point, "at": at, "state": "normal", "how": "tap"}
        for point, at in zip(points, told, strict=True)
        if at is not None
    ]
    return {"round_id": fresh(), "confirmed": "points", "started_at": begins.isoformat(), "passes": taps}


def _incident(entry: dict[str, Any], points: dict[str, str]) -> dict[str, Any]:
    known = {name: value for name, value in entry.items() if name not in ("checkpoint", "corrected_to")}
    return known | {"incident_id": fresh(), "checkpoint_id": points.get(entry["checkpoint"])}


def photos_of(night: Night, body: dict[str, Any], points: dict[str, str]) -> list[dict[str, Any]]:
    """The photos of a night as announced; all of them have the bytes of ``PICTURE``."""
    found = []
    for photo in night.get("photos", []):
        place: dict[str, Any] = {"about": photo["about"], "caption": photo["caption"]}
        if "incident" in photo:
            place["incident_id"] = body["incidents"][photo["incident"]]["incident_id"]
        if "checkpoint" in photo:
            place["checkpoint_id"] = points[photo["checkpoint"]]
        found.append(announced(PICTURE, "image/jpeg", **_SIDES, **place))
    return found


def first_version(body: dict[str, Any], night: Night) -> dict[str, Any]:
    """The body as it was sent first, where the narrative says that something was missing."""
    first = copy.deepcopy(body)
    for name, value in night.get("first", {}).items():
        if name == "incidents":
            for entry, before in zip(first["incidents"], value, strict=True):
                entry |= before
        else:
            first[name] = value
    return first


def counts_of(night: Night) -> dict[str, Any]:
    """What a narrative must add up to in every list, told from the data file alone."""
    points = len(teams()[night["team"]]["route"]["checkpoints"])
    told = [at for times in night.get("passes", []) for at in times if at]
    return {
        "rounds": night["rounds"],
        "passes": len(told) or points * night["rounds"],
        "incidents": len(night["incidents"]),
        "activities": len(night["activities"]),
        "people": night.get("present", 3),
        "absent": len(night.get("absent", [])),
        "guests": sum(row["count"] for row in night.get("guests", [])),
        "reminders": night["reminders"],
        "helped": night["helped"],
    }
