"""Positions: which a report may keep (only with the consent of who held the phone), and how far from a point they lie."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, hypot, radians, sin
from typing import Any
from uuid import UUID

Allowed = Callable[[UUID | None, datetime | None], bool]


def readers_of(body: Mapping[str, Any], sender: UUID | None) -> set[UUID]:
    """The members who held the phone when the positions of ``body`` (as sent) were read."""
    found = (_who(entry["position"], sender) for entry in _placed(body))
    return {one for one in found if one is not None}


def has_positions(body: Mapping[str, Any]) -> bool:
    """Whether any pass or incident of ``body`` carries a position."""
    return next(_placed(body), None) is not None


def keep_allowed(body: Mapping[str, Any], sender: UUID | None, allowed: Allowed) -> dict[str, Any]:
    """``body`` with ``position: null`` wherever ``allowed`` says no to who read it, and when. The rest stays as sent."""

    def clean(entry: Any) -> Any:
        if not _has_position(entry):
            return entry
        place = entry["position"]
        return entry if allowed(_who(place, sender), _when(entry)) else entry | {"position": None}

    changed = dict(body)
    if isinstance(body.get("incidents"), list):
        changed["incidents"] = [clean(entry) for entry in body["incidents"]]
    if isinstance(body.get("rounds"), list):
        changed["rounds"] = [
            patrol | {"passes": [clean(tap) for tap in patrol["passes"]]}
            if isinstance(patrol, dict) and isinstance(patrol.get("passes"), list)
            else patrol
            for patrol in body["rounds"]
        ]
    return changed


def oldest_reading(*bodies: Mapping[str, Any]) -> datetime | None:
    """When the oldest position in ``bodies`` was read; ``None`` where there is none."""
    moments = (_when(entry) for body in bodies for entry in _placed(body))
    return min((at for at in moments if at is not None), default=None)


def without_old(body: Mapping[str, Any], since: datetime) -> dict[str, Any]:
    """``body`` with ``position: null`` wherever one was read before ``since``, or nobody knows when."""
    return keep_allowed(body, None, lambda _, at: at is not None and at >= since)


def without_any(body: Mapping[str, Any]) -> dict[str, Any]:
    """``body`` with every ``position: null``."""
    return keep_allowed(body, None, lambda _, __: False)


def _placed(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for entry in _list(body.get("incidents")):
        if _has_position(entry):
            yield entry
    for patrol in _list(body.get("rounds")):
        for tap in _list(patrol.get("passes") if isinstance(patrol, dict) else None):
            if _has_position(tap):
                yield tap


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _has_position(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("position") is not None


def _who(place: Any, sender: UUID | None) -> UUID | None:
    named = place.get("by") if isinstance(place, dict) else None
    return sender if named is None else member_in(named)


def member_in(named: Any) -> UUID | None:
    """The member that a body or an operation, as sent, names; nobody when that is no id."""
    try:
        return UUID(named)
    except (ValueError, AttributeError, TypeError):
        return None


def _when(entry: Mapping[str, Any]) -> datetime | None:
    place = entry["position"]
    told = (place.get("at") if isinstance(place, dict) else None) or entry.get("at")
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo else None


_EARTH_M = 6_371_000.0
# A phone between houses errs by some dozen metres, and a checkpoint is seldom measured better.
_NEAR_M = 100.0


@dataclass(frozen=True)
class Offset:
    """How far a tap lay from its checkpoint, in metres, with the accuracy of the reading; a word for the reviewer only."""

    metres: int
    accuracy_m: int | None
    far: bool


def offset_of(place: Any, lat: float | None, lon: float | None) -> Offset | None:
    """The offset of a stored position from a checkpoint; ``None`` where either is not known."""
    if not isinstance(place, dict) or lat is None or lon is None:
        return None
    try:
        metres = metres_between(float(place["lat"]), float(place["lon"]), lat, lon)
        accuracy = None if place.get("accuracy_m") is None else float(place["accuracy_m"])
    except (KeyError, TypeError, ValueError):
        return None
    rounded = round(metres, -1) if metres >= 100 else round(metres)
    return Offset(int(rounded), None if accuracy is None else round(accuracy), metres - (accuracy or 0.0) > _NEAR_M)


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Between two places on the ground, in a straight line."""
    up, across = (radians(other_lat - lat) / 2, radians(other_lon - lon) / 2)
    chord = hypot(sin(up), sin(across) * (cos(radians(lat)) * cos(radians(other_lat))) ** 0.5)
    return 2 * _EARTH_M * asin(min(1.0, chord))
