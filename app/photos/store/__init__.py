"""Where bytes lie: a local folder or an S3 bucket, by one setting. Only this package knows which.

A key is ``commune/sha256/form``, so the same photo twice in a commune lies there once.
"""

from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.photos.store.bucket import S3Store
from app.photos.store.folder import LocalStore
from app.photos.store.promises import BlobStore, MissingBlob, StoreDown, blob_key

__all__ = ["BlobStore", "LocalStore", "MissingBlob", "S3Store", "StoreDown", "blob_key", "open_store"]


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
