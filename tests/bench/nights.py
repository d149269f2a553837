"""The nights that are measured with: bodies, operations and envelopes as a phone writes them.

One night in four has an incident, as in real communes; each has three rounds of five points and announces three photos.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.ids import new_id
from app.core.night import VIETNAM
from tests.bench.world import BenchTeam

Json = dict[str, Any]
PHOTOS_A_NIGHT = 3
_QUIET = (
    "Ca bình thường, không có vụ việc.",
    "Đi đủ ba vòng, địa bàn yên.",
    "Trời sương mù, đi chậm. Không có vụ việc.",
)
_BUSY = (
    "22 giờ 40 quán nước trước cổng chợ còn mở loa to, tổ vào nhắc, chủ quán tắt ngay. Sau đó chợ yên. 1 giờ sáng kiểm "
    "tra dãy ki-ốt, cửa khóa đủ. Có một ki-ốt bên trái quên khóa cửa cuốn, đã gọi chủ ra khóa lại lúc 1 giờ 15."
)


def _at(night: date, clock: str) -> str:
    hour, minute = map(int, clock.split(":"))
    day = night if hour >= 6 else night + timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM).isoformat()


def body(team: BenchTeam, night: date, place: int, *, ids: Iterable[str]) -> Json:
    """A report's body; every fourth ``place`` has an incident and an activity. ``ids`` are for its own parts."""
    fresh = iter(ids)
    busy = place % 4 == 3
    started, ended = _at(night, "22:02"), _at(night, "03:50")
    return {
        "night": night.isoformat(),
        "preset": "night",
        "source": "phone",
        "started_at": started,
        "ended_at": ended,
        "lead_id": str(team.member_ids[0]),
        "present": [{"member_id": str(one), "from": started, "to": ended} for one in team.member_ids],
        "absent": [],
        "guests": [],
        "kit": [{"item": item, "ok": True} for item in ("torch", "vest", "whistle", "baton")],
        "weather": "dry",
        "rounds": [_round(team, night, number, next(fresh)) for number in range(3)],
        "incidents": [_incident(team, night, next(fresh))] if busy else [],
        "activities": [_activity(night, next(fresh))] if busy else [],
        "open_matters": [],
        "reminders": 2,
        "helped": 0,
        "contacts": [],
        "handover": {"text": "Bàn giao đủ đèn, còi, áo, gậy", "kit_ok": True},
        "remark": _BUSY if busy else _QUIET[place % len(_QUIET)],
        "proposal": "",
        "quiet": not busy,
    }


def _round(team: BenchTeam, night: date, number: int, round_id: str) -> Json:
    hours = ("22", "00", "02")
    passes = [
        {
            "checkpoint_id": str(point),
            "at": _at(night, f"{hours[number]}:{10 + 8 * place}"),
            "state": "normal",
            "how": "tap",
            "position": None,
            "note": "",
        }
        for place, point in enumerate(team.point_ids)
    ]
    return {
        "round_id": round_id,
        "route_id": str(team.route_id),
        "mode": "motorbike",
        "started_at": _at(night, f"{hours[number]}:05"),
        "ended_at": _at(night, f"{hours[number]}:50"),
        "rest_minutes": 0,
        "confirmed": "points",
        "passes": passes,
    }


def _incident(team: BenchTeam, night: date, incident_id: str) -> Json:
    return {
        "incident_id": incident_id,
        "category": "A02",
        "severity": 1,
        "at": _at(night, "22:40"),
        "checkpoint_id": str(team.point_ids[0]),
        "place": "Cổng chợ",
        "position": None,
        "what": "Quán nước trước cổng chợ còn mở loa to. Tổ vào nhắc, chủ quán tắt ngay.",
        "source": "team",
        "people": 3,
        "injured": 0,
        "actions": ["reminded"],
        "informed": [{"whom": "duty", "at": _at(night, "22:45")}],
        "result": "settled",
        "details": {"source_type": "shop", "minutes": 5, "complied": True},
        "police_only": {},
    }


def _activity(night: date, activity_id: str) -> Json:
    details = {"households": 5, "topic": "lock"}
    return {"activity_id": activity_id, "category": "G02", "at": _at(night, "23:10"), "details": details}


def photo(data: bytes, **more: Any) -> Json:
    """The announcement of a photo."""
    known = {"photo_id": str(new_id()), "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return known | {"mime": "image/jpeg", "width": 1600, "height": 1200, "about": "checkpoint", "caption": ""} | more


def submit(team: BenchTeam, night: date, place: int, *, photos: list[Json] | None = None) -> Json:
    """An operation that sends one night."""
    if photos is None:
        photos = [photo(b"%d" % one) for one in range(PHOTOS_A_NIGHT)]
    return {
        "op_id": str(new_id()),
        "kind": "report.submit",
        "schema": 1,
        "commune_id": team.commune_id,
        "team_id": str(team.id),
        "shift_id": str(new_id()),
        "report_id": str(new_id()),
        "actor_id": str(team.member_ids[0]),
        "client_time": _at(night, "04:05"),
        "body": body(team, night, place, ids=(str(new_id()) for _ in range(5))),
        "photos": photos,
    }


def install_of(team: BenchTeam) -> str:
    """The installation that the team's phone names in its envelopes."""
    return str(UUID(int=team.device_id.int ^ 1))


def envelope(team: BenchTeam, *ops: Json) -> bytes:
    """What the team's phone pushes around its operations."""
    known = {
        "sync": 1,
        "batch_id": str(new_id()),
        "install_id": install_of(team),
        "client": "2026.11.0",
        "schema": 1,
        "sent_at": datetime.now(VIETNAM).isoformat(),
        "known_epoch": None,
        "health": {"unsent": len(ops), "parked": 0, "persisted": True, "offset_ms": 0},
        "ops": list(ops),
    }
    return json.dumps(known, ensure_ascii=False).encode()
