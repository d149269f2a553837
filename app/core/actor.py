"""Who asks: built once per request from a cookie, never from the request's body."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

ActorKind = Literal["nobody", "device", "office", "system"]


@dataclass(frozen=True)
class StandsFor:
    """An absent officer whose villages the actor looks after until ``last_day``; no villages stand for the whole commune."""

    account_id: UUID
    name: str
    last_day: date
    village_ids: frozenset[UUID]


@dataclass(frozen=True)
class Actor:
    """One asker.

    ``role`` is ``team`` for a phone, an office role (``people/rules.py``) for a person at a desk. ``village_ids`` narrows
    an officer to villages; ``None`` means the whole commune. ``id`` is the device's or the account's id. ``former_ids`` are
    the communes that were merged into this one: their books stay as they are, and are read and kept on by its people.
    ``has_factor`` and ``proven_at`` are of a person at a desk: whether the account has a second factor, and when this
    session last showed the password. ``village_ids`` holds those looked after for others as well, ``own_village_ids`` only
    the actor's own (empty: the whole commune); ``stands_for`` are the absent officers. ``key_…`` are of a program that comes
    with a person's key: how it is called, and which exports it opens.
    """

    kind: ActorKind
    id: UUID | None = None
    role: str = ""
    name: str = ""
    commune_id: str | None = None
    province_id: str | None = None
    team_id: UUID | None = None
    village_ids: frozenset[UUID] | None = None
    former_ids: tuple[str, ...] = ()
    session_id: UUID | None = field(default=None, repr=False)
    has_factor: bool = False
    proven_at: datetime | None = None
    own_village_ids: frozenset[UUID] = frozenset()
    stands_for: tuple[StandsFor, ...] = ()
    key_name: str = ""
    key_scopes: frozenset[str] = frozenset()

    @property
    def books(self) -> tuple[str, ...]:
        """The communes whose books the actor reads: its own first."""
        return () if self.commune_id is None else (self.commune_id, *self.former_ids)

    def as_phone(self, device_id: UUID, team_id: UUID, name: str = "") -> "Actor":
        """The phone of a team as the one whose deed it is, though this actor brings it; in the same books."""
        return Actor(
            "device",
            id=device_id,
            role="team",
            name=name,
            commune_id=self.commune_id,
            team_id=team_id,
            former_ids=self.former_ids,
        )

    def stands_for_in(self, village_id: UUID) -> UUID | None:
        """The absent officer for whom the actor answers for this village; None where it is the actor's own."""
        if village_id in self.own_village_ids:
            return None
        found = (one.account_id for one in self.stands_for if not one.village_ids or village_id in one.village_ids)
        return next(found, None)

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
