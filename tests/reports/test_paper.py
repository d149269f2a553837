"""A night from the paper book: it goes the way of a phone's, says who and why, and gives way to nothing that comes later."""

import csv
import io
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.ids import shift_id_of
from app.core.night import VIETNAM
from app.journal.models import JournalNote
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, entities, fresh, incident, operation, pull, push_one, submit
from tests.photos import picture_bytes as pb
from tests.roster.plans import own_team, plan

NIGHT = date(2026, 11, 20)
MARK = "Nhập từ sổ giấy · Lê Thị Thu Hà · Hỏng máy"


def _address(person: Person, night: date = NIGHT) -> str:
    return f"/teams/{person.team_id}/paper?night={night}"


def _form(person: Person, **more: Any) -> dict[str, Any]:
    known = {
        "entry_id": fresh(),
        "preset": "night",
        "started_at": "22:00",
        "ended_at": "03:50",
        "present": [str(person.member_id)],
        "rounds": "2",
        "reminders": "3",
        "why": "broken",
        "note": "Máy rơi xuống mương",
        "incidents-0-category": "A02",
        "incidents-0-at": "00:40",
        "incidents-0-place": "Quán gần cầu",
        "incidents-0-what": "Nhắc vặn nhỏ loa, đã nghe",
        "remark": "Trời mưa nhỏ",
    }
    return known | more


QUIET = {"quiet": "y", **{f"incidents-0-{name}": "" for name in ("category", "at", "place", "what")}}


def _enter(client: ActingClient, officer: Person, person: Person, **more: Any) -> str:
    done = client.submit(_address(person), _form(person, **more), as_=officer)
    assert done.status_code == 303, done.get_data(as_text=True)
    return str(done.headers["Location"]).rsplit("/", 1)[-1]


def _page(client: ActingClient, path: str, reader: Person) -> str:
    answer = client.get(path, as_=reader)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def _approve(client: ActingClient, officer: Person, report_id: str, rev: int = 1) -> str:
    page = f"/reports/{report_id}"
    client.submit(f"{page}/move", {"move": "approve", "rev": rev}, page=page, as_=officer)
    return _page(client, page, officer)


def test_a_night_from_paper_is_in_every_list_and_another_one_approves_it(
    client: ActingClient, ha: Person, vinh: Person, binh: Person
) -> None:
    with clock.frozen(datetime(2026, 11, 19, 8, tzinfo=VIETNAM)), client.app.app_context():
        (planned,) = plan(ha, binh, NIGHT)
    assert f"/teams/{binh.team_id}/paper?night=2026-11-20&amp;preset=night" in _page(client, "/paper", ha)
    assert f'value="{binh.member_id}" checked' in _page(client, _address(binh), ha)

    form = _form(binh)
    first = client.submit(_address(binh), form, as_=ha)
    again = client.submit(_address(binh), form, as_=ha)

    assert first.headers["Location"] == again.headers["Location"]
    report_id = str(first.headers["Location"]).rsplit("/", 1)[-1]
    page = _page(client, f"/reports/{report_id}", ha)
    assert MARK in page
    assert "Máy rơi xuống mương" in page
    assert 'name="move" value="approve"' not in page
    assert "không tự duyệt" in _approve(client, ha, report_id)
    assert "Đã duyệt" in _approve(client, vinh, report_id)
    whole = client.get(f"/api/v1/reports/{report_id}", as_=ha).json
    assert whole is not None
    assert (whole["source"], whole["state"], whole["shift_id"]) == ("paper", "approved", str(planned))
    assert "nhập từ sổ giấy" in _page(client, "/reports", vinh)
    assert "Nhập từ sổ giấy" in _page(client, "/feed", vinh)
    (row,) = _csv(client, vinh)
    assert (row["Nguồn"], row["Người nhập từ sổ"], row["Vì sao nhập từ sổ"]) == ("sổ giấy", ha.name, "Hỏng máy")
    with client.app.app_context():
        note = db.session.scalars(select(JournalNote).where(JournalNote.kind == "report.submitted")).one()
        assert (note.actor, note.device_id, note.facts["via"]) == (f"account:{ha.id}", None, "paper")


def _csv(client: ActingClient, reader: Person) -> list[dict[str, str]]:
    text = client.get("/api/v1/exports/activity-log.csv", as_=reader).get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_the_teams_phone_sends_later_joins_and_overwrites_nothing(
    client: ActingClient, ha: Person, binh: Person, hoa: Person
) -> None:
    report_id = _enter(client, ha, binh)
    assert entities(pull(client, hoa), "report")[report_id]["summary"]["incidents"] == 1
    shift_id = str(shift_id_of(own_team(binh), NIGHT.isoformat(), "night"))
    night = {"night": "2026-11-20", "started_at": "2026-11-20T22:02:00+07:00", "ended_at": "2026-11-21T03:50:00+07:00"}
    late = body_of(binh, incidents=[incident("B01", 3)], remark="Ghi trên máy") | night

    held = push_one(client, binh, submit(binh, shift_id=shift_id, body=late))
    part = {name: late[name] for name in ("incidents", "rounds")}
    joined = push_one(client, binh, operation(binh, "report.part", shift_id=shift_id, body=part))

    assert (held["status"], held["problem"]["type"]) == ("held", "/problems/shift-exists")
    assert held["problem"]["report_id"] == report_id
    assert joined["status"] == "applied"
    whole = client.get(f"/api/v1/reports/{report_id}", as_=ha).json
    assert whole is not None
    assert (whole["version"], whole["counts"]["incidents"], whole["source"]) == (1, 2, "paper")
    page = _page(client, f"/reports/{report_id}", ha)
    assert "Nhắc vặn nhỏ loa" in page
    assert "Trời mưa nhỏ" in page
    assert MARK in page


def test_in_a_commune_with_one_officer_who_enters_approves_and_it_is_said(
    client: ActingClient, dung: Person, khanh: Person
) -> None:
    report_id = _enter(client, dung, khanh, **QUIET)

    assert "cũng là người nhập từ sổ giấy" in _approve(client, dung, report_id)


def test_a_quiet_night_from_paper_goes_in_no_batch(client: ActingClient, ha: Person, vinh: Person, binh: Person) -> None:
    report_id = _enter(client, ha, binh, **QUIET)

    client.submit("/queue/approve", {"reports": f"{report_id}:1"}, as_=vinh)

    assert f"{report_id}:1" not in _page(client, "/queue", vinh)
    assert client.get(f"/api/v1/reports/{report_id}", as_=vinh).json["state"] == "submitted"


def test_what_cannot_be_entered_says_why_and_keeps_what_was_typed(
    client: ActingClient, ha: Person, lam: Person, binh: Person, cast: dict[str, Person]
) -> None:
    for wrong, words in (
        ({"present": []}, "Chọn ít nhất một người có mặt"),
        ({"quiet": "y"}, "Ca có sự việc thì không phải ca bình thường"),
        ({"why": "other", "note": ""}, "Xin ghi rõ lý do"),
        ({"why": ""}, "Xin chọn vì sao ghi trên giấy"),
        ({"incidents-0-category": ""}, "Xin điền mục này"),
        ({"present": [str(cast["thanh"].member_id)]}, "Còn 1 mục"),
        ({"page": (io.BytesIO(b"no picture"), "so.jpg")}, "Tệp này không phải ảnh"),
    ):
        answer = client.submit(_address(binh), _form(binh, **wrong), as_=ha)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 422, wrong
        assert words in text, wrong
        assert "Trời mưa nhỏ" in text
    assert "Ca này chưa kết thúc" in client.submit(
        _address(binh, date(2026, 11, 21)), _form(binh, started_at="22:00"), as_=ha
    ).get_data(as_text=True)
    assert client.get(_address(binh, date(2026, 11, 22)), as_=ha).status_code == 404
    assert client.submit(_address(binh), _form(binh), as_=lam).status_code == 404
    assert client.submit(_address(binh), _form(binh), as_=cast["tu"]).status_code == 403
    assert _csv(client, ha) == []
    report_id = _enter(client, ha, binh)
    taken = client.submit(_address(binh), _form(binh), as_=ha)
    assert taken.status_code == 409
    assert f"/reports/{report_id}" in taken.get_data(as_text=True)


def test_the_pictured_page_is_a_photo_of_the_report(client: ActingClient, ha: Person, binh: Person) -> None:
    picture = pb.encode(pb.noise(40, 30, 1))

    report_id = _enter(client, ha, binh, page=(io.BytesIO(picture), "so.jpg"))

    photos = client.get(f"/api/v1/reports/{report_id}", as_=ha).json["photos"]
    assert [(one["state"], one["caption"]) for one in photos] == [("stored", "Trang sổ giấy")]


def test_more_lines_are_given_without_script_and_lose_nothing(client: ActingClient, ha: Person, binh: Person) -> None:
    text = client.submit(_address(binh), _form(binh) | {"more": "1"}, as_=ha).get_data(as_text=True)

    assert 'name="incidents-2-category"' in text
    assert "Nhắc vặn nhỏ loa" in text
