"""Where bytes lie: a local folder or an S3 bucket, by one setting. Only this package knows which.

A photo's key is ``commune/sha256/form``, so the same one twice in a commune lies there once; that of a file which was made
to be fetched is ``commune/id/file``.
"""

from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.photos.store.bucket import S3Store
from app.photos.store.folder import LocalStore
from app.photos.store.promises import BlobStore, MissingBlob, Shelf, StoreDown, blob_key, file_key
from app.photos.store.sparing import SparingStore

__all__ = [
    "BlobStore",
    "LocalStore",
    "MissingBlob",
    "S3Store",
    "Shelf",
    "SparingStore",
    "StoreDown",
    "blob_key",
    "file_key",
    "open_store",
    "shelf_of",
]


@lru_cache(maxsize=4)
def open_store(url: str) -> BlobStore:
    """The storage at ``file:///folder`` or ``s3://bucket/prefix?endpoint=https://…&region=…``.

    Credentials for S3 come from the environment (``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY`` …), never from the URL.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/"):
        return LocalStore(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.netloc:
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return S3Store(parts.netloc, prefix=parts.path.strip("/"), **options)
    raise ValueError(f"not a storage: {parts.scheme}://…")


def shelf_of(store: BlobStore, threads: int) -> Shelf:
    """The storage for the doors of a server with so many threads: one over the network gets no more than half of them."""
    return _spared(store, max(1, threads // 2)) if isinstance(store, S3Store) else store


@lru_cache(maxsize=4)
def _spared(store: S3Store, most: int) -> SparingStore:
    return SparingStore(store, most=most)
