"""The databases that are measured: SQLite files and databases of the PostgreSQL server named by ``KENG_BENCH_DATABASE``."""

import os
from collections.abc import Callable
from pathlib import Path

import flask_migrate
from flask import Flask

from app import create_app
from app.catalogue import service as catalogue
from app.settings import Settings
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.bench.world import right_now, write_world
from tests.database_kinds import Databases, PostgresDatabases, SqliteDatabases

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
_SERVER = "KENG_BENCH_DATABASE"


def kinds_here() -> list[str]:
    """The kinds of database that can be measured."""
    return [SQLITE, *([POSTGRES] if os.environ.get(_SERVER) else [])]


def maker(kind: str, folder: Path) -> Databases:
    """A maker of databases of this kind."""
    if kind == SQLITE:
        folder.mkdir(parents=True, exist_ok=True)
        return SqliteDatabases(folder)
    return PostgresDatabases(os.environ[_SERVER], prefix=f"keng_bench_{os.getpid()}")


def open_app(url: str, data_dir: Path, **changes: object) -> Flask:
    """The application on a database, without a server."""
    return create_app(Settings.for_tests(database_url=url, data_dir=data_dir, **changes))


def make_world(url: str, data_dir: Path) -> None:
    """Migrate an empty database and put everybody into it."""
    app = open_app(url, data_dir)
    with app.app_context():
        flask_migrate.upgrade()
        with unit_of_work():
            catalogue.seed_catalogue()
        with unit_of_work():
            write_world(db.session.connection(), right_now())
        db.session.remove()
        db.engine.dispose()


def inside(url: str, data_dir: Path, work: Callable[[Flask], None], **changes: object) -> None:
    """Do ``work`` inside the application on this database, and let go of it."""
    app = open_app(url, data_dir, **changes)
    with app.app_context():
        work(app)
        db.session.remove()
        db.engine.dispose()
