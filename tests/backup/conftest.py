"""A commune in the middle of its nights, and an empty place to bring it back to."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.photos import worker
from app.photos.images import clean
from app.photos.store import BlobStore, open_store
from app.settings import Settings
from app.web.application import SETTINGS
from app.web.database import db
from tests.acting import ActingClient, Browser
from tests.cast import Person
from tests.nights import photo, push, submit
from tests.photos import picture_bytes as pb


def store_of(app: Flask) -> BlobStore:
    """The storage that an application's settings name."""
    return open_store(app.config[SETTINGS].storage_url)


@dataclass
class Sent:
    """What a phone has sent and been told to have arrived: operations, and the bytes of its photos by id."""

    ops: list[dict[str, Any]] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)

    def asked(self) -> dict[str, Any]:
        """The question of a phone that sees a new epoch."""
        told = [one for op in self.ops for one in op.get("photos", [])]
        return {
            "ops": [op["op_id"] for op in self.ops],
            "photos": [{"id": one["photo_id"], "sha256": one["sha256"]} for one in told],
        }


def send_night(client: ActingClient, who: Person, seed: int) -> Sent:
    """A night with one photo, acknowledged whole."""
    data = pb.encode(pb.noise(160, 120), quality=70) + bytes([seed])
    told = photo(data, width=160, height=120)
    op = submit(who, photos=[told])
    (result,) = push(client, who, op)
    assert result["status"] == "applied", result
    assert client.put(f"/api/v1/photos/{told['photo_id']}", as_=who, data=data).status_code == 201
    return Sent([op], {told["photo_id"]: data})


@pytest.fixture
def nights(client: ActingClient, app: Flask, binh: Person) -> Sent:
    """Three nights of Bình's phone, their photos developed."""
    found = Sent()
    for seed in range(3):
        sent = send_night(client, binh, seed)
        found.ops += sent.ops
        found.photos |= sent.photos
    with app.app_context():
        worker.develop_all(store_of(app), clean)
        db.session.rollback()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    return tmp_path / "backups"


@pytest.fixture
def elsewhere(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Another machine: an empty database and an empty storage."""
    application = create_app(Settings.for_tests(database_url=empty_database_url, data_dir=tmp_path / "elsewhere"))
    application.test_client_class = Browser
    yield application
    with suppress(Exception), application.app_context():
        db.session.remove()
        db.engine.dispose()
