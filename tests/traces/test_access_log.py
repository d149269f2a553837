"""The access log: what goes into it, who reads it, and how it is narrowed, taken along and forgotten."""

import csv
import io
from datetime import timedelta
from uuid import UUID

import pytest

from app.core import clock
from app.core.ids import new_id
from app.journal.models import AccessMember, AccessNote
from app.journal.service import forget_access, note_access, note_positions
from app.photos.models import Photo
from app.photos.storage import present_shelf
from app.photos.store import blob_key
from app.reports.models import Report
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.consents.giving import give, placed
from tests.counting import counted_statements
from tests.nights import body_of, fresh, incident, photo, push, push_one, submit
from tests.traces.conftest import Send

LOG = "/access-log"


def words(client: ActingClient, who: Person, path: str = LOG) -> str:
    answer = client.get(path, as_=who)
    assert answer.status_code == 200, answer.text
    return answer.text


def receipt_of(report_id: str) -> str:
    return db.session.query(Report).filter_by(id=UUID(report_id)).one().receipt or ""


def test_opening_a_report_says_whose_positions_were_shown_by_every_door(
    client: ActingClient, send_placed: Send, binh: Person, ha: Person, inside: None
) -> None:
    report_id = send_placed(binh)

    for path in (f"/reports/{report_id}", f"/api/v1/reports/{report_id}", f"/api/v1/reports/{report_id}/history"):
        assert client.get(path, as_=ha).status_code == 200

    noted = db.session.query(AccessNote).filter_by(subject_id=UUID(report_id)).order_by(AccessNote.at, AccessNote.id).all()
    assert [one.action for one in noted] == ["report.read", "report.read", "report.history"]
    assert [(one.facts or {})["positions"] for one in noted] == [1, 1, 1]
    shown = db.session.query(AccessMember).all()
    assert [(one.access_id, one.member_id) for one in shown] == [(one.id, binh.member_id) for one in noted]


def test_held_content_with_positions_is_noted_too(client: ActingClient, binh: Person, ha: Person, inside: None) -> None:
    push(client, binh, give(binh))
    # Of another commune's shape, so it is kept whole and waits for a person.
    held = push_one(client, binh, submit(binh, body=placed(binh) | {"present": "nobody knows"}))
    assert held["status"] == "held"

    client.get("/held", as_=ha)

    (noted,) = db.session.query(AccessNote).filter_by(action="held.read").all()
    assert [one.member_id for one in db.session.query(AccessMember).filter_by(access_id=noted.id)] == [binh.member_id]


def test_the_photo_of_an_incident_for_police_alone_is_noted_and_another_is_not(
    client: ActingClient, binh: Person, ha: Person, inside: None
) -> None:
    guarded, plain = incident("B10", 2), incident("A03", 2)
    del guarded["what"]
    pictures = [photo(name, incident_id=one["incident_id"]) for name, one in ((b"one", guarded), (b"two", plain))]
    op = submit(binh, body=body_of(binh, incidents=[guarded, plain]), photos=pictures)
    assert push_one(client, binh, op)["status"] == "applied"
    for picture in pictures:
        for form in ("clean", "thumb"):
            present_shelf().put(blob_key(COMMUNE, bytes.fromhex(picture["sha256"]), form), b"bytes")  # type: ignore[arg-type]
    with unit_of_work():
        db.session.query(Photo).update({"state": "ready"})

    for picture in pictures:
        for form in ("thumb", "clean"):
            assert client.get(f"/api/v1/photos/{picture['photo_id']}/{form}", as_=ha).status_code == 200

    noted = db.session.query(AccessNote).filter_by(action="photo.seen").all()
    assert [(str(one.subject_id), one.account_id) for one in noted] == [(pictures[0]["photo_id"], ha.id)]


def test_the_chief_reads_nights_and_teams_and_the_data_person_numbers_alone(
    client: ActingClient, send_placed: Send, binh: Person, ha: Person, vinh: Person, anh: Person, inside: None
) -> None:
    report_id = send_placed(binh)
    client.get(f"/api/v1/reports/{report_id}", as_=ha)

    chief, watcher = words(client, vinh), words(client, anh)

    for page in (chief, watcher):
        assert "Lê Thị Thu Hà" in page
        assert "có vị trí của 1 tổ viên" in page
    assert "Báo cáo: đêm 21/11, Tổ BVANTT thôn Suối Cạn" in chief
    assert f'href="/reports/{report_id}"' in chief
    assert f"Báo cáo {receipt_of(report_id)}" in watcher
    assert "Suối Cạn" not in watcher


@pytest.mark.parametrize("who", ["ha", "tu", "loan", "son", "quan"])
def test_nobody_else_reads_the_log(client: ActingClient, cast: dict[str, Person], who: str) -> None:
    for path in (LOG, f"{LOG}.csv"):
        assert client.get(path, as_=cast[who]).status_code == 403


def test_the_log_of_another_commune_is_not_there(
    client: ActingClient, send_placed: Send, binh: Person, ha: Person, dung: Person
) -> None:
    report_id = send_placed(binh)
    client.get(f"/api/v1/reports/{report_id}", as_=ha)

    assert "Lê Thị Thu Hà" not in words(client, dung)
    assert "Lê Thị Thu Hà" not in words(client, dung, f"{LOG}?record={report_id}&person={ha.id}")


def test_the_log_is_narrowed_by_person_act_days_and_record(
    client: ActingClient, send_placed: Send, binh: Person, ha: Person, vinh: Person, inside: None
) -> None:
    report_id = send_placed(binh)
    client.get(f"/api/v1/reports/{report_id}", as_=ha)
    with unit_of_work():
        note_access(COMMUNE, vinh.actor(), "form.opened", "report", new_id(), reason="xã yêu cầu")
    title = "Báo cáo: đêm 21/11"

    assert title in words(client, vinh, f"{LOG}?person={ha.id}&act=report.read&first=2026-11-21&last=2026-11-21")
    assert title in words(client, vinh, f"{LOG}?record={receipt_of(report_id).lower()}")
    assert title in words(client, vinh, f"{LOG}?record={report_id}")
    for nothing in (f"person={vinh.id}", "act=photo.seen", "last=2026-11-20", "record=00000000", "act=other"):
        assert title not in words(client, vinh, f"{LOG}?{nothing}"), nothing
    other = words(client, vinh, f"{LOG}?act=other")
    assert "Việc khác (form.opened)" in other
    assert "Lý do: xã yêu cầu" in other
    assert "Ngày cuối phải sau ngày đầu" in words(client, vinh, f"{LOG}?first=2026-11-22&last=2026-11-21")


def test_pages_are_turned_without_showing_anything_twice_at_a_fixed_cost(
    client: ActingClient, ha: Person, vinh: Person, inside: None
) -> None:
    def cost() -> int:
        client.get(LOG, as_=vinh)
        with counted_statements() as seen:
            client.get(LOG, as_=vinh)
        return len(seen)

    def fill(count: int) -> None:
        with unit_of_work():
            for _ in range(count):
                note_access(COMMUNE, ha.actor(), "report.read", "report", new_id(), severity=3)

    fill(10)
    few = cost()
    fill(110)
    assert cost() == few

    seen: list[str] = []
    path: str | None = f"{LOG}?act=report.read"
    for _ in range(4):
        if path is None:
            break
        page = words(client, vinh, path)
        seen += [part.split("</span>")[0] for part in page.split('<span class="sub">Báo cáo ')[1:]]
        following = page.split('rel="next" href="')[1:]
        path = following[0].split('"')[0].replace("&amp;", "&") if following else None
    assert path is None
    assert len(seen) == len(set(seen)) == 120
    assert client.get(f"{LOG}?at=nonsense", as_=vinh).status_code == 400


def test_taking_the_log_along_is_noted_and_formulas_stay_text(
    client: ActingClient, send_placed: Send, binh: Person, ha: Person, anh: Person, inside: None
) -> None:
    report_id = send_placed(binh)
    client.get(f"/api/v1/reports/{report_id}", as_=ha)
    with unit_of_work():
        note_access(COMMUNE, ha.actor(), "form.opened", "report", new_id(), reason="=1+1")

    answer = client.get(f"{LOG}.csv?person={ha.id}&first=2026-11-21", as_=anh)

    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert rows[0][:5] == ["Lúc", "Người", "Vai trò", "Việc", "Bản ghi"]
    read = next(row for row in rows if row[3] == "Mở báo cáo")
    assert read[1:] == ["Lê Thị Thu Hà", "Cán bộ Công an xã", "Mở báo cáo", f"Báo cáo {receipt_of(report_id)}", "1", ""]
    assert rows[-1][6] == "'=1+1"
    (noted,) = db.session.query(AccessNote).filter_by(action="export.access").all()
    assert (noted.account_id, noted.facts) == (anh.id, {"from": "2026-11-21"})


def test_after_24_months_a_note_goes_and_with_it_whose_positions_it_showed(ha: Person, binh: Person, inside: None) -> None:
    now = clock.now()
    for age in (timedelta(days=731), timedelta(days=729)):
        with clock.frozen(now - age), unit_of_work():
            access_id = note_access(COMMUNE, ha.actor(), "report.read", "report", UUID(fresh()))
            note_positions(COMMUNE, access_id, [binh.member_id or new_id()])

    assert forget_access() == 1
    assert forget_access() == 0

    left = db.session.query(AccessNote).filter_by(action="report.read").all()
    assert [one.id for one in left] == [access_id]
    assert [one.access_id for one in db.session.query(AccessMember)] == [access_id]
