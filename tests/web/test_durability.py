"""Outside the demo the server does not start on ground that forgets what was acknowledged."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from app.settings import Settings
from app.web import durability
from app.web.application import SETTINGS
from app.web.database import db

ROOT = Path(__file__).resolve().parents[2]
on_postgres = os.environ.get("KENG_TEST_DATABASE", "sqlite") != "sqlite"


@pytest.fixture
def settings(app: Flask) -> Settings:
    """The settings of the test's application."""
    found: Settings = app.config[SETTINGS]
    return found


@pytest.fixture
def careless(app: Flask) -> Iterator[None]:
    """A SQLite whose commits do not wait for the disk."""

    def forget(connection: object, _record: object) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")  # type: ignore[attr-defined]

    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", forget)
        yield
        event.remove(db.engine, "connect", forget)
        db.engine.dispose()


def test_a_careful_database_passes_and_a_forgetful_one_is_named(app: Flask, settings: Settings) -> None:
    faults = durability.find_faults(app, settings)

    # The server that lends databases to the tests waits for no disk, which is just what has to be refused.
    expected = ["fsync", "full_page_writes", "synchronous_commit"] if on_postgres else []
    assert [fault.split("=")[0].removeprefix("PostgreSQL runs with ") for fault in faults] == expected


def test_a_sqlite_that_does_not_wait_for_the_disk_is_named(app: Flask, settings: Settings, careless: None) -> None:
    if on_postgres:
        assert durability.find_faults(app, settings)
        return
    assert durability.find_faults(app, settings) == ["SQLite runs with synchronous=1; it must be 2 or 3"]


def test_a_place_in_memory_is_named(app: Flask, settings: Settings) -> None:
    faults = durability.find_faults(app, replace(settings, storage_url="file:///dev/shm/keng-photos"))

    assert any("KENG_STORAGE_URL: /dev/shm/keng-photos lies in memory" in fault for fault in faults)


def test_a_place_that_is_no_folder_is_named(app: Flask, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    faults = durability.find_faults(app, replace(settings, data_dir=tmp_path / "file" / "data"))

    assert f"KENG_DATA_DIR: nothing can be written into {tmp_path / 'file'}" in faults


@pytest.mark.parametrize("demo", ["0", "1"])
def test_the_web_server_refuses_outside_the_demo_alone(tmp_path: Path, demo: str) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")} | {
        "KENG_SECRET_KEY": "0" * 64,
        "KENG_DATA_DIR": str(tmp_path),
        "KENG_STORAGE_URL": "file:///dev/shm/keng-durability-test",
        "KENG_DEMO": demo,
        "KENG_PORT": "1",
    }
    command = [
        sys.executable,
        "-c",
        "import runpy; runpy.run_path('gunicorn.conf.py')['on_starting'](type('S', (), {'log': None}))",
    ]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)

    assert ("lies in memory" in done.stderr) == (demo == "0")
    assert (done.returncode == 0) == (demo == "1")
