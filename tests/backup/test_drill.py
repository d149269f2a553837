"""The drill: a backup, more work acknowledged, the machine lost, the backup brought back elsewhere — and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from app.backup import service
from app.backup.service import databases
from app.journal import queries as journal
from app.photos.rules import Form
from app.photos.store import blob_key
from app.web.database import db
from app.web.epoch import Instance
from tests.acting import ActingClient
from tests.backup.conftest import Sent, send_night, store_of
from tests.cast import Person
from tests.nights import push

VERIFY = "/api/v1/sync/verify"


def _engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


def _generation() -> str | None:
    asked = select(Instance.value).where(Instance.name == "restore_generation")
    value = db.session.scalar(asked)
    db.session.rollback()
    return value


def _back_up(app: Flask, folder: Path) -> Path:
    with app.app_context():
        made = service.make_backup(folder, store_of(app))
    assert made.manifest.missing == []
    return made.path


def _bring_back(elsewhere: Flask, backup: Path) -> ActingClient:
    with elsewhere.app_context():
        assert service.restore_backup(backup, store_of(elsewhere)).broken == []
    return ActingClient(elsewhere)


def test_what_came_after_the_backup_comes_back_from_the_phone_once(
    app: Flask, client: ActingClient, binh: Person, nights: Sent, folder: Path, elsewhere: Flask
) -> None:
    before = client.get("/api/v1/me", as_=binh).headers["Keng-Epoch"]
    backup = _back_up(app, folder)
    later = send_night(client, binh, 9)

    there = _bring_back(elsewhere, backup)
    everything = Sent(nights.ops + later.ops, nights.photos | later.photos)
    missing = there.post(VERIFY, json=everything.asked(), as_=binh).json
    again = push(there, binh, *everything.ops)
    for photo_id, data in everything.photos.items():
        there.put(f"/api/v1/photos/{photo_id}", as_=binh, data=data)
    proven = there.post(VERIFY, json=everything.asked(), as_=binh).json

    assert missing["epoch"] != before
    assert missing["missing_ops"] == [later.ops[0]["op_id"]]
    assert missing["missing_photos"] == list(later.photos)
    assert [one["status"] for one in again] == ["duplicate"] * 3 + ["applied"]
    assert (proven["missing_ops"], proven["missing_photos"]) == ([], [])


def test_a_database_that_came_back_is_never_under_its_old_epoch(
    app: Flask, nights: Sent, folder: Path, elsewhere: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = _back_up(app, folder)
    with app.app_context():
        before = _generation()
    kind = type(databases.database_of(_engine(elsewhere)))
    fill = kind.fill_from

    def fill_and_die(*args: Any) -> None:
        fill(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(kind, "fill_from", fill_and_die)
    with elsewhere.app_context(), pytest.raises(KeyboardInterrupt):
        service.restore_backup(backup, store_of(elsewhere))

    # Whoever starts the server on it all the same has phones that ask what is missing.
    with elsewhere.app_context():
        assert _generation() not in (None, before)


def test_photos_come_back_byte_for_byte_and_are_shown_at_once(
    app: Flask, binh: Person, nights: Sent, folder: Path, elsewhere: Flask
) -> None:
    there = _bring_back(elsewhere, _back_up(app, folder))

    for op in nights.ops:
        for one in op["photos"]:
            key = blob_key(op["commune_id"], bytes.fromhex(one["sha256"]), Form.ORIGINAL)
            assert store_of(elsewhere).get(key) == nights.photos[one["photo_id"]]
            assert there.get(f"/api/v1/photos/{one['photo_id']}/thumb", as_=binh).status_code == 200


def test_the_journals_are_whole_after_a_restore(
    app: Flask, binh: Person, nights: Sent, folder: Path, elsewhere: Flask
) -> None:
    with app.app_context():
        head = journal.head_of(binh.commune_id or "")
    _bring_back(elsewhere, _back_up(app, folder))

    with elsewhere.app_context():
        assert journal.head_of(binh.commune_id or "") == head
        assert list(journal.find_faults(binh.commune_id or "")) == []
