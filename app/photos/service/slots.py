"""The verbs of photos: open slots for what was announced, retire slots that a newer version no longer names.

Photos know no report: only an owner (the shift) and a source (the report, part or addendum that announced them). Who owns
them registers a counter, told inside the same transaction whenever a photo of an owner changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from app.photos.models import Photo
from app.web.database import db, table_of

OwnerCounter = Callable[[str, UUID], None]
_counters: list[OwnerCounter] = []
# Built once: every push with photos runs it.
_WRITE = table_of(Photo).insert()


@dataclass(frozen=True)
class Slot:
    """Where announced photos belong; without a team what a desk brought, without a village what is of the whole commune."""

    commune_id: str
    owner_id: UUID
    source_id: UUID
    team_id: UUID | None
    village_id: UUID | None


def register_owner_counter(counter: OwnerCounter) -> None:
    """Tell ``counter(commune_id, owner_id)`` about every change of a photo's state, inside the same transaction."""
    if counter not in _counters:
        _counters.append(counter)


def tell_owner(commune_id: str, owner_id: UUID) -> None:
    """A photo of this owner has changed."""
    for counter in _counters:
        counter(commune_id, owner_id)


def open_slots(slot: Slot, announced: Sequence[Mapping[str, Any]]) -> None:
    """Open a slot for each announced photo (fields of protocol.md §3, already checked by ``rules``)."""
    rows = [row_of(slot, photo) for photo in announced]
    if rows:
        db.session.connection().execute(_WRITE, rows)


def retire_slots(commune_id: str, source_id: UUID) -> None:
    """The photos of this source no longer count: it was withdrawn."""
    _mark(commune_id, source_id, Photo.current, current=False)


def name_again(commune_id: str, source_id: UUID, named: Sequence[UUID]) -> set[UUID]:
    """A new version of the source names these photos: the others stay with the old version.

    Gives the ids that have a slot already, so that the caller opens slots for the rest.
    """
    _mark(commune_id, source_id, Photo.current & Photo.id.not_in(named), current=False)
    # What was erased for cause comes back by no amend.
    _mark(commune_id, source_id, Photo.id.in_(named) & Photo.erased_at.is_(None), current=True)
    known = select(Photo.id).where(Photo.commune_id == commune_id, Photo.source_id == source_id, Photo.id.in_(named))
    return set(db.session.scalars(known))


def _mark(commune_id: str, source_id: UUID, which: ColumnElement[bool] | Any, *, current: bool) -> None:
    db.session.execute(
        update(Photo)
        .where(Photo.commune_id == commune_id, Photo.source_id == source_id, which)
        .values(current=current)
        .execution_options(synchronize_session=False)
    )


def row_of(slot: Slot, photo: Mapping[str, Any]) -> dict[str, Any]:
    """The row of an announced photo whose bytes have still to come."""
    taken: datetime | None = photo.get("taken_at")
    return {
        "commune_id": slot.commune_id,
        "id": photo["photo_id"],
        "owner_id": slot.owner_id,
        "source_id": slot.source_id,
        "team_id": slot.team_id,
        "village_id": slot.village_id,
        "current": True,
        "sha256": bytes.fromhex(photo["sha256"]),
        "bytes": photo["bytes"],
        "mime": photo["mime"],
        "width": photo["width"],
        "height": photo["height"],
        "taken_at": taken,
        "about": photo["about"],
        "incident_id": photo.get("incident_id"),
        "round_id": photo.get("round_id"),
        "checkpoint_id": photo.get("checkpoint_id"),
        "caption": photo.get("caption") or "",
        "state": "expected",
    }
