"""The pictures of the past: each is drawn and developed once, however many reports show it.

Those of the last nights differ in their bytes all the same, as no two photos of a camera are equal: the desk asks about
equal ones. Of older nights, which nobody asks about any more, a drawing is stored once.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from app.demo.past.script import Body, Shot, iso
from app.photos.drawing import draw_jpeg
from app.photos.images import Derivatives, clean
from app.photos.store import BlobStore

# Small enough to be drawn in a tenth of a second, large enough to fill a desk's page.
_SIZE = (1024, 768)


@dataclass(frozen=True)
class Picture:
    """The bytes of a drawing."""

    data: bytes
    sha256: str


def _draw(name: str) -> Picture:
    data = draw_jpeg(name, 1, _SIZE)
    return Picture(data, hashlib.sha256(data).hexdigest())


_COMMENT = b"\xff\xfe"
_AFTER_START = 2


def _own(picture: Picture, photo_id: str) -> Picture:
    """The same drawing with the photo's id as the comment of its file."""
    words = photo_id.encode()
    comment = _COMMENT + (len(words) + 2).to_bytes(2, "big") + words
    data = picture.data[:_AFTER_START] + comment + picture.data[_AFTER_START:]
    return Picture(data, hashlib.sha256(data).hexdigest())


def _without_comment(data: bytes) -> bytes:
    rest = data[_AFTER_START:]
    if not rest.startswith(_COMMENT):
        return data
    return data[:_AFTER_START] + rest[2 + int.from_bytes(rest[2:4], "big") :]


class Album:
    """Drawings by name, and what they become in the darkroom by their bytes.

    Photos since ``own_since`` have bytes of their own.
    """

    def __init__(self, own_since: datetime) -> None:
        self._own_since = own_since
        self._pictures: dict[str, Picture] = {}
        self._developed: dict[bytes, Derivatives] = {}

    def picture(self, name: str) -> Picture:
        """The drawing ``name``; the same bytes every time."""
        if name not in self._pictures:
            self._pictures[name] = _draw(name)
        return self._pictures[name]

    def draw(self, names: Iterable[str]) -> None:
        """Draw these now, several at a time: later a transaction would wait for it."""
        missing = sorted(set(names) - self._pictures.keys())
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            self._pictures |= zip(missing, pool.map(_draw, missing), strict=True)

    def photo(self, shot: Shot) -> Picture:
        """The bytes that the phone sends."""
        picture = self.picture(shot.picture)
        return _own(picture, shot.photo_id) if shot.taken_at >= self._own_since else picture

    def announce(self, shot: Shot) -> Body:
        """How a phone announces the photo."""
        picture = self.photo(shot)
        return {
            "photo_id": shot.photo_id,
            "sha256": picture.sha256,
            "bytes": len(picture.data),
            "mime": "image/jpeg",
            "width": _SIZE[0],
            "height": _SIZE[1],
            "taken_at": iso(shot.taken_at),
            "about": shot.about,
            "incident_id": shot.incident_id,
            "round_id": None,
            "checkpoint_id": shot.checkpoint_id,
            "caption": shot.caption,
        }

    def develop(self, data: bytes) -> Derivatives:
        """As the worker does it."""
        data = _without_comment(data)
        key = hashlib.sha256(data).digest()
        if key not in self._developed:
            self._developed[key] = clean(data)
        return self._developed[key]


class PutOnce:
    """A storage that writes each key once in its life: the same drawing is stored for many reports."""

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._there: set[str] = set()

    def put(self, key: str, data: bytes) -> None:
        if key not in self._there:
            self._store.put(key, data)
            self._there.add(key)

    def put_pieces(self, key: str, pieces: Iterable[bytes]) -> None:
        self._store.put_pieces(key, pieces)

    def get(self, key: str) -> bytes:
        return self._store.get(key)

    def stream(self, key: str) -> Iterator[bytes]:
        return self._store.stream(key)

    def size(self, key: str) -> int:
        return self._store.size(key)

    def exists(self, key: str) -> bool:
        return self._store.exists(key)

    def delete(self, key: str) -> None:
        self._there.discard(key)
        self._store.delete(key)

    def list_keys(self, commune_id: str) -> Iterator[str]:
        return self._store.list_keys(commune_id)

    def check(self) -> None:
        self._store.check()
