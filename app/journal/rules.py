"""The chain of a journal: what is hashed, and in which order. Plain, so that anybody can verify a printed head."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.core.canonical import canonical_json, digest

TEAM, POLICE, COMMUNE = "team", "police", "commune"
# What can be wrong at a place of a journal.
MISSING, CHANGED, BROKEN, CUT = "number missing", "facts changed", "chain broken", "head differs"
# Who saw what is known for two years.
MONTHS_OF_ACCESS = 24
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


def access_kept_since(now: datetime) -> datetime:
    """From when on accesses are kept: ``MONTHS_OF_ACCESS`` before ``now``."""
    years = MONTHS_OF_ACCESS // 12
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        # The 29th of February has no such day two years before.
        return now.replace(year=now.year - years, day=28)


@dataclass(frozen=True)
class Fault:
    """A place where a journal is not whole: the number, and what is wrong there (``MISSING`` …)."""

    commune_id: str
    seq: int
    what: str


@dataclass
class Walk:
    """A walk through one journal, note by note: the last number seen, and the chain up to it. It may rest anywhere."""

    commune_id: str
    seq: int
    chain: bytes

    @classmethod
    def begin(cls, commune_id: str) -> "Walk":
        """Before the first note."""
        return cls(commune_id, 0, first_chain(commune_id))

    def step(self, row: Mapping[str, Any]) -> Iterator[Fault]:
        """Go on to the next note that is there."""
        if row["seq"] != self.seq + 1:
            yield Fault(self.commune_id, self.seq + 1, MISSING)
        self.seq = row["seq"]
        if row["facts"] is not None and facts_digest(row["facts"]) != row["digest"]:
            yield Fault(self.commune_id, self.seq, CHANGED)
        chain = next_chain(self.chain, row)
        if chain != row["chain"]:
            yield Fault(self.commune_id, self.seq, BROKEN)
        self.chain = row["chain"]

    def arrive(self, seq: int, chain: bytes) -> Iterator[Fault]:
        """The walk has seen every note: hold it against the head."""
        if (self.seq, self.chain) != (seq, chain):
            yield Fault(self.commune_id, seq, CUT)
