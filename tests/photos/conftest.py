"""Slots to send photos into, and the state they end in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from flask import Flask

from app.core.ids import new_id
from app.journal import queries as journal
from app.photos import service
from app.photos.images import clean
from app.photos.models import Photo
from app.photos.service import slots
from app.photos.store import BlobStore, open_store
from app.photos.worker import develop_all
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Person
from tests.photos import picture_bytes as pb

Announce = Callable[..., "Announced"]


@dataclass(frozen=True)
class Announced:
    """A photo that a phone has announced: its id and the bytes it has."""

    id: UUID
    data: bytes
    owner_id: UUID

    @property
    def path(self) -> str:
        """Where it is sent and seen."""
        return f"/api/v1/photos/{self.id}"


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A photograph like a phone's."""
    return pb.encode(pb.noise(1200, 900), quality=80)


@pytest.fixture
def announce(app: Flask, picture: bytes, store: BlobStore) -> Announce:
    """Open a slot: ``announce(binh)``, ``announce(binh, data, mime="image/png")``."""

    def open_slot(who: Person, data: bytes | None = None, **changes: object) -> Announced:
        announced = Announced(new_id(), picture if data is None else data, uuid4())
        photo = {
            "photo_id": announced.id,
            "sha256": hashlib.sha256(announced.data).hexdigest(),
            "bytes": len(announced.data),
            "mime": "image/jpeg",
            "width": 1200,
            "height": 900,
            "taken_at": None,
            "about": "scene",
            "caption": "",
        }
        with app.app_context(), unit_of_work():
            slot = service.Slot(who.commune_id, announced.owner_id, uuid4(), who.team_id, who.village_id)
            service.open_slots(slot, [photo | changes])
        return announced

    return open_slot


@pytest.fixture
def photo_row(app: Flask) -> Callable[[Announced], Photo]:
    """The photo's row as it is now."""

    def read(announced: Announced) -> Photo:
        with app.app_context():
            row = db.session.get(Photo, ("24958", announced.id))
            assert row is not None
            db.session.expunge(row)
            return row

    return read


@pytest.fixture
def store(app: Flask) -> BlobStore:
    """The storage of the application under test, empty."""
    found = open_store(app.config[SETTINGS].storage_url)
    for key in list(found.list_keys("24958")):
        found.delete(key)
    return found


@pytest.fixture
def develop(app: Flask, store: BlobStore) -> Callable[[], int]:
    """What the worker does until nothing waits, in this process."""

    def run() -> int:
        with app.app_context():
            return develop_all(store, clean)

    return run


@dataclass
class Told:
    """Which owners heard of a change, and how long the journal was before."""

    owners: list[tuple[str, UUID]]
    journal_before: int


@pytest.fixture
def told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Listens like the reports do."""
    with app.app_context():
        heard = Told([], journal.head_of("24958"))
        db.session.rollback()
    monkeypatch.setattr(slots, "_counters", [lambda commune, owner: heard.owners.append((commune, owner))])
    return heard
