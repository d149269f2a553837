"""A storage whose callers wait in a few places only: one that hangs must not take all threads of a server with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.photos.store.promises import Shelf, StoreDown

# Long enough for a storage that works, and short for a thread that reports are waiting for.
_PATIENCE = 0.5


class SparingStore:
    """A shelf for at most ``most`` callers at a time; whoever finds no place hears ``StoreDown`` soon."""

    def __init__(self, store: Shelf, *, most: int, patience: float = _PATIENCE) -> None:
        self._store, self._patience = store, patience
        self._places = threading.BoundedSemaphore(most)

    def put(self, key: str, data: bytes) -> None:
        with self._place():
            self._store.put(key, data)

    def get(self, key: str) -> bytes:
        with self._place():
            return self._store.get(key)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience):
            raise StoreDown("all callers are waiting for the storage")
        try:
            yield
        finally:
            self._places.release()
