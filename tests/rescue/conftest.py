"""Files to hand in, and the storage they end in."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.people.models import Device
from app.photos.store import BlobStore, open_store
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Person
from tests.photos import picture_bytes as pb
from tests.rescue.writing import Photo, rescue_file

MakeFile = Callable[..., bytes]


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A photograph like a phone's."""
    return pb.encode(pb.noise(1200, 900), quality=80)


@pytest.fixture
def store(app: Flask) -> BlobStore:
    """The storage of the application."""
    return open_store(app.config[SETTINGS].storage_url)


@pytest.fixture
def file_of(app: Flask) -> MakeFile:
    """``file_of(binh, [op, …], [(photo_id, bytes), …])``: what that person's phone would write."""

    def make(person: Person, ops: Sequence[Any], photos: Sequence[Photo] = (), **more: Any) -> bytes:
        with app.app_context():
            return rescue_file(person, ops, photos, **more)

    return make


@pytest.fixture
def revoke(app: Flask) -> Callable[[Person], None]:
    """Shut a phone out."""

    def shut_out(person: Person) -> None:
        with app.app_context(), unit_of_work():
            device = db.session.get(Device, (person.commune_id, person.id))
            assert device is not None
            device.revoked_at = clock.now()

    return shut_out
