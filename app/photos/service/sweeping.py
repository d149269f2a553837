"""Deleting bytes: only those that no photo of their commune names any more, current or not.

A slot is opened before its first byte comes, so bytes without a row are nobody's: what a retention run or a crash left.
"""

from collections.abc import Iterable

from app.photos import queries
from app.photos.rules import Form
from app.photos.store import BlobStore, blob_key
from app.web.transaction import end_reading


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


def sweep_storage(commune_id: str, *, store: BlobStore) -> int:
    """Go through all that lies there for a commune, and delete what nobody names; gives how many digests went."""
    digests = {bytes.fromhex(key.split("/")[1]) for key in store.list_keys(commune_id)}
    return delete_unnamed(commune_id, digests, store=store)
