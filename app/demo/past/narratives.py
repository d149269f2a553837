"""The thirty written nights, moved by whole days: their people, rounds and reviews are filled in around their own words."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from app.demo.past import patrol, reviewing
from app.demo.past.chance import dice, shaped_id
from app.demo.past.composing import Wish
from app.demo.past.patrol import Out
from app.demo.past.script import Body, Script, Shot, Step, Version, Watch, iso
from app.demo.past.sending import sent_at
from app.demo.past.shots import Photos
from app.demo.past.written_reviews import reviewed
from app.demo.queries import read_data
from app.photos.drawing import BY_ABOUT, picture_of_place, pictures_of_category

_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_PICTURES = {
    "Cửa cuốn chưa khóa": "shop_shutter", "Mực nước ở chân cầu": "stream_marks", "Cọc tiêu nghiêng": "road_barrier",
    "Khóa cửa bị cắt": "padlock_open", "Đầu ngõ có đèn": "market_stalls",
}  # fmt: skip


def written_nights(last: date) -> list[Body]:
    """The thirty, moved so that the last of them is of the night ``last``; every date in them moves along."""
    nights = read_data("nights")["nights"]
    days = last - date.fromisoformat(nights[-1]["night"])
    return [_named_anew(_moved(night, days)) for night in nights]


def _moved(value: Any, days: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _moved(inner, days) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner, days) for inner in value]
    if not isinstance(value, str) or not value[:4].isdigit() or value[4:5] != "-":
        return value
    if len(value) == len("2026-11-02"):
        return (date.fromisoformat(value) + days).isoformat()
    return iso(datetime.fromisoformat(value) + days)


def _named_anew(night: Body) -> Body:
    """Where the words name a day of the week, it is that of the night."""
    name = _WEEKDAYS[date.fromisoformat(night["night"]).isoweekday() - 1]
    return night | {"remark": night["remark"].replace("Thứ bảy", name)}


def tell(watch: Watch, night: Body, wish: Wish) -> Script:
    """The script of a written night."""
    rng = dice(wish.seed, "written", night["number"])
    out = _hours(rng, watch, night)
    body = _body(rng, watch, night, out, wish.seed)
    shots = _shots(watch, night, body, wish) if wish.photos is not Photos.NONE else ()
    closed_at = out.ended_at + timedelta(minutes=4)
    script = Script(
        watch=watch,
        report_id=shaped_id(closed_at, wish.seed, "written", night["number"]),
        first=Version(body, shots),
        closed_at=closed_at,
        sent_at=_moment(night, "sent_at") or sent_at(rng, watch, closed_at),
    )
    if "review" not in night:
        at = reviewing.decided_at(rng, script.sent_at)
        return replace(script, steps=(Step("approve", at, watch.crew.officer),))
    return reviewed(night, script)


def _moment(night: Body, name: str) -> datetime | None:
    return datetime.fromisoformat(night[name]) if name in night else None


def _hours(rng: Random, watch: Watch, night: Body) -> Out:
    out = patrol.hours_out(rng, watch)
    ends = [datetime.fromisoformat(one["at"]) + timedelta(minutes=20) for one in night["incidents"]]
    ended = _moment(night, "ended_at") or max(out.ended_at, *ends) if ends else _moment(night, "ended_at") or out.ended_at
    return Out(_moment(night, "started_at") or out.started_at, ended)


def _body(rng: Random, watch: Watch, night: Body, out: Out, seed: int) -> Body:
    points = {point.name: point for point in watch.crew.points}
    absent = [watch.crew.members[one["position"] - 1] for one in night.get("absent", [])]
    here = [member for member in watch.members if member not in absent]
    body: Body = {
        "night": night["night"],
        "preset": night["preset"],
        "source": "phone",
        "started_at": iso(out.started_at),
        "ended_at": iso(out.ended_at),
        "lead_id": patrol.leader_among(watch, here),
        "present": patrol.present(here, out),
        "absent": [
            {"member_id": member, "reason": one["reason"], "substitute_id": None}
            for member, one in zip(absent, night.get("absent", []), strict=True)
        ],
        "guests": night.get("guests", []),
        "kit": patrol.kit(rng),
        "handover": {"text": night["handover"], "kit_ok": True},
        "incidents": [_incident(entry, n, night, points, seed) for n, entry in enumerate(night["incidents"])],
        "activities": [
            entry | {"activity_id": str(shaped_id(out.started_at, seed, "written", night["number"], "activity", n))}
            for n, entry in enumerate(night["activities"])
        ],
        "open_matters": [
            {"matter_id": str(shaped_id(out.ended_at, seed, "written", night["number"], n)), "text": text, "settled": False}
            for n, text in enumerate(night["open_matters"])
        ],
        "rounds": _rounds(rng, watch, night, out, seed),
        "correction_note": None,
    }
    for name in ("weather", "reminders", "helped", "contacts", "remark", "proposal", "quiet"):
        body[name] = night[name]
    _meet_exactly(body)
    return body


def _incident(entry: Body, number: int, night: Body, points: dict[str, Any], seed: int) -> Body:
    at = datetime.fromisoformat(entry["at"])
    point = points.get(entry["checkpoint"] or "")
    found = {key: value for key, value in entry.items() if key not in ("checkpoint", "corrected_to")}
    return found | {
        "incident_id": str(shaped_id(at, seed, "written", night["number"], "incident", number)),
        "checkpoint_id": point.id if point else None,
        "position": None,
    }


def _rounds(rng: Random, watch: Watch, night: Body, out: Out, seed: int) -> list[Body]:
    made = patrol.rounds(rng, watch, out, count=night["rounds"], seed=seed)
    for patrolled, times in zip(made, night.get("passes", []), strict=False):
        told = [(point, at) for point, at in zip(watch.crew.points, times, strict=False) if at]
        patrolled["passes"] = [patrol.tap(rng, point, datetime.fromisoformat(at)) for point, at in told]
        patrolled |= {"started_at": told[0][1], "ended_at": told[-1][1]} if told else {}
    return made


def _meet_exactly(body: Body) -> None:
    """Where a round came by the place of an event at that very minute, its tap says so."""
    seen = {(entry["checkpoint_id"], entry["at"]) for entry in body["incidents"]}
    for patrolled in body["rounds"]:
        for tap in patrolled["passes"]:
            if (tap["checkpoint_id"], tap["at"]) in seen:
                tap["state"] = "matter"


def _shots(watch: Watch, night: Body, body: Body, wish: Wish) -> tuple[Shot, ...]:
    points = {point.name: point.id for point in watch.crew.points}
    found = []
    for number, photo in enumerate(night.get("photos", [])):
        entry = body["incidents"][photo["incident"]] if "incident" in photo else None
        at = datetime.fromisoformat(entry["at"] if entry else body["rounds"][0]["ended_at"]) + timedelta(minutes=2 + number)
        found.append(
            Shot(
                photo_id=str(shaped_id(at, wish.seed, "written", night["number"], "photo", number)),
                picture=_picture(photo, entry, number),
                about=photo["about"],
                caption=photo["caption"],
                taken_at=at,
                incident_id=entry["incident_id"] if entry else None,
                checkpoint_id=points.get(photo.get("checkpoint", "")) or (entry["checkpoint_id"] if entry else None),
            )
        )
    return tuple(found)


def _picture(photo: Body, entry: Body | None, number: int) -> str:
    if photo["caption"] in _PICTURES:
        return _PICTURES[photo["caption"]]
    if entry is not None:
        fitting = pictures_of_category(entry["category"])
        return fitting[number % len(fitting)]
    return picture_of_place(photo["checkpoint"]) if "checkpoint" in photo else BY_ABOUT[photo["about"]][0]
