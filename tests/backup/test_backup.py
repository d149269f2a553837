"""A backup counts only when it is whole; one that is not is refused by name, before anything is changed."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete

from app.backup import service
from app.backup.rules import MANIFEST, PHOTO_LIST, PHOTOS, BackupFault, is_name
from app.core import clock
from app.photos.models import Photo
from app.photos.store import StoreDown
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.backup.conftest import Sent, send_night, store_of
from tests.cast import Person


@pytest.fixture
def backup(app: Flask, nights: Sent, folder: Path) -> Path:
    """A backup of three nights."""
    with app.app_context():
        return service.make_backup(folder, store_of(app)).path


def _objects(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / PHOTOS).rglob("*") if path.is_file())


def _spoil(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def test_it_holds_each_photo_in_all_its_forms(backup: Path) -> None:
    told = service.prove_backup(backup)

    assert told.photos == 9
    assert len((backup / PHOTO_LIST).read_text().splitlines()) == 9
    assert len(_objects(backup.parent)) == 9


def test_the_next_one_takes_only_what_is_new(
    app: Flask, client: ActingClient, binh: Person, backup: Path, folder: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in _objects(folder)}
    send_night(client, binh, 7)
    with app.app_context(), clock.frozen(clock.now().replace(minute=59)):
        service.make_backup(folder, store_of(app))

    after = {path: path.stat().st_mtime_ns for path in _objects(folder)}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


@pytest.mark.parametrize("spoiled", ["the database", "a photo", "the list of photos"])
def test_a_changed_byte_is_found_and_nothing_is_restored(spoiled: str, backup: Path, elsewhere: Flask) -> None:
    manifest = json.loads((backup / MANIFEST).read_text())
    files = {
        "the database": backup / manifest["database"],
        "a photo": _objects(backup.parent)[0],
        "the list of photos": backup / PHOTO_LIST,
    }
    _spoil(files[spoiled])

    with elsewhere.app_context():
        with pytest.raises(BackupFault, match="not whole"):
            service.restore_backup(backup, store_of(elsewhere))
        assert list(store_of(elsewhere).list_keys("24958")) == []


def test_a_missing_photo_is_named(backup: Path) -> None:
    gone = _objects(backup.parent)[0]
    gone.unlink()

    with pytest.raises(BackupFault, match=gone.name.split(".")[0]):
        service.prove_backup(backup)


def test_a_photo_that_the_storage_has_lost_is_told(app: Flask, nights: Sent, folder: Path) -> None:
    key = next(iter(store_of(app).list_keys("24958")))
    store_of(app).delete(key)
    with app.app_context():
        made = service.make_backup(folder, store_of(app))

    assert made.manifest.missing == [key]


def test_a_backup_that_breaks_off_leaves_none(
    app: Flask, nights: Sent, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(app)

    def gone(_key: str) -> bytes:
        raise StoreDown("gone")

    monkeypatch.setattr(store, "get", gone)
    with app.app_context(), pytest.raises(StoreDown):
        service.make_backup(folder, store)
    monkeypatch.undo()
    assert not [path for path in folder.iterdir() if is_name(path.name)]

    with app.app_context():
        made = service.make_backup(folder, store)
    assert [path for path in folder.iterdir() if path.name.startswith(".unfinished")] == []
    service.prove_backup(made.path)


def test_a_place_with_something_in_it_is_refused(app: Flask, backup: Path) -> None:
    with app.app_context(), pytest.raises(BackupFault, match="nothing was changed"):
        service.restore_backup(backup, store_of(app))


def test_old_ones_go_and_take_along_what_only_they_named(app: Flask, nights: Sent, folder: Path) -> None:
    with app.app_context():
        first = service.make_backup(folder, store_of(app))
        with unit_of_work():
            gone = next(iter(nights.photos))
            db.session.execute(delete(Photo).where(Photo.id == UUID(gone)))
        with clock.frozen(clock.now().replace(minute=58)):
            second = service.make_backup(folder, store_of(app), keep=1)

    assert second.dropped == 1
    assert not first.path.exists()
    assert service.prove_backup(second.path).photos == 6
    assert len(_objects(folder)) == 6


def test_commands_say_what_happened(app: Flask, nights: Sent, folder: Path) -> None:
    runner = app.test_cli_runner()
    made = runner.invoke(args=["backup", "make", str(folder)])
    path = next(path for path in folder.iterdir() if is_name(path.name))
    proven = runner.invoke(args=["backup", "verify", str(path)])
    _spoil(path / PHOTO_LIST)
    broken = runner.invoke(args=["backup", "verify", str(path)])

    assert (made.exit_code, "9 photos" in made.output) == (0, True)
    assert (proven.exit_code, proven.output.startswith("whole")) == (0, True)
    assert broken.exit_code == 1
