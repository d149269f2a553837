"""A storage that hangs may not take all threads of a server with it: reports go in by the others."""

import threading
from collections.abc import Iterator

import pytest

from app.photos.store import Shelf, SparingStore, StoreDown

KEY = f"24958/{'a' * 64}/original"


class Hanging:
    """Takes calls and answers none until it is let go on."""

    def __init__(self) -> None:
        self.inside = threading.Semaphore(0)
        self.awake = threading.Event()
        self.kept: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.inside.release()
        self.awake.wait()
        self.kept[key] = data

    def get(self, key: str) -> bytes:
        self.inside.release()
        self.awake.wait()
        return self.kept[key]


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    found = Hanging()
    yield found
    found.awake.set()


def _call(store: Shelf, count: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=store.put, args=(KEY, b"x")) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_who_comes_while_it_hangs_is_sent_away_soon(hanging: Hanging) -> None:
    store = SparingStore(hanging, most=2, patience=0.05)
    threads = _call(store, 2)
    assert hanging.inside.acquire(timeout=20) and hanging.inside.acquire(timeout=20)

    for ask in (lambda: store.put(KEY, b"y"), lambda: store.get(KEY)):
        with pytest.raises(StoreDown):
            ask()

    hanging.awake.set()
    for thread in threads:
        thread.join()
    assert store.get(KEY) == b"x"


def test_a_call_that_failed_gives_its_place_back(hanging: Hanging) -> None:
    hanging.awake.set()
    store = SparingStore(hanging, most=1, patience=0.05)
    for _ in range(3):
        with pytest.raises(KeyError):
            store.get(KEY)
    store.put(KEY, b"x")
    assert store.get(KEY) == b"x"
