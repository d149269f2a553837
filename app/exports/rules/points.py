"""Which positions may leave as points. Plain: no database, no clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.consents.rules import Act, is_in_force, last_act

# About eleven metres: as far as the page of a report tells it.
_DECIMALS = 4


def place_of(entry: Mapping[str, Any], sender: UUID | None) -> tuple[float, float, float | None, UUID, datetime] | None:
    """Latitude, longitude, accuracy in metres, whose reading it is and of when; None unless all but accuracy are known."""
    place = entry.get("position")
    if not isinstance(place, Mapping):
        return None
    try:
        member = UUID(str(place["by"])) if place.get("by") else sender
        at = datetime.fromisoformat(str(place.get("at") or entry.get("at")))
        lat, lon = float(place["lat"]), float(place["lon"])
        accuracy = None if place.get("accuracy_m") is None else float(place["accuracy_m"])
    except (KeyError, TypeError, ValueError):
        return None
    return (lat, lon, accuracy, member, at) if member is not None and at.tzinfo else None


def is_open(acts: Sequence[Act], at: datetime) -> bool:
    """Whether one member's consent covered a reading at ``at``, and has not been taken away since."""
    last = last_act(acts)
    return last is not None and last.given and is_in_force(acts, at)


def rounded(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude as a file tells them."""
    return round(lon, _DECIMALS), round(lat, _DECIMALS)
