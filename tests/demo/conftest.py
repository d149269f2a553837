"""The demo in tests: seeded on a Saturday evening of November, or with its last nights told."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.core import clock
from app.core.night import VIETNAM
from app.demo import past, service
from app.demo.past import Photos, Wish
from app.settings import Settings
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import Browser
from tests.database_kinds import KIND

# The demo is there to be tried, on SQLite; what is seeded and told goes through verbs that are tested on both kinds.
_SEEDED = ["test_live_demo.py", "test_past_profile.py", "test_seed.py", "test_things.py"]
collect_ignore = [] if KIND == "SQLite" else _SEEDED
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=VIETNAM)


@pytest.fixture
def demo(fresh_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An application of a demo in which nothing was seeded yet, at ``NOW``."""
    app = create_app(Settings.for_tests(database_url=fresh_database, data_dir=tmp_path, demo=True))
    app.test_client_class = Browser
    with clock.frozen(NOW), app.app_context():
        yield app
        db.session.rollback()


@pytest.fixture
def seeded(demo: Flask) -> Flask:
    """The demo commune with its people and rosters."""
    with unit_of_work():
        service.seed_demo()
    return demo


@pytest.fixture
def told(seeded: Flask) -> Flask:
    """The demo with its last nights, in words alone."""
    past.live_on(Wish(photos=Photos.NONE))
    return seeded
