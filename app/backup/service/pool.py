"""The photos of all backups: each object once, however many backups name it, with an index of digests beside."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from app.backup.rules import INDEX, PHOTOS, Entry
from app.photos.rules import Form
from app.photos.store import BlobStore, LocalStore, MissingBlob

_TABLE = (
    "CREATE TABLE IF NOT EXISTS object (key TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID"
)


class Pool:
    """The folder ``photos`` of a folder of backups. Use it as a context."""

    def __init__(self, folder: Path) -> None:
        self._store = LocalStore(folder / PHOTOS)
        self._index = sqlite3.connect(folder / INDEX, isolation_level=None)
        self._index.execute(_TABLE)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._index.close()

    def take(self, key: str, source: BlobStore) -> Entry:
        """The object, copied from ``source`` when it is not here yet; ``MissingBlob`` when nobody has it.

        An original whose bytes are not those of its name counts as missing: it could never prove anything.
        """
        known = self._find(key)
        if known is not None and self._has(known):
            return known
        data = source.get(key)
        entry = Entry(key, hashlib.sha256(data).hexdigest(), len(data))
        _, sha256, form = key.split("/")
        if form == Form.ORIGINAL and entry.digest != sha256:
            raise MissingBlob(key)
        self._store.put(key, data)
        row = (entry.key, entry.digest, entry.size)
        self._index.execute("INSERT OR REPLACE INTO object VALUES (?, ?, ?)", row)
        return entry

    def forget_unnamed(self, lists: list[Path]) -> int:
        """Delete the objects that none of these lists of photos names; gives how many went."""
        self._index.execute("CREATE TEMP TABLE named (key TEXT PRIMARY KEY) WITHOUT ROWID")
        for file in lists:
            with file.open(encoding="utf-8") as lines:
                self._index.executemany(
                    "INSERT OR IGNORE INTO named VALUES (?)", ((Entry.read(line).key,) for line in lines)
                )
        gone = [row[0] for row in self._index.execute("SELECT key FROM object EXCEPT SELECT key FROM named")]
        for key in gone:
            self._index.execute("DELETE FROM object WHERE key = ?", (key,))
            self._store.delete(key)
        return len(gone)

    def _find(self, key: str) -> Entry | None:
        row = self._index.execute("SELECT key, digest, size FROM object WHERE key = ?", (key,)).fetchone()
        return Entry(*row) if row else None

    def _has(self, entry: Entry) -> bool:
        try:
            return self._store.size(entry.key) == entry.size
        except MissingBlob:
            return False


def open_objects(folder: Path) -> BlobStore:
    """The objects of a folder of backups, for reading."""
    return LocalStore(folder / PHOTOS)


def read_list(file: Path) -> Iterator[Entry]:
    """The entries of a ``photos.txt``, one after the other."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield Entry.read(line)


def digest_of(file: Path) -> str:
    """SHA-256 of a file in hex, read in pieces."""
    found = hashlib.sha256()
    with file.open("rb") as source:
        while piece := source.read(1024 * 1024):
            found.update(piece)
    return found.hexdigest()


def bring_to_disk(path: Path) -> None:
    """Wait until a file or a folder's names are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
