"""The chain of a journal: what is hashed, and in which order. Plain, so that anybody can verify a printed head."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.core.canonical import canonical_json, digest

TEAM, POLICE, COMMUNE = "team", "police", "commune"
_CHAINED = (
    "commune_id",
    "id",
    "at",
    "kind",
    "subject_kind",
    "subject_id",
    "team_id",
    "actor",
    "device_id",
    "operation_id",
    "audience",
)


def actor_words(kind: str, actor_id: UUID | None, member_id: UUID | None) -> str:
    """Who acted, as the journal writes it. A phone's claim about its member is recorded, not proven."""
    if kind == "device" and member_id is not None:
        return f"member:{member_id}"
    if kind in ("device", "office"):
        return f"{'device' if kind == 'device' else 'account'}:{actor_id}"
    return "system"


def facts_digest(facts: Mapping[str, Any]) -> bytes:
    """What the chain keeps of the facts, so that they can be erased when their time is over."""
    return digest(dict(facts))


def first_chain(commune_id: str) -> bytes:
    """Where a commune's chain begins."""
    return hashlib.sha256(f"keng journal {commune_id}".encode()).digest()


def next_chain(before: bytes, row: Mapping[str, Any]) -> bytes:
    """The chain after ``row``: SHA-256 over the chain before, the number, the whole row, and the digest of its facts."""
    words = {name: _word(row[name]) for name in _CHAINED}
    number = int(row["seq"]).to_bytes(8, "big")
    return hashlib.sha256(before + number + canonical_json(words) + bytes(row["digest"])).digest()


def _word(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        # Both databases keep microseconds, so the written form is the same after a round trip.
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)
