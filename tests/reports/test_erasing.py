""" "Gỡ khỏi hệ thống": a photo that must not be here goes for good, everywhere, and the fact stays."""

from typing import Any

import pytest

from app.backup import service as backups
from app.journal import queries as journal
from app.photos import service as photos
from app.photos import worker
from app.photos.images import clean
from app.photos.rules import Form
from app.photos.store import MissingBlob, StoreDown, blob_key, open_store
from app.web.application import SETTINGS
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.nights import as_uuid, body_of, entities, operation, photo, pull, push_one, submit
from tests.photos import picture_bytes as pb

VERIFY = "/api/v1/sync/verify"


@pytest.fixture
def sent(client: ActingClient, binh: Person) -> dict[str, Any]:
    """A report with one developed photo: its operation, the announcement and the bytes."""
    data = pb.encode(pb.noise(160, 120), quality=70)
    told = photo(data, width=160, height=120, caption="Biển số xe")
    op = submit(binh, photos=[told])
    push_one(client, binh, op)
    assert client.put(f"/api/v1/photos/{told['photo_id']}", as_=binh, data=data).status_code == 201
    with client.app.app_context():
        worker.develop_all(_store(client), clean)
        db.session.rollback()
    return {"op": op, "photo": told, "data": data, "path": f"/api/v1/photos/{told['photo_id']}"}


def _store(client: ActingClient) -> Any:
    return open_store(client.app.config[SETTINGS].storage_url)


def _erase(client: ActingClient, sent: dict[str, Any], who: Person, reason: str = "Lộ mặt trẻ em") -> Any:
    path = f"/reports/{sent['op']['report_id']}/photos/{sent['photo']['photo_id']}/erase"
    return client.submit(path, {"reason": reason}, as_=who)


def _lies(client: ActingClient, sent: dict[str, Any], form: Form) -> bool:
    try:
        _store(client).get(blob_key(COMMUNE, bytes.fromhex(sent["photo"]["sha256"]), form))
    except MissingBlob:
        return False
    return True


def test_its_bytes_are_gone_in_every_form_and_from_every_page(
    client: ActingClient, sent: dict[str, Any], vinh: Person, ha: Person
) -> None:
    done = _erase(client, sent, vinh)

    assert done.status_code == 303
    assert [_lies(client, sent, form) for form in (Form.ORIGINAL, Form.CLEAN, Form.THUMB)] == [False] * 3
    assert client.get(f"{sent['path']}/clean", as_=ha).status_code == 410
    page = client.get(f"/reports/{sent['op']['report_id']}", as_=ha).get_data(as_text=True)
    assert sent["photo"]["photo_id"] not in page
    assert "Lộ mặt trẻ em" in page and "Gỡ ảnh khỏi hệ thống" in page


def test_a_storage_that_is_away_keeps_nothing_from_being_erased(
    client: ActingClient, sent: dict[str, Any], vinh: Person, ha: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_key: str) -> None:
        raise StoreDown("no answer")

    monkeypatch.setattr(_store(client), "delete", away)
    done = _erase(client, sent, vinh)
    gone = client.get(f"{sent['path']}/clean", as_=ha).status_code
    monkeypatch.undo()
    with client.app.app_context():
        # The worker does this every hour.
        photos.delete_erased(store=_store(client))
        db.session.rollback()

    assert (done.status_code, gone) == (303, 410)
    assert [_lies(client, sent, form) for form in (Form.ORIGINAL, Form.CLEAN, Form.THUMB)] == [False] * 3


def test_the_phone_is_told_to_erase_it_and_never_asked_for_it_again(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person
) -> None:
    cursor = pull(client, binh)["cursor"]
    _erase(client, sent, vinh)
    pulled = pull(client, binh, cursor)
    asked = {"ops": [], "photos": [{"id": sent["photo"]["photo_id"], "sha256": sent["photo"]["sha256"]}]}

    assert {"entity": "photo", "id": sent["photo"]["photo_id"], "reason": "erased"} in pulled["removed"]
    assert entities(pulled, "report")[sent["op"]["report_id"]]["photos"] == []
    assert client.post(VERIFY, json=asked, as_=binh).json["missing_photos"] == []
    again = client.put(sent["path"], as_=binh, data=sent["data"])
    assert (again.status_code, again.json["type"]) == (410, "/problems/erased")
    assert push_one(client, binh, sent["op"])["status"] == "duplicate"
    assert not _lies(client, sent, Form.ORIGINAL)


def test_a_photo_on_its_way_is_stopped(client: ActingClient, binh: Person, vinh: Person) -> None:
    data = pb.encode(pb.noise(160, 120), quality=70)
    told = photo(data, width=160, height=120)
    op = submit(binh, photos=[told])
    push_one(client, binh, op)
    on_its_way = {"op": op, "photo": told}
    _erase(client, on_its_way, vinh)

    assert client.head(f"/api/v1/photos/{told['photo_id']}", as_=binh).status_code == 410
    report = client.get(f"/api/v1/reports/{op['report_id']}", as_=vinh).json
    assert report["complete"] is True


def test_the_same_picture_in_another_report_stays(
    client: ActingClient, sent: dict[str, Any], thanh: Person, vinh: Person
) -> None:
    other = photo(sent["data"], width=160, height=120)
    push_one(client, thanh, submit(thanh, photos=[other]))
    client.put(f"/api/v1/photos/{other['photo_id']}", as_=thanh, data=sent["data"])
    _erase(client, sent, vinh)

    assert _lies(client, sent, Form.ORIGINAL)


def test_a_mend_that_names_it_does_not_bring_it_back(
    client: ActingClient, sent: dict[str, Any], binh: Person, vinh: Person
) -> None:
    report_id = sent["op"]["report_id"]
    _erase(client, sent, vinh)
    rev = client.get(f"/api/v1/reports/{report_id}", as_=vinh).json["rev"]
    move = {"move": "return", "reasons": ["personal-data"], "fields": [], "comment": "Chụp lại"}
    client.post(f"/api/v1/reports/{report_id}/moves", json=move, headers={"If-Match": f'"{rev}"'}, as_=vinh)
    amend = operation(binh, "report.amend", report_id=report_id, base_version=1, body=body_of(binh), photos=[sent["photo"]])

    result = push_one(client, binh, amend)

    assert (result["status"], result["photos_missing"]) == ("applied", [])
    assert client.get(f"{sent['path']}/clean", as_=vinh).status_code == 410


def test_only_the_chief_and_only_with_a_reason(
    client: ActingClient, sent: dict[str, Any], ha: Person, dung: Person, vinh: Person
) -> None:
    assert [_erase(client, sent, who).status_code for who in (ha, dung)] == [403, 404]
    refused = _erase(client, sent, vinh, reason="  ")
    page = client.get(refused.headers["Location"], as_=vinh).get_data(as_text=True)

    assert "Xin ghi lý do gỡ" in page
    assert _lies(client, sent, Form.ORIGINAL)


def test_the_journal_stays_whole_and_tells_it(client: ActingClient, sent: dict[str, Any], vinh: Person) -> None:
    _erase(client, sent, vinh)
    with client.app.app_context():
        assert list(journal.find_faults(COMMUNE)) == []
        kinds = [one.kind for one in journal.notes_about(COMMUNE, as_uuid(sent["photo"]["photo_id"]))]
    assert kinds[-1] == "photo.erased"


def test_the_next_backup_does_not_hold_it(client: ActingClient, sent: dict[str, Any], vinh: Person, tmp_path: Any) -> None:
    _erase(client, sent, vinh)
    with client.app.app_context():
        made = backups.make_backup(tmp_path / "backups", _store(client))

    assert (made.manifest.photos, made.manifest.missing) == (0, [])
