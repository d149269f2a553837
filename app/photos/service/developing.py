"""From stored to ready: what a worker does to one photo, in small transactions around the slow work.

The queue is the state itself: ``stored``, and not taken by anybody whose lease still runs.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.core import clock
from app.core.actor import SYSTEM
from app.journal.service import Subject, note
from app.photos import rules
from app.photos.models import Photo
from app.photos.queries import photos_to_develop
from app.photos.rules import Form, PhotoState
from app.photos.service.slots import tell_owner
from app.photos.store import BlobStore, blob_key
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

CANNOT_BE_DECODED = "cannot-be-decoded"


@dataclass(frozen=True)
class Taken:
    """A photo that a worker has taken up, until ``until``."""

    commune_id: str
    id: UUID
    owner_id: UUID
    team_id: UUID | None
    sha256: bytes
    until: datetime


def take_up() -> Taken | None:
    """Take the photo that has waited longest; None when nothing waits. Two workers never get the same one."""
    now = clock.now()
    with unit_of_work():
        row = db.session.execute(
            select(Photo.commune_id, Photo.id, Photo.owner_id, Photo.team_id, Photo.sha256)
            .where(photos_to_develop(now))
            .order_by(Photo.stored_at, Photo.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        taken = Taken(*row, until=now + rules.LEASE)
        db.session.execute(
            update(Photo)
            .where(Photo.commune_id == taken.commune_id, Photo.id == taken.id)
            .values(claimed_until=taken.until)
            .execution_options(synchronize_session=False)
        )
    return taken


def read_original(taken: Taken, store: BlobStore) -> bytes:
    """The bytes as sent; ``MissingBlob``, ``StoreDown``."""
    end_reading()
    return store.get(blob_key(taken.commune_id, taken.sha256, Form.ORIGINAL))


def put_derivatives(taken: Taken, store: BlobStore, *, clean: bytes, thumb: bytes) -> None:
    """Store both pictures durably, before anybody is told; ``StoreDown``."""
    store.put(blob_key(taken.commune_id, taken.sha256, Form.CLEAN), clean)
    store.put(blob_key(taken.commune_id, taken.sha256, Form.THUMB), thumb)


def mark_ready(taken: Taken, width: int, height: int) -> bool:
    """The clean picture is there, ``width`` × ``height`` pixels. False when the lease ran out and another has it."""
    return _finish(taken, "photo.ready", state=PhotoState.READY, clean_width=width, clean_height=height, problem=None)


def mark_damaged(taken: Taken, problem: str) -> bool:
    """Nobody can decode it: the phone keeps its bytes and asks for another picture."""
    return _finish(taken, "photo.damaged", state=PhotoState.DAMAGED, problem=problem)


def expect_again(taken: Taken) -> bool:
    """Its bytes are gone from the storage: the slot is open again, and the phone's next proof brings them back."""
    return _finish(taken, "photo.lost", state=PhotoState.EXPECTED, stored_at=None)


def put_back(taken: Taken, *, until: datetime) -> None:
    """Leave it for later: it is taken up again after ``until``."""
    with unit_of_work():
        _change(taken, claimed_until=until)


def _finish(taken: Taken, kind: str, **values: Any) -> bool:
    with unit_of_work():
        if not _change(taken, claimed_until=None, **values):
            return False
        tell_owner(taken.commune_id, taken.owner_id)
        facts = {"owner_id": str(taken.owner_id)}
        if values.get("problem"):
            facts["problem"] = values["problem"]
        note(taken.commune_id, kind, Subject("photo", taken.id, taken.team_id), SYSTEM, facts=facts)
    return True


def _change(taken: Taken, **values: Any) -> bool:
    """Change the photo if it is still ours: whoever was slower than his lease changes nothing any more."""
    mine = Photo.claimed_until == taken.until
    changed = db.session.execute(
        update(Photo)
        .where(Photo.commune_id == taken.commune_id, Photo.id == taken.id, Photo.state == "stored", mine)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount) == 1  # type: ignore[attr-defined]
