"""How a phone fares, judged from what it told last: what needs a person, worst first. Plain: no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

# A phone that has not been heard of for this long is asked after.
SILENT_AFTER = timedelta(days=3)
# What has waited longer than this will hardly go by itself.
UNSENT_TOO_LONG = timedelta(hours=24)
CLOCK_OFF_MS = 5 * 60_000
LITTLE_ROOM = 50 * 1024 * 1024
# A second reminder of the same trouble within this time is the first one.
NUDGED_AGAIN_AFTER = timedelta(hours=1)
_COUNTERS = ("made", "proven", "unproven", "queued", "aside")


class Trouble(StrEnum):
    """What is wrong with a phone, the worst first."""

    STORAGE_LOST = "storage-lost"
    COUNTERS = "counters"
    OLD_UNSENT = "old-unsent"
    PARKED = "parked"
    SILENT = "silent"
    LITTLE_ROOM = "little-room"
    UNPROTECTED = "unprotected"
    CLOCK = "clock"
    OLD_VERSION = "old-version"


ORDER = {trouble: place for place, trouble in enumerate(Trouble)}
# These may have cost somebody's work already, or will before long.
GRAVE = frozenset((Trouble.STORAGE_LOST, Trouble.COUNTERS, Trouble.OLD_UNSENT, Trouble.PARKED))

# For these somebody is woken who does not look at the board.
ALARMS = frozenset((Trouble.COUNTERS, Trouble.OLD_UNSENT))


@dataclass(frozen=True)
class Heard:
    """What is known of a phone: when it was heard of last, and what it said of itself then (``sync`` health, JSON)."""

    seen_at: datetime | None
    enrolled_at: datetime
    health: Mapping[str, Any]


@dataclass(frozen=True)
class Nudge:
    """The office's last reminder to a phone: when, and of which trouble."""

    at: datetime
    reason: str


def counters_agree(health: Mapping[str, Any]) -> bool:
    """Whether everything that was ever made is accounted for: proven, acknowledged and not yet proven, waiting, set aside.

    A phone of an older version counts nothing, and is believed.
    """
    if any(not isinstance(health.get(name), int) for name in _COUNTERS):
        return True
    made, accounted = counted(health)
    return made == accounted


def counted(health: Mapping[str, Any]) -> tuple[int, int]:
    """How many operations the phone says it made, and how many of them it can account for."""
    made, *accounted = (int(health.get(name) or 0) for name in _COUNTERS)
    return made, sum(accounted)


def has_forgotten(before: Mapping[str, Any], health: Mapping[str, Any]) -> bool:
    """Whether the same installation now says that it made fewer operations than it said before: something is lost."""
    if before.get("install_id") != health.get("install_id"):
        return False
    return int(health.get("made") or 0) < int(before.get("made") or 0)


def holds_work(health: Mapping[str, Any]) -> bool:
    """Whether the phone's last word was that something on it has not arrived."""
    return any(health.get(name) for name in ("unsent", "photos_unsent", "parked"))


def troubles_of(heard: Heard, now: datetime, *, oldest_client: str) -> list[Trouble]:
    """What needs a person, worst first; ``oldest_client`` is the oldest version that the server still likes."""
    health = heard.health
    oldest = moment_in(health, "oldest_unsent_at")
    found = {
        Trouble.STORAGE_LOST: bool(health.get("storage_lost")),
        Trouble.COUNTERS: bool(health.get("forgot")) or not counters_agree(health),
        Trouble.OLD_UNSENT: bool(health.get("unsent")) and oldest is not None and now - oldest >= UNSENT_TOO_LONG,
        Trouble.PARKED: bool(health.get("parked")),
        Trouble.SILENT: now - (heard.seen_at or heard.enrolled_at) >= SILENT_AFTER,
        Trouble.LITTLE_ROOM: _room(health) is not None and int(_room(health) or 0) < LITTLE_ROOM,
        Trouble.UNPROTECTED: health.get("persisted") is False,
        Trouble.CLOCK: abs(int(health.get("offset_ms") or 0)) > CLOCK_OFF_MS,
        Trouble.OLD_VERSION: str(health.get("client") or oldest_client) < oldest_client,
    }
    return [trouble for trouble, is_so in found.items() if is_so]


def is_nudged_lately(nudge: Nudge | None, reason: str, now: datetime) -> bool:
    """Whether the phone was reminded of this trouble so lately that a second reminder would only double the first."""
    return nudge is not None and nudge.reason == reason and now - nudge.at < NUDGED_AGAIN_AFTER


def has_seen(health: Mapping[str, Any], nudge: Nudge) -> bool:
    """Whether the phone's holder has read this reminder: the phone tells the time of the last one that was."""
    seen = moment_in(health, "nudge_seen")
    return seen is not None and seen >= nudge.at


def _room(health: Mapping[str, Any]) -> int | None:
    used, quota = health.get("storage_used"), health.get("storage_quota")
    return quota - used if isinstance(used, int) and isinstance(quota, int) else None


def moment_in(health: Mapping[str, Any], name: str) -> datetime | None:
    """A time that the phone told; None when it told none that can be read."""
    text = health.get(name)
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
