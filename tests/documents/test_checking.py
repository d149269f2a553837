"""The code on a paper: which paper it is and whether the record has changed since, told to those who may see the record."""

import re
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.documents.prints.marks import LENGTH, read_code
from app.people.rules import CODE_LETTERS
from app.reports.rules import Move
from app.reports.service import moves
from app.roster import queries, service
from app.roster.rules import Point
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.documents.papers import fetch, text_of_word
from tests.nights import as_uuid, body_of, fresh, operation, push_one
from tests.roster.plans import add_route, plan

SAME, OLD, UNKNOWN = "Đúng với sổ hiện nay", "Bản in cũ", "Không tìm thấy bản in nào"
_CODE = re.compile(r"Mã kiểm tra bản in: ((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})")


def code_on(client: ActingClient, reader: Person, path: str, **asked: str) -> str:
    found = _CODE.search(text_of_word(fetch(client, reader, path, **asked)))
    assert found, "the paper has no code"
    return found[1]


def check(client: ActingClient, reader: Person, code: str) -> str:
    answer = client.get("/prints", query_string={"code": code}, as_=reader)
    assert answer.status_code == 200
    text: str = answer.text
    return text


@pytest.fixture
def sent(client: ActingClient, binh: Person) -> dict[str, str]:
    """A night of Bình's: ids of its report and shift."""
    ids = {"report_id": fresh(), "shift_id": fresh()}
    push_one(client, binh, operation(binh, "report.submit", body=body_of(binh, remark="CANARY"), photos=[], **ids))
    return ids


def test_a_log_is_right_until_the_team_mends_the_night(
    app: Flask, client: ActingClient, sent: dict[str, str], binh: Person, ha: Person, vinh: Person
) -> None:
    code = code_on(client, ha, f"/reports/{sent['report_id']}/log.docx")

    page = check(client, vinh, code)
    assert SAME in page and "Nhật ký tuần tra" in page and "Tổ BVANTT thôn Suối Cạn" in page and sent["report_id"] in page
    assert SAME in check(client, vinh, code.lower().replace("-", " ").replace("0", "o"))
    with app.app_context(), unit_of_work():
        moves.move_report(ha.actor(), as_uuid(sent["report_id"]), Move.RETURN, rev=1, reasons=["missing-photo"], comment="x")
    assert SAME in check(client, vinh, code), "a decision changes nothing of what is printed"
    mended = body_of(binh, remark="Đã viết lại")
    push_one(
        client, binh, operation(binh, "report.amend", report_id=sent["report_id"], base_version=1, body=mended, photos=[])
    )

    page = check(client, vinh, code)
    assert OLD in page and "(trong sổ: 2)" in page and SAME not in page
    assert SAME in check(client, vinh, code_on(client, ha, f"/reports/{sent['report_id']}/log.docx"))


def test_a_roster_and_an_attendance_sheet_grow_old_too(
    app: Flask, client: ActingClient, sent: dict[str, str], binh: Person, ha: Person, vinh: Person
) -> None:
    team = f"/teams/{binh.team_id}"
    with app.app_context():
        plan(ha, binh, date(2026, 11, 23))
    roster = code_on(client, ha, f"{team}/roster/2026-11.docx")
    sheet = code_on(client, ha, f"{team}/attendance/2026-11/sheet.docx")
    police = code_on(client, ha, f"{team}/attendance/2026-11/sheet.docx", issuer="police")
    assert sheet == police, "who issues a sheet is no part of what it counts"
    assert all(SAME in check(client, vinh, code) for code in (roster, sheet))

    with app.app_context():
        plan(ha, binh, date(2026, 11, 24))
        with unit_of_work():
            moves.move_report(vinh.actor(), as_uuid(sent["report_id"]), Move.APPROVE, rev=1)

    assert all(OLD in check(client, vinh, code) for code in (roster, sheet))


def test_codes_grow_old_with_their_route(client: ActingClient, binh: Person, ha: Person, lam: Person) -> None:
    with client.app.app_context():
        route_id = add_route(ha, binh)
        points = [Point(one.name, id=one.id) for one in queries.get_route(ha.actor(), route_id).points]
    code = code_on(client, ha, f"/routes/{route_id}/codes.docx")

    page = check(client, ha, code)
    assert SAME in page and "Tờ mã các điểm" in page and "in ngày 21/11/2026" in page and f"/routes/{route_id}/codes" in page
    assert UNKNOWN in check(client, lam, code)
    with client.app.app_context(), unit_of_work():
        service.change_route(ha.actor(), route_id, "Tuyến đầu nguồn", points=points[:2], length_m=None)
    assert OLD in check(client, ha, code), "a point is put up that nobody passes any more"
    with client.app.app_context(), unit_of_work():
        service.end_route(ha.actor(), route_id, ended=True)
    page = check(client, ha, code)
    assert "Lộ trình này đã kết thúc." in page and OLD not in page


def test_who_may_not_see_the_record_learns_nothing_of_it(
    client: ActingClient, sent: dict[str, str], ha: Person, lam: Person, dung: Person, loan: Person
) -> None:
    code = code_on(client, ha, f"/reports/{sent['report_id']}/log.docx")
    made_up = code[:-1] + CODE_LETTERS[(CODE_LETTERS.index(code[-1]) + 1) % 32]

    def told(typed: str) -> str:
        found = re.search(r"<main.*</main>", check(client, lam, typed), re.S)
        assert found
        return found[0].replace(typed, "")

    assert told(code) == told(made_up), "a record that is not theirs and one that is not there look the same"
    assert UNKNOWN in told(code) and "CANARY" not in told(code) and "Suối Cạn" not in told(code)
    assert UNKNOWN in check(client, dung, code)
    assert UNKNOWN in check(client, loan, code), "the committee checks papers of periods alone"


def test_a_letter_typed_wrong_is_no_paper(client: ActingClient, sent: dict[str, str], ha: Person) -> None:
    code = code_on(client, ha, f"/reports/{sent['report_id']}/log.docx").replace("-", "")
    for place in range(LENGTH):
        other = CODE_LETTERS[(CODE_LETTERS.index(code[place]) + 1) % 32]
        page = check(client, ha, code[:place] + other + code[place + 1 :])
        assert SAME not in page and OLD not in page, place
    assert "Mã có 20 chữ và số" in check(client, ha, code[:-1])


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    mark = read_code(text)
    assert mark is None or 2020 <= mark.day.year <= 2110
