"""A database for every test: migrated once a run, copied once a worker, set back before each test that asks.

``KENG_TEST_DATABASE`` chooses the kind: ``sqlite`` (or nothing), or the address of a PostgreSQL server on which
databases may be made (``tools/with_postgres.py`` lends one). Fixtures:

- ``fresh_database``      address of this worker's database, holding exactly what the template holds
- ``own_database_url``    address of a database of this test alone, for tests with several processes
- ``empty_database_url``  the same without any table, for tests of the migrations themselves
- ``database_seed``       override it to put more than the migrations' rows into the template
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import flask_migrate
import pytest
from flask import Flask

from app import create_app
from app.settings import Settings
from app.web.database import db
from tests.database_kinds import KIND, Databases, PostgresDatabases, SqliteDatabases
from tests.places import RUN, run_folder

_FIXTURES = {"databases", "database_url", "fresh_database", "own_database_url", "empty_database_url"}


def pytest_configure(config: pytest.Config) -> None:
    """Name the run before any worker starts, so that all of them share one template."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = uuid4().hex[:8]
        run_folder().mkdir()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what the run has made, once its last worker is done."""
    if not hasattr(config, "workerinput"):
        _databases().drop_all()
        shutil.rmtree(run_folder(), ignore_errors=True)


def pytest_report_header() -> str:
    """Say which kind of database the tests run on."""
    return f"database: {os.environ.get('KENG_TEST_DATABASE') or 'sqlite'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks for no database is the same on every kind, and runs on the first alone."""
    if _is_sqlite():
        return
    sides: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        sides[bool(_FIXTURES & set(getattr(item, "fixturenames", ())))].append(item)
    config.hook.pytest_deselected(items=sides[False])
    items[:] = sides[True]


def _is_sqlite() -> bool:
    return KIND == "SQLite"


def _databases() -> Databases:
    if _is_sqlite():
        return SqliteDatabases(run_folder())
    return PostgresDatabases(os.environ["KENG_TEST_DATABASE"], prefix=f"keng_test_{os.environ[RUN]}")


@contextmanager
def _one_worker_at_a_time() -> Iterator[None]:
    with (run_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_template(url: str, seed: Callable[[Flask], None]) -> None:
    app = create_app(Settings.for_tests(database_url=url, data_dir=run_folder() / "template-data"))
    with app.app_context():
        flask_migrate.upgrade()
        seed(app)
        db.session.remove()
        # PostgreSQL copies a template only when nobody is connected to it.
        db.engine.dispose()


@pytest.fixture(scope="session")
def database_seed() -> Callable[[Flask], None]:
    """Puts rows into the template after the migrations; called inside an application context."""
    return lambda app: None


@pytest.fixture(scope="session")
def databases(database_seed: Callable[[Flask], None]) -> Databases:
    """The maker of databases, its template ready to be copied."""
    kind = _databases()
    ready = run_folder() / "template-is-ready"
    with _one_worker_at_a_time():
        if not ready.exists():
            _make_template(kind.make_empty("template"), database_seed)
            kind.finish_template()
            ready.touch()
    return kind


@pytest.fixture(scope="session")
def database_url(databases: Databases) -> str:
    """This worker's database. Tests ask for ``fresh_database``, which has been set back before them."""
    return databases.copy_template(f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")


@pytest.fixture
def fresh_database(databases: Databases, database_url: str) -> str:
    """This worker's database, with the rows of the template and no others."""
    databases.set_back(database_url)
    return database_url


@pytest.fixture
def own_database_url(databases: Databases) -> Iterator[str]:
    """A copy of the template for one test."""
    name = f"own_{uuid4().hex[:8]}"
    yield databases.copy_template(name)
    databases.drop(name)


@pytest.fixture
def empty_database_url() -> Iterator[str]:
    """A database without tables for one test."""
    kind, name = _databases(), f"empty_{uuid4().hex[:8]}"
    yield kind.make_empty(name)
    kind.drop(name)
