"""``/healthz``: the process lives. ``/readyz``: database, migrations and storage are in order."""

import threading
import time
from collections.abc import Callable
from functools import cache

import structlog
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from app.web.actor import public
from app.web.database import db

Check = Callable[[], None]
# Anybody may ask, so the answer is kept for a moment: asking often must not wear out database and storage.
_KEPT_SECONDS = 2.0
blueprint = Blueprint("health", __name__)
log = structlog.get_logger()
_lock = threading.Lock()


class NotReady(Exception):
    """What a check found out of order."""


@cache
def newest_migration(folder: str) -> str | None:
    """The revision that the database should be at."""
    options = Config()
    options.set_main_option("script_location", folder)
    return ScriptDirectory.from_config(options).get_current_head()


def _check_database() -> None:
    db.session.execute(text("SELECT 1"))


def _check_migrations() -> None:
    folder: str = current_app.extensions["migrate"].directory
    at = MigrationContext.configure(db.session.connection()).get_current_revision()
    if at != newest_migration(folder):
        raise NotReady(f"the database is at migration {at}")


def add_check(app: Flask, name: str, check: Check) -> None:
    """Let a feature say whether what it needs is there; ``check`` raises when not."""
    app.extensions.setdefault("keng_checks", {})[name] = check


def _ask() -> dict[str, bool]:
    checks: dict[str, Check] = {"database": _check_database, "migrations": _check_migrations}
    found = {}
    for name, check in (checks | current_app.extensions.get("keng_checks", {})).items():
        try:
            check()
            found[name] = True
        except Exception as error:
            # Whoever asks learns only which one failed; the reason is for the log.
            log.warning("not ready", check=name, kind=type(error).__name__)
            found[name] = False
            db.session.rollback()
    db.session.rollback()
    return found


def _found_lately() -> dict[str, bool]:
    """What the last asking found; asked again after a moment, by one watchman alone.

    Whoever comes while a check hangs hears what was found before: threads that wait for a storage take in no report.
    """
    until, found = _kept()
    if time.monotonic() < until or not _lock.acquire(blocking=not found):
        return found
    try:
        until, found = _kept()
        if time.monotonic() >= until:
            found = _ask()
            current_app.extensions["keng_ready"] = (time.monotonic() + _KEPT_SECONDS, found)
        return found
    finally:
        _lock.release()


def _kept() -> tuple[float, dict[str, bool]]:
    kept: tuple[float, dict[str, bool]] = current_app.extensions.get("keng_ready", (0.0, {}))
    return kept


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process lives and answers."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Which of the things that the server needs are in order; 503 when one is not."""
    found = _found_lately()
    ready = all(found.values())
    words = {name: "ok" if good else "failed" for name, good in found.items()}
    return jsonify(status="ready" if ready else "not-ready", checks=words), 200 if ready else 503


def register(app: Flask) -> None:
    """Open the doors."""
    app.register_blueprint(blueprint)
