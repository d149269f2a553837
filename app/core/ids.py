"""Identities: UUIDv7, so that new rows lie together in an index. Nothing trusts the time inside."""

from uuid import UUID, uuid5

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()


def shift_id_of(team_id: UUID, night: str, preset: str) -> UUID:
    """The id of a shift that is on no roster: equal on every phone of the team, offline too (protocol.md §2)."""
    return uuid5(team_id, f"{night}/{preset}")
