"""Fixtures that every test may use: an application on a fresh database, the cast, a client that acts as one of them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.catalogue.service import seed_catalogue
from app.core import clock
from app.core.night import VIETNAM
from app.journal import memory
from app.settings import Settings
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient, Browser
from tests.cast import Cast, Person, load_cast, make_cast, save_cast
from tests.database_kinds import Databases
from tests.places import run_folder

pytest_plugins = ["tests.databases"]

# What time it is in a test that does not say otherwise: half past ten at night.
TONIGHT = datetime(2026, 11, 21, 22, 30, tzinfo=VIETNAM).astimezone(UTC)


@pytest.fixture(scope="session")
def database_seed() -> Callable[[Flask], None]:
    """Puts catalogue and cast into the template of all databases."""

    def seed(_app: Flask) -> None:
        with unit_of_work():
            seed_catalogue()
        save_cast(make_cast(), run_folder() / "cast.json")

    return seed


@pytest.fixture(scope="session")
def cast(databases: Databases) -> Cast:
    """Everybody, by key (``tests/cast.py``)."""
    return load_cast(run_folder() / "cast.json")


@pytest.fixture(scope="session")
def shared_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application a worker; tests ask for ``app``, whose database was set back before them."""
    data_dir: Path = tmp_path_factory.mktemp("data")
    application = create_app(Settings.for_tests(database_url=database_url, data_dir=data_dir))
    application.test_client_class = Browser
    return application


@pytest.fixture
def app(shared_app: Flask, fresh_database: str) -> Iterator[Flask]:
    """The application on a fresh database with the cast, at ``TONIGHT``; ``clock.frozen(…)`` moves the time."""
    memory.forget()
    with clock.frozen(TONIGHT):
        yield shared_app


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """An application context, for tests that call verbs and queries directly."""
    with app.app_context():
        yield
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> ActingClient:
    """Requests as somebody of the cast: ``client.get(path, as_=binh)``."""
    return ActingClient(app)


@pytest.fixture
def binh(cast: Cast) -> Person:
    """The leader of the first team, with his phone."""
    return cast["binh"]


@pytest.fixture
def hoa(cast: Cast) -> Person:
    """The deputy of the first team, with a phone of her own."""
    return cast["hoa"]


@pytest.fixture
def thanh(cast: Cast) -> Person:
    """The leader of another team of the same commune, which Hà reviews too."""
    return cast["thanh"]


@pytest.fixture
def khoi(cast: Cast) -> Person:
    """The leader of a third team, in a village that Hà does not answer for."""
    return cast["khoi"]


@pytest.fixture
def ha(cast: Cast) -> Person:
    """The officer who reviews the first two teams."""
    return cast["ha"]


@pytest.fixture
def lam(cast: Cast) -> Person:
    """The officer of the third team's village."""
    return cast["lam"]


@pytest.fixture
def vinh(cast: Cast) -> Person:
    """The chief of the commune's police."""
    return cast["vinh"]


@pytest.fixture
def loan(cast: Cast) -> Person:
    """The people's committee: approved and de-identified things alone."""
    return cast["loan"]


@pytest.fixture
def son(cast: Cast) -> Person:
    """The province: figures alone."""
    return cast["son"]


@pytest.fixture
def quan(cast: Cast) -> Person:
    """The administrator: no content at all."""
    return cast["quan"]


@pytest.fixture
def dung(cast: Cast) -> Person:
    """The chief of another commune."""
    return cast["dung"]


@pytest.fixture
def khanh(cast: Cast) -> Person:
    """A phone of another commune."""
    return cast["khanh"]
