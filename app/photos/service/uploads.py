"""From bytes to a stored photo: whole or in parts. Slow work happens while no transaction is open.

Order, and why: first the bytes are stored durably, then one small transaction says so. A crash in between leaves bytes that
nobody names, and the phone sends again; the other way round it would leave a promise without bytes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import BUSY, DIGEST_MISMATCH, OFFSET_MISMATCH, DomainError
from app.journal.service import Subject, note
from app.photos import images, queries, rules
from app.photos.models import Photo, UploadPart
from app.photos.queries import UploadSlot
from app.photos.rules import Form, PhotoState
from app.photos.service.slots import tell_owner
from app.photos.store import Shelf, StoreDown, blob_key
from app.web.database import db, table_of
from app.web.transaction import end_reading, unit_of_work

# Small parts are joined into rows of about this size, so that a slot never has many rows.
_ROW = 256 * 1024


@dataclass(frozen=True)
class Kept:
    """What became of an upload: the photo's state, and whether this upload brought it there."""

    state: PhotoState
    is_new: bool


def keep_photo(
    actor: Actor,
    slot: UploadSlot,
    data: bytes,
    *,
    store: Shelf,
    claimed: bytes | None = None,
    via: Mapping[str, str] | None = None,
) -> Kept:
    """Store the whole photo; again is harmless. ``claimed`` is the digest that the sender put beside it, ``via`` facts for
    the journal about another road than the phone's own upload.

    ``TOO_LARGE``, ``DIGEST_MISMATCH``, ``NOT_AN_IMAGE``, ``TOO_MANY_PIXELS``; ``BUSY`` when the storage does not answer.
    """
    limits = queries.photo_limits()
    end_reading()
    rules.check_length(len(data), announced=slot.size, limits=limits)
    digest = hashlib.sha256(data).digest()
    if digest != slot.sha256 or (claimed is not None and claimed != digest):
        raise DomainError(DIGEST_MISMATCH, offset=0)
    rules.check_header(images.inspect(data), announced_kind=slot.mime, limits=limits)
    try:
        store.put(blob_key(slot.commune_id, slot.sha256, Form.ORIGINAL), data)
    except StoreDown as error:
        raise DomainError(BUSY, retry_after=30) from error
    return _mark_stored(actor, slot, via or {})


def _mark_stored(actor: Actor, slot: UploadSlot, via: Mapping[str, str]) -> Kept:
    with unit_of_work():
        key = {"commune": slot.commune_id, "photo": slot.id}
        changed = db.session.connection().execute(_STORE, key | {"now": clock.now()})
        if changed.rowcount == 0:
            # A twin of this upload was faster; its state is as good as ours.
            state = db.session.scalar(select(Photo.state).where(Photo.commune_id == slot.commune_id, Photo.id == slot.id))
            return Kept(PhotoState(state or PhotoState.STORED), is_new=False)
        if slot.has_parts:
            # Parts that another tab sends meanwhile are swept up later.
            _forget_parts(slot)
        tell_owner(slot.commune_id, slot.owner_id)
        facts = {"owner_id": str(slot.owner_id), "bytes": slot.size, **via}
        note(slot.commune_id, "photo.stored", Subject("photo", slot.id, slot.team_id), actor, facts=facts)
    return Kept(PhotoState.STORED, is_new=True)


# Built once: building a statement costs more than running it, and a morning brings thousands of photos.
_PHOTO, _PART = table_of(Photo), table_of(UploadPart)
_STORE = (
    update(_PHOTO)
    .where(_PHOTO.c.commune_id == bindparam("commune"), _PHOTO.c.id == bindparam("photo"), _PHOTO.c.state == "expected")
    .values(state="stored", stored_at=bindparam("now"), claimed_until=None, problem=None)
)
_FORGET = delete(_PART).where(_PART.c.commune_id == bindparam("commune"), _PART.c.photo_id == bindparam("photo"))


def add_part(actor: Actor, slot: UploadSlot, offset: int, data: bytes, *, store: Shelf) -> int:
    """Take the part that starts at ``offset``, and give the new offset. The last part makes the photo stored, or refuses it.

    ``OFFSET_MISMATCH`` carries the right offset; a refused photo starts again from 0.
    """
    if not slot.waits:
        # The bytes are all here, so whatever this part is, nothing more is needed.
        return slot.size
    rules.check_length(offset + len(data), announced=slot.size, limits=queries.photo_limits())
    if offset + len(data) < slot.size:
        _append(slot, offset, data)
        return offset + len(data)
    # The last part is never put beside the others: as long as the photo is not stored, the offset must not say that it is.
    come = queries.read_parts(slot)
    if len(come) != offset:
        raise DomainError(OFFSET_MISMATCH, offset=len(come))
    try:
        keep_photo(actor, slot, come + data, store=store)
    except DomainError as error:
        if error.problem is not BUSY:
            start_again(slot)
            error.facts["offset"] = 0
        raise
    return slot.size


def _append(slot: UploadSlot, offset: int, data: bytes) -> None:
    with unit_of_work():
        # Two tabs may send the same part: the slot's row makes them queue.
        here = Photo.commune_id == slot.commune_id, Photo.id == slot.id
        state = db.session.scalar(select(Photo.state).where(*here).with_for_update())
        reached = queries.offset_of(slot) if state == "expected" else slot.size
        if reached != offset:
            raise DomainError(OFFSET_MISMATCH, offset=reached)
        if not data:
            return
        mine = UploadPart.commune_id == slot.commune_id, UploadPart.photo_id == slot.id
        # What stands behind a gap would collide with what comes now.
        db.session.execute(delete(UploadPart).where(*mine, UploadPart.start >= offset))
        last = db.session.scalars(select(UploadPart).where(*mine).order_by(UploadPart.start.desc()).limit(1)).first()
        if last is not None and len(last.data) + len(data) <= _ROW:
            last.data, last.at = last.data + data, clock.now()
            return
        row = {"commune_id": slot.commune_id, "photo_id": slot.id, "start": offset, "data": data, "at": clock.now()}
        db.session.execute(insert(UploadPart).values(row))


def start_again(slot: UploadSlot) -> None:
    """Forget the parts: the next one starts at 0."""
    with unit_of_work():
        _forget_parts(slot)


def _forget_parts(slot: UploadSlot) -> None:
    db.session.connection().execute(_FORGET, {"commune": slot.commune_id, "photo": slot.id})


def purge_parts() -> int:
    """Forget the parts that nobody has continued for 48 hours; gives how many rows went."""
    with unit_of_work():
        gone = db.session.execute(
            delete(UploadPart)
            .where(UploadPart.at < clock.now() - rules.PARTS_KEPT)
            .execution_options(synchronize_session=False)
        )
    return int(gone.rowcount)  # type: ignore[attr-defined]
