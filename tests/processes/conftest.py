"""An S3 server for the tests of this folder: a stand-in, and in the long form a real one."""

import os
from collections.abc import Iterator
from typing import Protocol

import pytest

from app.photos.store import open_store
from tests.database_kinds import KIND
from tests.photos import s3_stand_in
from tests.processes import ceph

# A deployment with S3 has PostgreSQL.
collect_ignore = ["test_s3_backup.py"] if KIND == "SQLite" and os.environ.get("KENG_CHAOS") != "1" else []
COMMUNES = ("24958", "24931")


class S3(Protocol):
    """A server that can go and come back."""

    url: str
    env: dict[str, str]

    def start(self) -> None: ...
    def kill(self) -> None: ...
    def stall(self) -> None: ...
    def go_on(self) -> None: ...


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    """One for all tests of a run."""
    if os.environ.get("KENG_CHAOS") == "1":
        with ceph.running() as real:
            yield real  # type: ignore[misc]
    else:
        stand_in = s3_stand_in.Mortal()
        try:
            yield stand_in
        finally:
            stand_in.kill()


@pytest.fixture
def s3(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> S3:
    """The server with an empty bucket, and its credentials in the environment."""
    for name, value in s3_server.env.items():
        monkeypatch.setenv(name, value)
    open_store.cache_clear()
    store = open_store(s3_server.url)
    for key in [key for commune in COMMUNES for key in store.list_keys(commune)]:
        store.delete(key)
    return s3_server
