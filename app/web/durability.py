"""What could lose acknowledged work though nothing fails: settings of the database, places that live in memory. And a role
of the database that no wall stops.

An acknowledgement is a promise to a phone, which after it is proven may let go of its own copy. So outside the demo the
server does not start on ground that forgets.
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.settings import Settings
from app.web.database import db

_FORGETFUL_PLACES = ("tmpfs", "ramfs")
_MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")
# Whom the second wall (``web/wall.py``) does not stop.
_WALKS_THROUGH_WALLS = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
_SQLITE = {"journal_mode": ("wal",), "synchronous": ("2", "3")}


def refuse_to_forget(app: Flask, settings: Settings) -> None:
    """End the program with one readable list where acknowledged work could be lost; the demo may lose its play."""
    faults = [] if settings.demo or settings.testing else find_faults(app, settings)
    if faults:
        sys.exit("Kẻng cannot start on this ground, which could lose or show what was entrusted to it:\n" + _listed(faults))


def _listed(faults: list[str]) -> str:
    return "\n".join(f"  - {fault}" for fault in faults)


def find_faults(app: Flask, settings: Settings) -> list[str]:
    """Everything about database and storage that may lose what was acknowledged, a sentence each."""
    faults = [fault for place in _places(settings) for fault in _faults_of_place(*place)]
    with app.app_context():
        try:
            faults += _faults_of_postgres() if settings.database_url.startswith("postgresql") else _faults_of_sqlite()
        except SQLAlchemyError as error:
            faults.append(f"KENG_DATABASE_URL: the database does not answer ({type(error).__name__})")
        finally:
            db.session.remove()
            db.engine.dispose()
    return faults


def _places(settings: Settings) -> list[tuple[str, Path]]:
    found = [("KENG_DATA_DIR", settings.data_dir)]
    if not settings.database_url.startswith("postgresql"):
        found.append(("KENG_DATABASE_URL", Path(make_url(settings.database_url).database or "/").parent))
    if settings.storage_url.startswith("file://"):
        found.append(("KENG_STORAGE_URL", Path(unquote(urlsplit(settings.storage_url).path))))
    return found


def _faults_of_place(name: str, folder: Path) -> list[str]:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return [f"{name}: nothing can be written into {there}"]
    kind = _filesystem_of(there)
    return [f"{name}: {folder} lies in memory ({kind}) and is gone with the next start"] if kind in _FORGETFUL_PLACES else []


def _filesystem_of(place: Path) -> str:
    """The kind of filesystem under a place; empty where the system does not tell."""
    try:
        mounts = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    except OSError:
        return ""
    resolved = place.resolve()
    under = [(len(where), kind) for _, where, kind, *_ in mounts if resolved.is_relative_to(unquote(where))]
    return max(under)[1] if under else ""


def _faults_of_postgres() -> list[str]:
    found = {name: str(db.session.execute(text(f"SHOW {name}")).scalar_one()) for name in _MUST_BE_ON}
    forgets = [f"PostgreSQL runs with {name}={value}; it must be on" for name, value in found.items() if value == "off"]
    walks_through = db.session.execute(text(_WALKS_THROUGH_WALLS)).scalar()
    return forgets + [f"PostgreSQL: {walks_through} walks through row-level security; give us a plain role"] * bool(
        walks_through
    )


def _faults_of_sqlite() -> list[str]:
    found = {name: str(db.session.execute(text(f"PRAGMA {name}")).scalar_one()).lower() for name in _SQLITE}
    return [
        f"SQLite runs with {name}={value}; it must be {' or '.join(_SQLITE[name])}"
        for name, value in found.items()
        if value not in _SQLITE[name]
    ]
