"""Files that the worker makes: whole, begun anew after a death, fetched by one person, gone in time."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from app.core import clock
from app.core.errors import INVALID, DomainError
from app.exports import service, worker
from app.exports.models import ExportJob
from app.exports.orders import Order
from app.exports.queries import Period
from app.exports.rules import files
from app.exports.rules.tables import REPORTS
from app.journal.models import AccessNote
from app.people import service as people
from app.photos.store import MissingBlob, file_key
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.conftest import TONIGHT
from tests.exports.taking import WHY, develop, make_all, order, send_night, send_with_photo, store_of
from tests.nights import incident
from tests.photos import picture_bytes as pb

PICTURE = pb.encode(pb.noise(160, 120), quality=70)
FRAME = {"frames-0-left": "10", "frames-0-top": "20", "frames-0-width": "30", "frames-0-height": "40"}


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_AT_ONCE", dict.fromkeys(files.ENDINGS, -1))


def job(app: Flask) -> Any:
    with app.app_context():
        found = db.session.query(ExportJob).one()
        db.session.expunge(found)
        return found


def change(app: Flask, **values: Any) -> None:
    with app.app_context(), unit_of_work():
        db.session.execute(update(ExportJob).values(**values))


def fetch(client: ActingClient, who: Person) -> Any:
    return client.get(f"/exports/files/{job(client.app).id}.file", as_=who)


def opened(data: bytes) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    packed = zipfile.ZipFile(io.BytesIO(data))
    assert packed.testzip() is None
    return packed, json.loads(packed.read("manifest.json"))


def test_a_large_workbook_is_ordered_made_and_fetched(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh, remark="Trời mưa")

    assert order(client, vinh, "what=reports&ending=xlsx&columns=remark").status_code == 303
    assert "Chờ đến lượt" in client.get("/exports/files", as_=vinh).get_data(as_text=True)
    assert make_all(client.app) == 1

    answer = fetch(client, vinh)
    assert answer.content_length == job(client.app).bytes == len(answer.get_data())
    rows = load_workbook(io.BytesIO(answer.get_data())).worksheets[0].iter_rows(values_only=True)
    assert list(rows) == [("Nhận xét chung",), ("Trời mưa",)]


def test_the_package_holds_pictures_log_and_the_digest_of_each(
    client: ActingClient, binh: Person, vinh: Person, inside: None
) -> None:
    report_id, told = send_with_photo(client, binh, PICTURE, caption="Cầu hỏng")
    order(client, vinh, "what=photos&ending=zip&from_night=2026-11-01")
    make_all(client.app)

    packed, manifest = opened(fetch(client, vinh).get_data())

    picture, log = manifest["files"]
    assert (picture["caption"], picture["report_id"], picture["photo_id"]) == ("Cầu hỏng", report_id, told["photo_id"])
    assert manifest["about"]["exported_by"] == "Đỗ Quang Vinh" and manifest["missing"] == []
    for one in (picture, log):
        data = packed.read(one["name"])
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert packed.getinfo(picture["name"]).compress_type == zipfile.ZIP_STORED
    assert packed.read(picture["name"]) != PICTURE, "evidence leaves by no door"
    assert report_id in packed.read(log["name"]).decode("utf-8-sig")


def test_a_covered_picture_leaves_covered(client: ActingClient, binh: Person, vinh: Person) -> None:
    report_id, told = send_with_photo(client, binh, PICTURE)
    clean = client.get(f"/api/v1/photos/{told['photo_id']}/clean", as_=vinh).get_data()
    path = f"/reports/{report_id}/photos/{told['photo_id']}/redact"
    assert client.submit(path, FRAME | {"reason": "plate"}, as_=vinh).status_code == 303
    page = "/exports?what=photos"
    assert "0 ảnh" in client.get(page, as_=vinh).get_data(as_text=True), "until it is covered it does not leave"

    develop(client.app)
    order(client, vinh, "what=photos&ending=zip")
    make_all(client.app)

    packed, manifest = opened(fetch(client, vinh).get_data())
    assert manifest["files"][0]["form"] == "ảnh đã che"
    assert packed.read(manifest["files"][0]["name"]) not in (clean, PICTURE)


def test_a_picture_whose_bytes_are_gone_is_named_and_the_rest_comes(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    send_with_photo(client, binh, PICTURE)
    store = store_of(client.app)
    for key in list(store.list_keys(COMMUNE)):
        store.delete(key)
    order(client, vinh, "what=photos&ending=zip")
    make_all(client.app)

    packed, manifest = opened(fetch(client, vinh).get_data())

    assert len(manifest["missing"]) == 1 and len(packed.namelist()) == 2


def test_a_file_whose_worker_died_is_begun_anew_when_its_lease_is_over(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    send_with_photo(client, binh, PICTURE)
    order(client, vinh, "what=photos&ending=zip")
    with client.app.app_context():
        # As a worker that is killed in the middle leaves it.
        dead = service.take_up()
        assert dead is not None and service.say_alive(dead, 1) is not None

    assert make_all(client.app) == 0, "another worker may be at it"
    with clock.frozen(TONIGHT + files.LEASE + timedelta(seconds=1)):
        assert make_all(client.app) == 1
        opened(fetch(client, vinh).get_data())
    assert (job(client.app).state, job(client.app).tries) == ("done", 2)
    with client.app.app_context():
        assert not service.finish(dead, 1), "the dead one has nothing more to say"


def test_a_worker_that_must_stop_puts_the_file_back(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh)
    order(client, vinh, "what=reports&ending=xlsx")
    stop = Event()
    stop.set()
    with client.app.app_context():
        assert worker.make_one(store_of(client.app), stop)

    assert (job(client.app).state, job(client.app).tries) == ("queued", 0)
    assert make_all(client.app) == 1 and job(client.app).state == "done"


def test_one_that_brings_down_every_worker_is_given_up(client: ActingClient, binh: Person, vinh: Person) -> None:
    order(client, vinh, "what=reports&ending=xlsx")
    for again in range(files.MOST_TRIES):
        with clock.frozen(TONIGHT + again * (files.LEASE + timedelta(minutes=1))), client.app.app_context():
            assert service.take_up() is not None

    with clock.frozen(TONIGHT + timedelta(hours=1)):
        assert make_all(client.app) == 0
        assert "Không làm được" in client.get("/exports/files", as_=vinh).get_data(as_text=True)


def test_only_who_asked_fetches_it_and_the_chief_sees_that_it_is_there(
    client: ActingClient, binh: Person, ha: Person, lam: Person, vinh: Person, loan: Person
) -> None:
    send_night(client, binh)
    order(client, ha, "what=reports&ending=xlsx")
    make_all(client.app)

    assert fetch(client, ha).status_code == 200
    assert [fetch(client, who).status_code for who in (vinh, lam, loan)] == [404] * 3
    seen = {
        who.key: "Lê Thị Thu Hà: " in client.get("/exports/files", as_=who).get_data(as_text=True) for who in (vinh, lam)
    }
    assert seen == {"vinh": True, "lam": False}


def test_a_file_goes_after_its_days(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh)
    order(client, vinh, "what=reports&ending=xlsx")
    make_all(client.app)
    key = file_key(COMMUNE, job(client.app).id)

    with clock.frozen(TONIGHT + files.KEPT):
        assert fetch(client, vinh).status_code == 410
        with client.app.app_context():
            assert service.forget_files(store_of(client.app)) == 1
        assert job(client.app).state == "expired"
        with pytest.raises(MissingBlob):
            store_of(client.app).size(key)
    with clock.frozen(TONIGHT + files.LISTED + timedelta(days=1)), client.app.app_context():
        service.forget_files(store_of(client.app))
        assert db.session.query(ExportJob).count() == 0


def test_a_file_goes_at_once_when_something_in_the_book_is_covered(client: ActingClient, binh: Person, vinh: Person) -> None:
    report_id = send_night(client, binh, remark="Có gặp Trần Văn Bướm.")
    order(client, vinh, "what=reports&ending=xlsx")
    make_all(client.app)
    assert fetch(client, vinh).status_code == 200

    told = {"words": "Trần Văn Bướm", "reason": "name"}
    assert client.submit(f"/reports/{report_id}/words/redact", told, as_=vinh).status_code == 303

    assert fetch(client, vinh).status_code == 410


def test_nothing_is_made_for_who_is_somebody_else_today(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    send_night(client, binh)
    order(client, ha, "what=reports&ending=xlsx")
    with client.app.app_context(), unit_of_work():
        people.change_account(vinh.actor(), ha.username, name=ha.name, role="duty")

    make_all(client.app)

    assert (job(client.app).state, job(client.app).problem) == ("failed", "role")


def test_an_order_is_noted_with_its_purpose_and_its_photos_of_guarded_incidents(
    client: ActingClient, binh: Person, vinh: Person, inside: None
) -> None:
    one = incident("B10", 4)
    _, told = send_with_photo(client, binh, PICTURE, incident_id=one["incident_id"], incidents=[one])
    order(client, vinh, "what=photos&ending=zip")

    seen = db.session.query(AccessNote).filter_by(action="photo.seen").one()
    assert (str(seen.subject_id), seen.facts) == (told["photo_id"], {"form": "export"})
    noted = db.session.query(AccessNote).filter_by(action="export.file").one()
    assert noted.facts == {"what": "photos", "form": "zip", "reason": WHY, "rows": 1}
    assert noted.subject_id == job(client.app).id


@pytest.mark.parametrize("purpose", ["", "a"])
def test_an_order_says_what_it_is_for(client: ActingClient, vinh: Person, purpose: str) -> None:
    assert order(client, vinh, "what=reports&ending=xlsx", purpose=purpose).status_code == 422


def test_many_that_wait_are_enough(client: ActingClient, vinh: Person) -> None:
    answers = [order(client, vinh, "what=reports&ending=xlsx").status_code for _ in range(files.MOST_WAITING + 1)]

    assert answers == [303] * files.MOST_WAITING + [429]


def test_the_list_is_asked_for_by_its_mark(client: ActingClient, vinh: Person) -> None:
    order(client, vinh, "what=reports&ending=xlsx")
    part = {"Keng-Part": "files"}
    first = client.get("/exports/files", headers=part, as_=vinh)
    again = client.get("/exports/files", headers=part | {"If-None-Match": first.headers["ETag"]}, as_=vinh)
    make_all(client.app)
    changed = client.get("/exports/files", headers=part | {"If-None-Match": first.headers["ETag"]}, as_=vinh)

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)


def test_a_workbook_is_not_cut_where_a_sheet_ends(inside: None, vinh: Person) -> None:
    wanted = Order.of(vinh.actor(), REPORTS, "xlsx", [], Period(), WHY)
    with pytest.raises(DomainError) as refused, unit_of_work():
        service.order_file(vinh.actor(), wanted, files.MOST_OF_A_SHEET + 1)
    assert refused.value.problem is INVALID and db.session.query(ExportJob).count() == 0
