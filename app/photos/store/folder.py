"""A folder. Written by hand because a blob must be on the disk, its name included, before the phone hears "stored"."""

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path

from app.photos.store.promises import MissingBlob, StoreDown, checked, is_key

_CHUNK = 256 * 1024
_INCOMING = ".incoming"
_FORGOTTEN = 3600


class LocalStore:
    """A folder as a storage."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / _INCOMING
        try:
            self._incoming.mkdir(parents=True, exist_ok=True)
            self._sweep()
        except OSError as error:
            raise StoreDown(str(error)) from error

    def put(self, key: str, data: bytes) -> None:
        self.put_pieces(key, (data,))

    def put_pieces(self, key: str, pieces: Iterable[bytes]) -> None:
        path = self._path(key)
        unfinished = self._incoming / secrets.token_hex(8)
        try:
            self._make_folders(path.parent)
            with unfinished.open("xb", buffering=0) as file:
                for piece in pieces:
                    _write(file, piece)
                _name(unfinished, path, file)
            _sync_folder(path.parent)
        except BaseException as error:
            # Whoever makes the pieces may break off as well as the disk.
            unfinished.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise StoreDown(str(error)) from error
            raise

    def get(self, key: str) -> bytes:
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError:
            raise MissingBlob(key) from None
        except OSError as error:
            raise StoreDown(str(error)) from error

        def pieces() -> Iterator[bytes]:
            with file:
                while piece := file.read(_CHUNK):
                    yield piece

        return pieces()

    def size(self, key: str) -> int:
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            raise MissingBlob(key) from None

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def list_keys(self, commune_id: str) -> Iterator[str]:
        for path in (self._root / commune_id).glob("*.*"):
            key = "/".join((commune_id, *path.name.split(".")))
            if is_key(key):
                yield key

    def check(self) -> None:
        probe = self._incoming / secrets.token_hex(8)
        try:
            with probe.open("xb", buffering=0) as file:
                os.fsync(file.fileno())
            probe.unlink()
        except OSError as error:
            raise StoreDown(str(error)) from error

    def _path(self, key: str) -> Path:
        # One folder a commune: a folder for each photo would cost it a second wait for the disk.
        commune_id, sha256, form = checked(key).split("/")
        return self._root / commune_id / f"{sha256}.{form}"

    def _make_folders(self, folder: Path) -> None:
        """Make missing folders, each name synced in its parent: a file in a lost folder is lost too."""
        if folder.is_dir():
            return
        self._make_folders(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)

    def _sweep(self) -> None:
        """What a killed process left half written."""
        for path in self._incoming.iterdir():
            try:
                forgotten = time.time() - path.stat().st_mtime > _FORGOTTEN
            except FileNotFoundError:
                # Another process has just finished it: nothing is left to sweep.
                continue
            if forgotten:
                path.unlink(missing_ok=True)


def _write(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _name(unfinished: Path, path: Path, file: FileIO) -> None:
    """Give the written file its name and bring both to the disk.

    A new name comes before the sync, so that bytes and name reach the disk in one go: until this returns nothing points to
    them, and what a power cut leaves half done is replaced by the next try. What somebody may point to already is only
    ever replaced by bytes that are on the disk.
    """
    try:
        os.link(unfinished, path)
    except FileExistsError:
        os.fsync(file.fileno())
        unfinished.replace(path)
    else:
        unfinished.unlink()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
