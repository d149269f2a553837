"""What every storage promises, and how a blob is named. Keys are made by us, never by a phone."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol
from uuid import UUID

from app.photos.rules import Form

_KEY = re.compile(r"[0-9A-Za-z]{1,12}/[0-9a-f]{64}/(?:" + "|".join(Form) + ")")
# Files that were made to be fetched lie beside the photos, and are none: no list of photos names them.
_FILE = re.compile(r"[0-9A-Za-z]{1,12}/[0-9a-f]{32}/file")


class MissingBlob(Exception):
    """Nothing lies under this key."""


class StoreDown(Exception):
    """The storage did not answer or refused: passing trouble, worth a later try."""


class Shelf(Protocol):
    """What the doors of photos need. Methods raise ``MissingBlob`` where there is nothing, ``StoreDown`` in trouble."""

    def put(self, key: str, data: bytes) -> None:
        """Store the whole of ``data``, durably: when this returns, a power cut takes nothing. Again is harmless."""

    def get(self, key: str) -> bytes:
        """All bytes."""


class BlobStore(Shelf, Protocol):
    """What every storage can do."""

    def put_pieces(self, key: str, pieces: Iterable[bytes]) -> None:
        """Store what comes in pieces, as durably as ``put``, in constant memory; until all has come nothing lies there."""

    def stream(self, key: str) -> Iterator[bytes]:
        """The bytes in pieces; a missing blob shows before the first piece."""

    def size(self, key: str) -> int:
        """How many bytes."""

    def exists(self, key: str) -> bool:
        """Whether something lies there."""

    def delete(self, key: str) -> None:
        """Remove it; harmless when it is gone."""

    def list_keys(self, commune_id: str) -> Iterator[str]:
        """All keys of a commune, in no order."""

    def check(self) -> None:
        """Raise ``StoreDown`` unless the storage can be reached and written."""


def blob_key(commune_id: str, sha256: bytes, form: Form) -> str:
    """The key of one form of a photo; ``sha256`` is the digest (32 bytes) of the bytes as sent."""
    return checked(f"{commune_id}/{sha256.hex()}/{form}")


def file_key(commune_id: str, file_id: UUID) -> str:
    """The key of a file that was made to be fetched."""
    return checked(f"{commune_id}/{file_id.hex}/file")


def checked(key: str) -> str:
    """The key, when it is one; ``ValueError`` otherwise."""
    # Not a matter of politeness: a key becomes a path.
    if not is_key(key) and _FILE.fullmatch(key) is None:
        raise ValueError(f"not a key: {key!r}")
    return key


def is_key(text: str) -> bool:
    """Whether a name found in a storage is one of a photo."""
    return _KEY.fullmatch(text) is not None
