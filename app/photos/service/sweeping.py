"""Deleting bytes: only those that no photo of their commune names any more, current or not.

A slot is opened before its first byte comes, so bytes without a row are nobody's: what a retention run or a crash left.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.photos import queries
from app.photos.models import Photo
from app.photos.rules import Form
from app.photos.store import BlobStore, blob_key
from app.web.database import db
from app.web.transaction import end_reading

_ERASED_LATELY = timedelta(days=30)


def delete_unnamed(commune_id: str, digests: Iterable[bytes], *, store: BlobStore) -> int:
    """Delete every form of those of the digests that nobody names; gives how many digests went. For ``after_commit``."""
    gone = 0
    for digest in set(digests):
        named = queries.names_blob(commune_id, digest)
        end_reading()
        if named:
            continue
        gone += 1
        for form in Form:
            store.delete(blob_key(commune_id, digest, form))
    return gone


def delete_erased(*, store: BlobStore) -> int:
    """Delete once more what was erased in the last month: the storage may have been away then, or an upload under way."""
    lately = Photo.erased_at >= clock.now() - _ERASED_LATELY
    erased = db.session.execute(select(Photo.commune_id, Photo.sha256).where(lately)).all()
    end_reading()
    return sum(delete_unnamed(commune_id, [sha256], store=store) for commune_id, sha256 in erased)


def sweep_storage(commune_id: str, *, store: BlobStore) -> int:
    """Go through all that lies there for a commune, and delete what nobody names; gives how many digests went."""
    digests = {bytes.fromhex(key.split("/")[1]) for key in store.list_keys(commune_id)}
    return delete_unnamed(commune_id, digests, store=store)
