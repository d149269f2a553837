"""Backup and restore with the photos in S3, killed half-way again and again, and while the S3 server is away."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text, update

from app import create_app
from app.backup import service
from app.backup.rules import PHOTOS, UNFINISHED, is_name
from app.core import clock
from app.journal import queries as journal
from app.people.models import Device
from app.photos import worker
from app.photos.images import clean
from app.photos.models import Photo
from app.photos.rules import Form
from app.photos.store import BlobStore, blob_key, open_store
from app.settings import Settings
from app.web.application import SETTINGS
from app.web.database import db
from app.web.epoch import Instance
from tests import tally
from tests.acting import ActingClient, Browser
from tests.backup.conftest import Sent, send_night
from tests.cast import Cast, Person
from tests.database_kinds import KIND
from tests.processes.conftest import S3
from tests.processes.nodes import ROOT

LONG = os.environ.get("KENG_CHAOS") == "1"
NIGHTS, KILLS = (60, 25) if LONG else (6, 4)
VERIFY = "/api/v1/sync/verify"


class Place:
    """An installation: its application for looking, and its commands as processes of their own."""

    def __init__(self, database_url: str, folder: Path, s3: S3, prefix: str) -> None:
        storage_url = s3.url.replace("?", f"/{prefix}?", 1)
        self.app = create_app(Settings.for_tests(database_url=database_url, data_dir=folder, storage_url=storage_url))
        self.app.test_client_class = Browser
        self._env = os.environ | {
            "KENG_SECRET_KEY": "x" * 40,
            "KENG_DATA_DIR": str(folder),
            "KENG_DATABASE_URL": database_url,
            "KENG_STORAGE_URL": storage_url,
            "KENG_DEMO": "1",
        }

    @property
    def store(self) -> BlobStore:
        """Where its photos lie."""
        return open_store(self.app.config[SETTINGS].storage_url)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """``flask backup …``."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "backup", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self._env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def run(self, *words: str) -> tuple[int, str]:
        """The same to its end."""
        process = self.start(*words)
        said, _ = process.communicate(timeout=300)
        return process.returncode, said

    def list_keys(self) -> set[str]:
        """All that lies there."""
        return {key for commune in ("24958", "24931") for key in self.store.list_keys(commune)}


@contextmanager
def _place(database_url: str, folder: Path, s3: S3, prefix: str) -> Iterator[Place]:
    place = Place(database_url, folder, s3, prefix)
    for key in place.list_keys():
        place.store.delete(key)
    yield place
    with place.app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def here(own_database_url: str, tmp_path: Path, s3: S3) -> Iterator[Place]:
    with _place(own_database_url, tmp_path / "here", s3, "here") as place:
        yield place


@pytest.fixture
def there(empty_database_url: str, tmp_path: Path, s3: S3) -> Iterator[Place]:
    with _place(empty_database_url, tmp_path / "there", s3, "there") as place:
        yield place


@pytest.fixture
def binh(cast: Cast) -> Person:
    return cast["binh"]


@pytest.fixture
def nights(here: Place, binh: Person) -> Sent:
    """Nights of one phone, their photos developed."""
    found, client = Sent(), ActingClient(here.app)
    with here.app.app_context(), db.engine.begin() as connection:
        # The cast came in on a fixed day, and here the clock is the real one: a month later the phone would be given another
        # cookie with its first night, and come back to the restored server with one that is no longer its own.
        connection.execute(update(Device).where(Device.id == binh.id).values(token_at=clock.now()))
    for seed in range(NIGHTS):
        sent = send_night(client, binh, seed)
        found.ops += sent.ops
        found.photos |= sent.photos
    with here.app.app_context():
        worker.develop_all(here.store, clean)
        db.session.remove()
    return found


def _kill_when(process: subprocess.Popen[str], reached: Callable[[], bool]) -> bool:
    """Kill it as soon as ``reached``; False when it ended before."""
    until = time.monotonic() + 120
    while process.poll() is None and not reached():
        assert time.monotonic() < until
    died = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return died


def _finished(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if is_name(path.name)] if folder.exists() else []


def _count_files(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.*"))


def _generation(app: Flask) -> str | None:
    """The restore generation; None where no database has come back yet."""
    with app.app_context():
        asked = select(Instance.value).where(Instance.name == "restore_generation")
        found = db.session.scalar(asked) if _is_there(app) else None
        db.session.remove()
        db.engine.dispose()
    return found


def _check_is_whole(place: Place) -> None:
    """A database that is there names nothing that the storage does not have."""
    with place.app.app_context():
        named = db.session.execute(select(Photo.commune_id, Photo.sha256).where(Photo.state == "ready")).all()
        db.session.remove()
        db.engine.dispose()
    keys = {blob_key(commune, sha256, form) for commune, sha256 in named for form in (Form.ORIGINAL, Form.CLEAN, Form.THUMB)}
    assert len(named) == NIGHTS and keys <= place.list_keys()


def _empty(app: Flask) -> None:
    """As somebody does who begins again: the half-made database goes."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            Path(db.engine.url.database or "").unlink()
        else:
            with db.engine.begin() as connection:
                # The tests' template keeps its rows a second time, in a schema of their own.
                connection.execute(text("DROP SCHEMA IF EXISTS public, kept CASCADE"))
                connection.execute(text("CREATE SCHEMA public"))
        db.engine.dispose()


def test_a_backup_that_is_killed_leaves_none_and_the_next_one_is_whole(
    here: Place, nights: Sent, tmp_path: Path, s3: S3
) -> None:
    folder, chance = tmp_path / "backups", random.Random(KILLS)
    kills = 0
    for reached in sorted(chance.randrange(NIGHTS * 3) for _ in range(KILLS)):
        process = here.start("make", str(folder))
        kills += _kill_when(process, lambda most=reached: _count_files(folder / PHOTOS) > most)  # type: ignore[misc]
        for path in _finished(folder):
            service.prove_backup(path)
    s3.kill()
    before = _finished(folder)
    away = here.run("make", str(folder))
    still_away = _finished(folder)
    s3.start()
    time.sleep(1.1)
    whole = here.run("make", str(folder))
    newest = max(_finished(folder))

    assert (away[0], still_away) == (1, before), away
    assert whole[0] == 0, whole
    assert service.prove_backup(newest).photos == NIGHTS * 3
    assert not list(folder.glob(f"{UNFINISHED}*"))
    assert kills > 0
    tally.note(f"backup from {'Ceph' if LONG else 'a stand-in'} killed, {KIND}", kills=kills, photos=NIGHTS)


def test_a_restore_that_is_killed_is_begun_again_and_brings_back_every_byte(
    here: Place, there: Place, nights: Sent, binh: Person, tmp_path: Path, s3: S3
) -> None:
    with here.app.app_context():
        backup = service.make_backup(tmp_path / "backups", here.store).path
    old, chance = _generation(here.app), random.Random(KILLS)
    aims: list[Callable[[], bool]] = [lambda: _is_being_filled(there.app), lambda: _is_there(there.app)] * (KILLS // 3)
    aims += [
        lambda most=most: len(there.list_keys()) > most  # type: ignore[misc]
        for most in sorted(chance.randrange(NIGHTS * 3) for _ in range(KILLS - len(aims)))
    ]
    kills = complete = 0
    for aim in aims:
        kills += _kill_when(there.start("restore", str(backup)), aim)
        _wait_for_the_orphans(there.app)
        new = _generation(there.app)
        if new is not None:
            complete += 1
            assert new != old
            _check_is_whole(there)
            _empty(there.app)
    for key in there.list_keys():
        there.store.delete(key)
    s3.kill()
    away = there.run("restore", str(backup))
    s3.start()
    assert (away[0], _generation(there.app)) == (1, None), away
    done = there.run("restore", str(backup))

    assert done[0] == 0, done
    assert there.list_keys() == here.list_keys()
    _check_is_whole(there)
    client = ActingClient(there.app)
    told = client.post(VERIFY, json=nights.asked(), as_=binh).json
    assert (told["missing_ops"], told["missing_photos"]) == ([], [])
    for op in nights.ops:
        for one in op["photos"]:
            key = blob_key(op["commune_id"], bytes.fromhex(one["sha256"]), Form.ORIGINAL)
            assert there.store.get(key) == nights.photos[one["photo_id"]]
            assert client.get(f"/api/v1/photos/{one['photo_id']}/thumb", as_=binh).status_code == 200
    with there.app.app_context():
        assert list(journal.find_faults(binh.commune_id or "")) == []
    assert kills > 0
    what = f"restore into {'Ceph' if LONG else 'a stand-in'} killed, {KIND}"
    tally.note(what, kills=kills, killed_with_its_database_there=complete, photos=NIGHTS)


def _is_there(app: Flask) -> bool:
    """Whether the database has come back; migrations and the look at the journals are still to come."""
    with app.app_context():
        # Looking into a file that is not there would make it.
        absent = db.engine.dialect.name == "sqlite" and not Path(db.engine.url.database or "").exists()
        return not absent and inspect(db.engine).has_table("instance")


def _is_being_filled(app: Flask) -> bool:
    """Whether the database is in the making right now, or there already."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            file = Path(db.engine.url.database or "")
            return file.exists() or file.with_name(f"{file.name}.restoring").exists()
    return _has_a_filler(app)


def _has_a_filler(app: Flask) -> bool:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'psql'"
    with app.app_context(), db.engine.connect() as connection:
        return bool(connection.execute(text(asked)).scalar_one())


def _wait_for_the_orphans(app: Flask) -> None:
    """PostgreSQL's own tool outlives the command that was killed: it ends with all or with nothing."""
    until = time.monotonic() + 60
    while KIND == "PostgreSQL" and _has_a_filler(app):
        assert time.monotonic() < until
        time.sleep(0.05)
