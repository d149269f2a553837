"""The server that the games are played on: the real one, its database in memory where the machine can."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.photos.service import uploads
from app.settings import Settings
from tests.acting import Browser
from tests.database_kinds import Databases, SqliteDatabases
from tests.model.server import Server
from tests.places import run_folder

# Some faults show only where the database can be set back to a backup or disturbed between two statements: on SQLite.
collect_ignore = [] if os.environ.get("KENG_TEST_DATABASE", "sqlite") in ("", "sqlite") else ["test_planted_faults.py"]


@pytest.fixture(scope="session")
def held(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server and its database, made once."""
    url = databases.copy_template(f"model_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
    data_dir: Path = tmp_path_factory.mktemp("model")
    fast, file = Path("/dev/shm"), None
    if fast.is_dir() and os.access(fast, os.W_OK) and isinstance(databases, SqliteDatabases):
        # Named after the run: two runs at once have folders of the same name.
        file = fast / f"{run_folder().name}-{data_dir.name}-{data_dir.parent.name}.sqlite3"
        file.write_bytes(databases._file("template").read_bytes())
        url = f"sqlite:///{file}"
    app = create_app(Settings.for_tests(database_url=url, data_dir=data_dir))
    app.test_client_class = Browser
    app.config["PROPAGATE_EXCEPTIONS"] = False
    server = Server(app, databases, url)
    yield server
    server.engine.dispose()
    for path in file.parent.glob(file.name + "*") if file else []:
        path.unlink()


@pytest.fixture
def server(held: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server; each game begins with a fresh database, and what is bent for it is straight again after it."""
    monkeypatch.setattr("app.photos.storage.open_store", lambda _url: held.store)
    # Small rows, so that a wiped one leaves a gap.
    monkeypatch.setattr(uploads, "_ROW", 500)
    return held
