"""Who asks: built once per request from a cookie, never from the request's body."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

ActorKind = Literal["nobody", "device", "office", "system"]


@dataclass(frozen=True)
class Actor:
    """One asker.

    ``role`` is ``team`` for a phone, an office role (``people/rules.py``) for a person at a desk. ``village_ids`` narrows
    an officer to villages; ``None`` means the whole commune. ``id`` is the device's or the account's id.
    """

    kind: ActorKind
    id: UUID | None = None
    role: str = ""
    name: str = ""
    commune_id: str | None = None
    province_id: str | None = None
    team_id: UUID | None = None
    village_ids: frozenset[UUID] | None = None
    session_id: UUID | None = field(default=None, repr=False)

    @property
    def device_id(self) -> UUID | None:
        """The phone's id, where a phone asks."""
        return self.id if self.kind == "device" else None

    @property
    def account_id(self) -> UUID | None:
        """The office account's id, where a person at a desk asks."""
        return self.id if self.kind == "office" else None


NOBODY = Actor("nobody")
SYSTEM = Actor("system", role="system", name="Kẻng")
