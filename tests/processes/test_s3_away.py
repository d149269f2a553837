"""The S3 server dies, hangs and comes back, again and again: reports go in all the while, and nothing called stored is lost.

The short form plays against a stand-in, the long one against a real Ceph.
"""

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.journal import queries as journal
from app.journal.models import JournalNote
from app.photos.models import Photo
from app.photos.rules import Form
from app.photos.store import BlobStore, blob_key, open_store
from app.reports.models import Operation
from app.settings import Settings
from app.web.database import db
from tests import tally
from tests.cast import Cast
from tests.database_kinds import KIND
from tests.processes.asking import ask
from tests.processes.conftest import S3
from tests.processes.nodes import ROOT, Node, running
from tests.processes.photo_senders import Diary, PhotoSender

LONG = os.environ.get("KENG_CHAOS") == "1"
PHONES = ("binh", "hoa", "thanh", "khoi", "khanh")
FORMS = (Form.ORIGINAL, Form.CLEAN, Form.THUMB)
# What somebody at a phone would still call an answer; requests to a storage that hangs end by themselves after 30 seconds.
SOON, AFTER_A_WHILE = 25.0, 75.0


@contextmanager
def _worker(database_url: str, folder: Path, s3: S3) -> Iterator[None]:
    env = os.environ | {
        "KENG_SECRET_KEY": "x" * 40,
        "KENG_DATA_DIR": str(folder / "data"),
        "KENG_DATABASE_URL": database_url,
        "KENG_STORAGE_URL": s3.url,
        "KENG_DEMO": "1",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--every", "0.2"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        yield
        assert process.poll() is None, (folder / "worker.log").read_text()[-2000:]
    finally:
        process.kill()
        process.wait()


@contextmanager
def _opened(database_url: str, folder: Path, s3: S3) -> Iterator[tuple[Flask, BlobStore]]:
    app = create_app(Settings.for_tests(database_url=database_url, data_dir=folder, storage_url=s3.url))
    with app.app_context():
        yield app, open_store(s3.url)
        db.session.remove()
        db.engine.dispose()


def _come_and_go(s3: S3, over: threading.Event) -> dict[str, int]:
    """Deaths and stalls; one of the stalls is longer than any request may last."""
    rounds = 12 if LONG else 2
    count = {"deaths": 0, "stalls": 0}
    for number in range(rounds):
        time.sleep(4 if LONG else 1)
        s3.kill()
        count["deaths"] += 1
        time.sleep(3 if LONG else 1)
        s3.start()
        time.sleep(4 if LONG else 1)
        s3.stall()
        count["stalls"] += 1
        time.sleep((40 if number % 4 == 1 else 5) if LONG else 3)
        s3.go_on()
    time.sleep(1)
    over.set()
    return count


def _wait_until_ready() -> None:
    until = time.monotonic() + 400
    while waiting := db.session.scalar(select(func.count()).where(Photo.state != "ready")):
        assert time.monotonic() < until, f"{waiting} photos are still not ready"
        db.session.rollback()
        time.sleep(0.5)


def _check_photos(senders: Sequence[PhotoSender], node: Node, store: BlobStore) -> None:
    """Every byte that was called stored is there, every picture can be looked at, and nothing lies there besides."""
    with ThreadPoolExecutor(4) as checkers:
        found = list(checkers.map(lambda one: _check_photos_of(one, node, store), senders))
    communes = {one.person.commune_id or "" for one in senders}
    lying = [key for commune in communes for key in store.list_keys(commune)]
    assert sorted(lying) == sorted(set().union(*found))


def _check_photos_of(one: PhotoSender, node: Node, store: BlobStore) -> set[str]:
    named: set[str] = set()
    for photo_id, data in one.pictures.items():
        digest = hashlib.sha256(data).digest()
        keys = {form: blob_key(one.person.commune_id or "", digest, form) for form in FORMS}
        named |= set(keys.values())
        assert store.get(keys[Form.ORIGINAL]) == data
        for form in (Form.CLEAN, Form.THUMB):
            shown = ask(node, one.person, "GET", f"/api/v1/photos/{photo_id}/{form}")
            while shown.status == 0 and node.deaths():
                # A mortal node may die also now.
                shown = ask(node, one.person, "GET", f"/api/v1/photos/{photo_id}/{form}")
            assert (shown.status, shown.body) == (200, store.get(keys[form]))
        assert one.seen.get(photo_id) in (None, hashlib.sha256(store.get(keys[Form.CLEAN])).hexdigest())
    return named


def _check_book(senders: Sequence[PhotoSender]) -> None:
    """Every report and every photo has one note, none was lost on the way, and the journals are whole."""
    sent = Counter(op_id for one in senders for op_id in one.ops)
    photos = Counter(photo_id for one in senders for photo_id in one.pictures)
    assert Counter(str(one) for one in db.session.scalars(select(Operation.id))) == sent
    for kind in ("photo.stored", "photo.ready"):
        noted = db.session.scalars(select(JournalNote.subject_id).where(JournalNote.kind == kind))
        assert Counter(map(str, noted)) == photos, kind
    assert db.session.scalar(select(func.count()).where(JournalNote.kind.in_(("photo.lost", "photo.damaged")))) == 0
    for commune in {one.person.commune_id or "" for one in senders}:
        assert list(journal.find_faults(commune)) == []


WHOLE, MORTAL = pytest.param(0, id="whole nodes"), pytest.param(150 if LONG else 40, id="mortal nodes")
# The short form plays one on each kind of database, the long one both on both.
PLAYED = [WHOLE, MORTAL] if LONG else [WHOLE if KIND == "SQLite" else MORTAL]


@pytest.mark.parametrize("odds", PLAYED)
def test_a_storage_that_comes_and_goes_holds_up_no_report_and_loses_no_photo(
    own_database_url: str, cast: Cast, tmp_path: Path, s3: S3, odds: int
) -> None:
    count, pause = (24, 2.0) if LONG else (20, 1.0)
    diary, over = Diary(), threading.Event()
    senders = [PhotoSender(cast[PHONES[at % len(PHONES)]], at, diary) for at in range(count)]

    with running(1, own_database_url, tmp_path, odds=odds, KENG_STORAGE_URL=s3.url) as (node,):
        with _worker(own_database_url, tmp_path, s3):
            until = time.monotonic() + (1500 if LONG else 200)
            threads = [threading.Thread(target=one.work, args=(node, over, until, pause)) for one in senders]
            for thread in threads:
                thread.start()
            try:
                outages = _come_and_go(s3, over)
            finally:
                over.set()
                for thread in threads:
                    thread.join()
            with _opened(own_database_url, tmp_path, s3) as (_, store):
                _wait_until_ready()
                print(diary.answers, diary.slowest)
                _check_photos(senders, node, store)
                _check_book(senders)
        missing = [one.prove(node) for one in senders]
        deaths = node.deaths()

    assert diary.faults == []
    assert [one for one in missing if one["missing_ops"] or one["missing_photos"]] == []
    assert [one.seed for one in senders if one.pictures.keys() - one.stored] == []
    statuses = {status for _, status in diary.answers}
    assert statuses <= {200, 201, 204, 404, 503} | ({0, 409} if odds else set()), diary.answers
    assert bool(deaths) == bool(odds)
    if not odds:
        # No report ever waits for the storage.
        assert {status for door, status in diary.answers if door in ("push", "HEAD")} == {200}, diary.answers
    assert diary.count("PUT", 503) and diary.count("PATCH", 503), "the storage was away and nobody noticed"
    assert diary.slowest["push"] < SOON, diary.slowest
    assert max(diary.slowest.values()) < AFTER_A_WHILE, diary.slowest
    tally.note(
        f"{'Ceph' if LONG else 'a stand-in for S3'} gone and back, {KIND}",
        **outages,
        node_kills=deaths,
        operations=sum(len(one.ops) for one in senders),
        photos=sum(len(one.pictures) for one in senders),
        refused=diary.count("PUT", 503) + diary.count("PATCH", 503) + diary.count("GET", 503),
        slowest_push=f"{diary.slowest['push']:.1f} s",
    )
