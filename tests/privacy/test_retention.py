"""Retention: nothing before the chief signs, nothing that is held or undecided, and the rest everywhere."""

import hashlib
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.journal import queries as journal
from app.photos.storage import present_store
from app.privacy import queries, service
from app.privacy.rules.retention import GRAVE_PHOTO, INCIDENT_PHOTO, MEMBERS, MODEL_PHOTO, QUIET_PHOTO, SETTINGS, UNUSUAL
from app.registry.models import ModelActivity, ModelSite
from app.reports.models import Incident, ReportVersion
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements
from tests.nights import body_of, entities, incident, photo, pull, submit
from tests.photos import picture_bytes as pb
from tests.privacy.conftest import approve, send
from tests.privacy.retaining import DAYS, POLICY, by_night, days_later, deleted, run, sign
from tests.registry.things import done, look, open_site, put_up, village_of

DATA = pb.encode(pb.noise(160, 120), quality=70)
SECRET = "Xe tải đỗ lâu ở bờ suối"


def night(client: ActingClient, person: Person, officer: Person, *incidents: dict[str, Any], decided: bool = True) -> Any:
    """A night with a photo of each incident, or one of the quiet shift; gives the operation."""
    about = [{"incident_id": one["incident_id"]} for one in incidents] or [{}]
    told = [photo(DATA + bytes([place]), width=160, height=120, **one) for place, one in enumerate(about)]
    op = submit(person, body=body_of(person, incidents=list(incidents)), photos=told)
    send(client, person, op, [(one, DATA + bytes([place])) for place, one in enumerate(told)])
    if decided:
        approve(client, officer, op["report_id"])
    return op


def photo_ids(op: dict[str, Any]) -> list[str]:
    return [one["photo_id"] for one in op["photos"]]


def test_each_kind_goes_on_its_own_day_everywhere(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, thanh: Person, lam: Person, khoi: Person
) -> None:
    quiet = night(client, binh, ha)
    light = night(client, thanh, ha, incident("A03", 2))
    grave = night(client, khoi, lam, incident("A03", 3))
    cursor = pull(client, binh)["cursor"]
    sign(client, vinh)

    with days_later(client, 89):
        by_night(client)
        assert deleted(client) == {}
    with days_later(client, 91):
        by_night(client)
        assert deleted(client) == {QUIET_PHOTO: set(photo_ids(quiet))}
        told = pull(client, binh, cursor)
        assert {"entity": "photo", "id": photo_ids(quiet)[0], "reason": "erased"} in told["removed"]
        assert entities(told, "report")[quiet["report_id"]]["photos"] == []
        assert client.get(f"/api/v1/photos/{photo_ids(quiet)[0]}/clean", as_=ha).status_code == 410
        page = client.get(f"/reports/{quiet['report_id']}", as_=ha).get_data(as_text=True)
        assert "Hết thời hạn lưu (90 ngày)" in page
    with days_later(client, 366):
        by_night(client)
        assert deleted(client)[INCIDENT_PHOTO] == set(photo_ids(light))
    with days_later(client, 731):
        by_night(client)
        assert deleted(client)[GRAVE_PHOTO] == set(photo_ids(grave))
        by_night(client)
    with client.app.app_context():
        assert list(journal.find_faults(COMMUNE)) == []
        noted = journal.notes_about(COMMUNE, UUID(photo_ids(grave)[0]))
        assert [note.actor for note in noted if note.kind == "photo.erased"] == ["system"]


def test_an_unusual_note_goes_with_its_words_and_photo_and_its_figure_stays(
    client: ActingClient, vinh: Person, ha: Person, binh: Person
) -> None:
    unusual, other = incident("B04", what=SECRET), incident("A03", what="Khoảng 6 xe nẹt pô")
    op = night(client, binh, ha, unusual, other)
    sign(client, vinh)

    with days_later(client, 31):
        assert f"{UNUSUAL}: 1 after 30 days" in run(client, "--dry-run")
        by_night(client)
        page = client.get(f"/reports/{op['report_id']}", as_=ha).get_data(as_text=True)
        assert SECRET not in page and "Khoảng 6 xe nẹt pô" in page
        assert "0 after 30" in run(client, "--dry-run")
    with client.app.app_context():
        assert SECRET not in str([row.body for row in db.session.query(ReportVersion)])
        assert {row.category for row in db.session.query(Incident)} == {"B04", "A03"}
    assert deleted(client) == {UNUSUAL: {unusual["incident_id"], photo_ids(op)[0]}}


def test_an_unusual_note_that_led_to_something_stays(client: ActingClient, vinh: Person, ha: Person, binh: Person) -> None:
    unusual = incident("B04", what=SECRET)
    op = night(client, binh, ha, unusual, decided=False)
    sign(client, vinh)
    passed = {"comment": "Chuyển điều tra", "incident_id": unusual["incident_id"]}
    assert client.submit(f"/reports/{op['report_id']}/comment", passed, as_=ha).status_code == 303
    approve(client, ha, op["report_id"])

    with days_later(client, 31):
        by_night(client)
        assert SECRET in client.get(f"/reports/{op['report_id']}", as_=ha).get_data(as_text=True)
    assert deleted(client) == {}


def test_nothing_goes_before_the_chief_signs_nor_by_day_nor_undecided(
    client: ActingClient, vinh: Person, nga: Person, ha: Person, binh: Person, thanh: Person
) -> None:
    op = night(client, binh, ha)
    night(client, thanh, ha, decided=False)
    with days_later(client, 91):
        by_night(client)
        assert f"{COMMUNE}: nothing deleted" in run(client)
        assert client.submit(POLICY, DAYS | {"on": "y"}, as_=nga).status_code == 403
        wrong = client.submit(POLICY, DAYS | {"on": "y", "quiet_photo": "3"}, as_=vinh)
        assert wrong.status_code == 422 and "Từ 7 đến 3653 ngày" in wrong.get_data(as_text=True)
        sign(client, vinh)
        said = run(client, "--dry-run", COMMUNE)
        assert (
            "deleting is on" in said and f"{QUIET_PHOTO}: 1 after 90 days (held 0, undecided 1), oldest 2026-11-21" in said
        )
        shown = client.get(POLICY, as_=nga).get_data(as_text=True)
        assert "1 mục sẽ xóa" in shown and "1 mục hết hạn chờ báo cáo được duyệt" in shown
    with days_later(client, 91, hours=12):
        by_night(client)
    assert deleted(client) == {}
    with days_later(client, 92):
        assert run(client, COMMUNE) == f"{COMMUNE}: {QUIET_PHOTO} 1 deleted\n"
        assert run(client, COMMUNE) == f"{COMMUNE}: nothing deleted\n"
        log = client.get(POLICY, as_=nga).get_data(as_text=True)
        assert photo_ids(op)[0] in log and "Nhật ký xóa" in log


def test_a_hold_keeps_a_record_from_job_and_chief_until_its_day(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, dung: Person
) -> None:
    op = night(client, binh, ha)
    sign(client, vinh)
    path, photo_id = f"/reports/{op['report_id']}/hold", photo_ids(op)[0]
    asked = {"record": photo_id, "reason": "Phục vụ xác minh <b>", "until": "2027-03-31"}
    assert client.submit(path, asked, as_=ha).status_code == 403
    assert client.submit(path, asked, as_=dung).status_code == 404
    assert client.submit(path, asked | {"reason": " "}, as_=vinh).status_code == 422
    assert client.submit(path, asked | {"until": "2029-01-01"}, as_=vinh).status_code == 422
    assert client.submit(path, asked, as_=vinh).status_code == 303
    assert "Mục này đang được giữ rồi" in client.submit(path, asked, as_=vinh).get_data(as_text=True)

    page = client.get(f"/reports/{op['report_id']}", as_=ha).get_data(as_text=True)
    assert "Một ảnh đang giữ theo lệnh đến hết 31/03/2027." in page and "Phục vụ xác minh &lt;b&gt;" in page
    client.submit(f"/reports/{op['report_id']}/photos/{photo_id}/erase", {"reason": "Nhầm"}, as_=vinh)
    with days_later(client, 91):
        by_night(client)
        assert "held 1" in run(client, "--dry-run", COMMUNE)
        assert deleted(client) == {}
        assert client.get(f"/api/v1/photos/{photo_id}/clean", as_=ha).status_code == 200
    with days_later(client, 131):
        by_night(client)
        assert deleted(client) == {QUIET_PHOTO: {photo_id}}


def test_a_hold_can_be_ended_before_its_day(client: ActingClient, vinh: Person, ha: Person, binh: Person) -> None:
    op = night(client, binh, ha, incident("B04", what=SECRET))
    sign(client, vinh)
    asked = {"record": "", "reason": "Khiếu nại", "until": "2027-03-31"}
    client.submit(f"/reports/{op['report_id']}/hold", asked, as_=vinh)
    with days_later(client, 31):
        by_night(client)
        assert deleted(client) == {}
        with client.app.app_context():
            (hold,) = queries.list_holds(vinh.actor())
        assert client.submit(f"/privacy/holds/{hold.id}/end", as_=vinh).status_code == 303
        by_night(client)
        assert UNUSUAL in deleted(client)


def test_a_run_takes_no_more_than_its_limit_and_the_page_costs_the_same(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, thanh: Person
) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get(POLICY, as_=vinh).status_code == 200
        return len(statements)

    night(client, binh, ha)
    with days_later(client, 91):
        cost()
        one = cost()
    night(client, thanh, ha, incident("B04"), incident("A03"), incident("A03"))
    night(client, thanh, ha)
    sign(client, vinh)
    with days_later(client, 91):
        cost()
        assert cost() == one + 1  # what decisions have named is asked once there is an old B04 note
        assert run(client, "--limit", "1", COMMUNE).startswith(f"{COMMUNE}: {QUIET_PHOTO} 1, {UNUSUAL} 2")


@pytest.mark.usefixtures("inside")
def test_what_is_signed_holds_from_its_day_and_is_noted(vinh: Person) -> None:
    days = dict.fromkeys(SETTINGS, 60) | {MEMBERS: 400}
    with unit_of_work():
        assert service.keep_policy(vinh.actor(), on=True, days=days)
    with unit_of_work():
        assert not service.keep_policy(vinh.actor(), on=True, days=days)
    assert queries.read_policy(COMMUNE, TONIGHT.date()).days == days
    assert not queries.read_policy(COMMUNE, TONIGHT.date() - timedelta(days=1)).on
    assert not queries.read_policy("24931", TONIGHT.date()).on


def test_photos_of_models_go_after_their_days_and_what_was_seen_stays(
    client: ActingClient, vinh: Person, binh: Person
) -> None:
    told = [photo(DATA + bytes([place]), width=160, height=120, about="activity") for place in (1, 2)]
    with client.app.app_context():
        gong, site = put_up(vinh, village_id=village_of(binh)), open_site(village_of(binh))
    send(client, binh, look(binh, gong, "broken", note="Đứt dây", photos=told[:1]), [(told[0], DATA + bytes([1]))])
    send(client, binh, done(binh, site_id=str(site), photos=told[1:]), [(told[1], DATA + bytes([2]))])
    launch = {"picture": (io.BytesIO(DATA), "a.jpg"), "caption": "Buổi ra mắt"}
    assert (
        client.submit(f"/models/sites/{site}/photos", launch, as_=vinh, content_type="multipart/form-data").status_code
        == 303
    )
    sign(client, vinh)
    both = {one["photo_id"] for one in told}

    with days_later(client, 364):
        by_night(client)
        assert deleted(client) == {}
    with days_later(client, 365):
        page = client.get(POLICY, as_=vinh).text
        assert "2 mục sẽ xóa" in page and "cũ nhất 21/11/2026" in page
        assert f"{MODEL_PHOTO}: 2 after 365 days (held 0, undecided 0), oldest 2026-11-21" in run(
            client, "--dry-run", COMMUNE
        )
        by_night(client)
        assert deleted(client) == {MODEL_PHOTO: both}
        for one in both:
            assert client.get(f"/api/v1/photos/{one}/clean", as_=vinh).status_code == 410
        thing = client.get(f"/models/assets/{gong}", as_=vinh).text
        assert "Đứt dây" in thing and "1 ảnh đã xóa khi hết thời hạn lưu." in thing
        with client.app.app_context():
            (activity,) = db.session.scalars(select(ModelActivity))
            assert activity.photos == 1, "that it was borne out stays"
            with unit_of_work():
                db.session.get_one(ModelSite, (COMMUNE, site)).ended_on = (TONIGHT + timedelta(days=400)).date()
    with days_later(client, 764):
        by_night(client)
        assert deleted(client) == {MODEL_PHOTO: both}
    with days_later(client, 765):
        by_night(client)
        assert len(deleted(client)[MODEL_PHOTO]) == 3
        with client.app.app_context():
            gone = {hashlib.sha256(data).hexdigest() for data in (DATA, DATA + bytes([1]), DATA + bytes([2]))}
            assert [key for key in present_store().list_keys(COMMUNE) if key.split("/")[1] in gone] == []
            assert list(journal.find_faults(COMMUNE)) == []
