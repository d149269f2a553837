"""A photo that is brought at a desk. It comes whole, so no slot waits: first the bytes, then the row that names them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import BUSY, DomainError
from app.core.ids import new_id
from app.journal.service import Subject, note
from app.photos import images, queries, rules
from app.photos.models import Photo
from app.photos.rules import Form, Header, PhotoState
from app.photos.service.slots import Slot, row_of
from app.photos.store import Shelf, StoreDown, blob_key
from app.web.database import db, table_of


@dataclass(frozen=True)
class Picture:
    """Bytes that were looked at and may become a photo; ``about`` is one of ``rules.ABOUTS``, ``caption`` in words."""

    data: bytes
    header: Header
    about: str
    caption: str = ""
    id: UUID = field(default_factory=new_id)

    @property
    def digest(self) -> bytes:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.data).digest()

    @property
    def announced(self) -> Mapping[str, Any]:
        """What a phone would announce of it (protocol.md §3)."""
        facts = {"photo_id": str(self.id), "sha256": self.digest.hex(), "bytes": len(self.data)}
        sizes = {"mime": str(self.header.kind), "width": self.header.width, "height": self.header.height}
        return facts | sizes | {"about": self.about, "caption": self.caption}


def read_picture(data: bytes, about: str, caption: str = "", *, photo_id: UUID | None = None) -> Picture:
    """Look at what a form brought, before anything is written: ``TOO_LARGE``, ``NOT_AN_IMAGE``, ``TOO_MANY_PIXELS``."""
    limits = queries.photo_limits()
    rules.check_length(len(data), announced=len(data), limits=limits)
    header = images.inspect(data)
    rules.check_header(header, announced_kind=str(header.kind), limits=limits)
    return Picture(data, header, about, caption, photo_id or new_id())


def lay_down(commune_id: str, picture: Picture, store: Shelf) -> None:
    """Store the bytes durably, while no transaction is open; ``BUSY`` when the storage does not answer. What nobody names
    afterwards is swept up."""
    try:
        store.put(blob_key(commune_id, picture.digest, Form.ORIGINAL), picture.data)
    except StoreDown as error:
        raise DomainError(BUSY, retry_after=30) from error


def hang_up(actor: Actor, slot: Slot, picture: Picture) -> None:
    """Name bytes that were laid down: a photo that a worker makes ready, as any other."""
    kept = {"id": picture.id, "state": PhotoState.STORED, "stored_at": clock.now()}
    db.session.connection().execute(table_of(Photo).insert(), [row_of(slot, picture.announced) | kept])
    facts = {"owner_id": str(slot.owner_id), "bytes": len(picture.data), "via": "desk"}
    note(slot.commune_id, "photo.stored", Subject("photo", picture.id, slot.team_id), actor, facts=facts)
