"""Erasing a photo for cause: the one case in which bytes go before their time.

The row stays with its digest: proof and repeats meet it, so no phone sends the picture again.
"""

from uuid import UUID

import structlog
from sqlalchemy import delete, update

from app.core import clock
from app.photos import queries
from app.photos.models import Cover, Photo, UploadPart
from app.photos.service.slots import tell_owner
from app.photos.service.sweeping import delete_unnamed
from app.photos.store import BlobStore, StoreDown
from app.web.database import db
from app.web.transaction import after_commit

log = structlog.get_logger()


def erase_photo(commune_id: str, photo_id: UUID, *, store: BlobStore) -> None:
    """Take a photo out of its report and, once that is committed, its bytes out of the storage; again is harmless."""
    here = (Photo.commune_id == commune_id) & (Photo.id == photo_id)
    row = db.session.execute(
        update(Photo)
        .where(here, Photo.erased_at.is_(None))
        .values(erased_at=clock.now(), current=False, caption="", claimed_until=None)
        .returning(Photo.owner_id, Photo.sha256)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        return
    mine = (UploadPart.commune_id == commune_id) & (UploadPart.photo_id == photo_id)
    db.session.execute(delete(UploadPart).where(mine).execution_options(synchronize_session=False))
    if not queries.names_blob(commune_id, row.sha256):
        mine = (Cover.commune_id == commune_id) & (Cover.sha256 == row.sha256)
        db.session.execute(delete(Cover).where(mine).execution_options(synchronize_session=False))
    tell_owner(commune_id, row.owner_id)
    # A crash in between leaves bytes that nobody names; the worker's next round deletes them.
    after_commit(lambda: _let_go(commune_id, row.sha256, store))


def _let_go(commune_id: str, sha256: bytes, store: BlobStore) -> None:
    try:
        delete_unnamed(commune_id, [sha256], store=store)
    except StoreDown as error:
        log.warning("photo.erased-bytes-remain", commune=commune_id, why=str(error))
