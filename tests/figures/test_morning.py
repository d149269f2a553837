"""The morning sheet: what a night was, on one page, and that it was briefed once."""

from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
from app.journal.models import JournalNote
from app.roster import service as roster
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.counting import counted_statements
from tests.figures.reported import BEFORE, on_night, planned, sent
from tests.nights import as_uuid, at, fresh, incident, push_one, raised
from tests.roster.plans import NIGHT

SEVEN = datetime(2026, 11, 22, 7, 25, tzinfo=VIETNAM)
EIGHT = SEVEN + timedelta(minutes=40)


def _sheet(client: ActingClient, reader: Person, night: str = "") -> str:
    answer = client.get(f"/morning?night={night}" if night else "/morning", as_=reader)
    assert answer.status_code == 200
    return " ".join(unescape(answer.get_data(as_text=True)).split())


def _brief(client: ActingClient, officer: Person, night: str = "2026-11-21", notes: str = "") -> int:
    return client.submit("/morning", {"night": night, "notes": notes}, as_=officer).status_code


@pytest.mark.usefixtures("inside")
def test_the_last_night_stands_on_one_sheet(client: ActingClient, binh: Person, thanh: Person, vinh: Person) -> None:
    (shift,) = planned(vinh, binh, NIGHT)
    planned(vinh, thanh, NIGHT)
    fire = incident("C05", 1, place="Bãi rác", what="Đốt rác")
    lamp = {"matter_id": fresh(), "text": "Đèn số 7 chưa sửa", "settled": False}
    theft = incident("B01", 3, place="Kho lạnh", what="Khóa cửa bị cắt", result="handed-over")
    sent(client, binh, shift, incidents=[fire, theft], open_matters=[lamp])
    push_one(client, binh, raised(binh, category="B01", severity=3, place="Kho lạnh"))

    with clock.frozen(SEVEN):
        page = _sheet(client, vinh)

    assert "Công an xã Đức Trọng" in page and "Đêm 21 rạng sáng 22/11" in page and "Chưa giao ban" in page
    assert "<dt>Ca đã nhận</dt><dd><strong>1</strong>/2</dd>" in page
    assert "Khóa cửa bị cắt" in page and page.index("Kho lạnh") < page.index("Việc nhỏ:")
    assert "Đốt rác" not in page.split("Việc nhỏ:")[0].split("Kết quả")[1]
    assert "tổ báo 22:29" in page and "chưa ai nhận" in page
    assert "<strong>Thiếu 1 báo cáo:</strong>" in page and "Đồi Mơ" in page.split("Thiếu 1 báo cáo:")[1][:200]
    assert "<strong>Mới:</strong> Đèn số 7 chưa sửa (Suối Cạn)" in page
    assert "Nguyễn Văn Bình" in page and "22:02–3:50" in page
    assert "có lịch:</span>" not in page and "có lịch: Phạm Văn Thành" in page


@pytest.mark.usefixtures("inside")
def test_called_off_and_returned_nights_are_told_apart_from_missing_ones(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    off, late = planned(vinh, binh, NIGHT), planned(vinh, thanh, NIGHT)
    with clock.frozen(BEFORE), unit_of_work():
        roster.call_off(vinh.actor(), as_uuid(off[0]), "Mưa lũ, đường ngập")
    report_id = sent(client, thanh, late[0], incidents=[incident()])
    moved = client.post(
        f"/api/v1/reports/{report_id}/moves",
        json={"move": "return", "reasons": ["missing-result"]},
        headers={"If-Match": '"1"'},
        as_=vinh,
    )
    assert moved.status_code == 200, moved.text

    with clock.frozen(SEVEN):
        page = _sheet(client, vinh)

    assert "Trả lại để bổ sung:" in page and "Suối Cạn (Mưa lũ, đường ngập)" in page
    assert "Thiếu 1 báo cáo" not in page


def test_what_is_for_police_alone_is_not_put_on_paper(client: ActingClient, binh: Person, vinh: Person) -> None:
    beaten = incident("B10", 4, what="Chồng đánh vợ", place="")
    plate = incident("A03", 2, what="Xe quá tốc độ", police_only={"plate": "49B1-234.56"})
    sent(client, binh, fresh(), incidents=[beaten, plate])

    with clock.frozen(SEVEN):
        page = _sheet(client, vinh)

    assert "Xe quá tốc độ" in page
    assert "Chồng đánh vợ" not in page and "49B1" not in page


def test_what_an_officer_took_out_of_the_words_is_not_put_on_paper(
    client: ActingClient, binh: Person, ha: Person, vinh: Person
) -> None:
    sped = incident("A03", 2, what="Xe 49B1-234.56 chạy nhanh")
    hidden = incident("D01", 3, what="Người lạ mặc áo xanh")
    report_id = sent(client, binh, fresh(), incidents=[sped, hidden])

    for rev, one, text in (("1", sped, "plates"), ("2", hidden, "police-only")):
        asked = {"move": "correct", "incident_id": one["incident_id"], "changes": {"text": text}, "reason": "Giữ kín"}
        answer = client.post(f"/api/v1/reports/{report_id}/moves", json=asked, headers={"If-Match": f'"{rev}"'}, as_=ha)
        assert answer.status_code == 200, answer.text

    with clock.frozen(SEVEN):
        page = _sheet(client, vinh)

    assert "chạy nhanh" in page
    assert "49B1" not in page and "áo xanh" not in page


def test_a_briefing_is_noted_once_and_what_comes_after_it_is_marked(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    sent(client, binh, fresh())
    with clock.frozen(SEVEN):
        assert _brief(client, vinh, notes="Tăng tuần tra khu kho lạnh") == 303
        assert "đến sau giao ban" not in _sheet(client, vinh)
    with clock.frozen(EIGHT):
        sent(client, thanh, fresh())
        assert _brief(client, vinh, notes="Khác") == 303

        page = _sheet(client, vinh, "2026-11-21")

    assert "Trưởng Công an xã Đỗ Quang Vinh" in page.split("Đã giao ban")[1][:200]
    assert "7:25 ngày 22/11" in page and "Tăng tuần tra khu kho lạnh" in page and "Khác" not in page
    assert page.count('<em class="late">đến sau giao ban</em>') == 1
    assert "đã có người ghi giao ban trước" in page
    with client.app.app_context():
        notes = db.session.scalars(
            select(JournalNote).where(JournalNote.commune_id == COMMUNE, JournalNote.kind == "night.briefed")
        ).all()
        assert [(note.facts, note.audience) for note in notes] == [({"night": "2026-11-21"}, "police")]


@pytest.mark.parametrize(
    ("key", "night", "status"),
    [
        ("vinh", "2026-11-22", 422),
        ("vinh", "november", 400),
        # Who answers for some villages sees their part alone; a duty officer decides nothing.
        ("ha", "2026-11-21", 403),
        ("tu", "2026-11-21", 403),
        ("loan", "2026-11-21", 403),
    ],
)
def test_only_who_sees_the_whole_commune_says_that_a_night_was_briefed(
    client: ActingClient, cast: Cast, key: str, night: str, status: int
) -> None:
    with clock.frozen(SEVEN):
        assert _brief(client, cast[key], night) == status


def test_the_sheet_holds_the_villages_that_one_answers_for(client: ActingClient, khoi: Person, cast: Cast) -> None:
    sent(client, khoi, fresh(), incidents=[incident(what="Việc của Cầu Đá")])

    with clock.frozen(SEVEN):
        assert "Việc của Cầu Đá" in _sheet(client, cast["vinh"])
        for stranger in ("ha", "dung"):
            assert "Việc của Cầu Đá" not in _sheet(client, cast[stranger])
        assert "các thôn được phân công" in _sheet(client, cast["ha"])
        assert client.get("/morning", as_=cast["loan"]).status_code == 403
        assert client.get("/morning?night=0001-01-01", as_=cast["vinh"]).status_code == 404


@pytest.mark.usefixtures("inside")
def test_a_busy_night_costs_what_a_quiet_one_does(
    client: ActingClient, binh: Person, thanh: Person, khoi: Person, vinh: Person
) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            _sheet(client, vinh, "2026-11-21")
        return len(seen)

    def busy(person: Person, night: date = NIGHT) -> dict[str, Any]:
        matters = [{"matter_id": fresh(), "text": "Đèn hỏng", "settled": False}]
        return on_night(person, night) | {
            "incidents": [incident(at=at("23:30")), incident("B01", 3)],
            "open_matters": matters,
        }

    with clock.frozen(SEVEN):
        sent(client, binh, planned(vinh, binh, NIGHT)[0], **busy(binh))
        push_one(client, binh, raised(binh))
        _brief(client, vinh)
        cost()
        little = cost()
        for person in (thanh, khoi):
            sent(client, person, planned(vinh, person, NIGHT)[0], **busy(person))
            push_one(client, person, raised(person))
        for day in (18, 19, 20):
            sent(client, binh, fresh(), **busy(binh, date(2026, 11, day)))

        assert cost() == little
