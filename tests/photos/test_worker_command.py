"""The command itself, as a process of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import create_app
from app.photos.models import Photo
from app.settings import Settings
from app.web.database import db
from tests.acting import ActingClient

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(own_database_url, tmp_path):
    """An application whose database and storage another process can share; the real clock."""
    return create_app(Settings.for_tests(database_url=own_database_url, data_dir=tmp_path))


@pytest.fixture
def environment(app, own_database_url, tmp_path):
    return os.environ | {
        "KENG_SECRET_KEY": "x" * 40,
        "KENG_DATA_DIR": str(tmp_path),
        "KENG_DATABASE_URL": own_database_url.replace("postgresql+psycopg", "postgresql"),
        "KENG_STORAGE_URL": f"file://{tmp_path}/photos",
        # The server that lends the database waits for no disk, which a real start refuses.
        "KENG_DEMO": "1",
    }


def flask(*words: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", *words]


def state_of(app, photo) -> str:
    with app.app_context():
        return db.session.get(Photo, ("24958", photo.id)).state


def test_the_worker_develops_and_stops_cleanly_when_told_to(app, environment, cast, announce):
    photo = announce(cast["binh"])
    assert ActingClient(app).put(photo.path, as_=cast["binh"], data=photo.data).status_code == 201
    process = subprocess.Popen(flask("worker", "--every", "0.1"), cwd=ROOT, env=environment)
    try:
        for _ in range(600):
            if state_of(app, photo) == "ready":
                break
            time.sleep(0.1)
        assert state_of(app, photo) == "ready"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()
        with app.app_context():
            db.engine.dispose()


def test_once_means_until_nothing_waits(app, environment, cast, announce):
    photos = [announce(cast["binh"]) for _ in range(2)]
    for photo in photos:
        ActingClient(app).put(photo.path, as_=cast["binh"], data=photo.data)
    done = subprocess.run(flask("worker", "--once"), cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "2 photos developed" in done.stdout
    assert {state_of(app, photo) for photo in photos} == {"ready"}
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["photos", "purge"], "0 parts"),
        (["photos", "sweep", "24958"], "0 photos"),
        (["photos", "check-storage"], "answers"),
    ],
)
def test_the_small_commands_say_what_they_did(app, words, said):
    result = app.test_cli_runner().invoke(args=words)
    assert (result.exit_code, said in result.output) == (0, True)
    with app.app_context():
        db.engine.dispose()
