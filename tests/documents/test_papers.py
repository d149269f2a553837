"""Paper at its doors: the log of a night, a roster, attendance sheets, as PDF and DOCX; who gets them, what is noted."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.journal.models import AccessNote
from app.reports.rules import Move
from app.reports.service import moves, redacting
from app.roster import queries
from app.roster.rules import code_of
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.documents.papers import fetch, read_pdf, read_word, text_of_pdf, text_of_word
from tests.nights import as_uuid, at, body_of, fresh, incident, operation, push_one
from tests.roster.plans import add_route, plan

TEXTS = {"pdf": text_of_pdf, "docx": text_of_word}


@pytest.fixture
def report_id(client: ActingClient, binh: Person) -> str:
    """A night of Bình's with an incident, sent and waiting."""
    said = incident(what="Nẹt pô trước chợ", details={"note": "đã giải tán"}, police_only={"plate": "49H1-123.45"})
    absent = [{"member_id": str(binh.member_id), "reason": "sick", "substitute_id": None}]
    body = body_of(binh, incidents=[said], absent=absent, remark="Trời mưa <b>&", proposal="Xin thêm đèn")
    op = operation(binh, "report.submit", shift_id=fresh(), report_id=fresh(), body=body, photos=[])
    return str(push_one(client, binh, op)["report_id"])


def approve(app: Flask, vinh: Person, report_id: str) -> None:
    with app.app_context(), unit_of_work():
        moves.move_report(vinh.actor(), as_uuid(report_id), Move.APPROVE, rev=1)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_log_page_says_the_night_and_nothing_for_the_police_alone(
    app: Flask, client: ActingClient, report_id: str, binh: Person, ha: Person, vinh: Person, ending: str
) -> None:
    approve(app, vinh, report_id)

    text = TEXTS[ending](fetch(client, ha, f"/reports/{report_id}/log.{ending}"))

    assert "ỦY BAN NHÂN DÂN XÃ ĐỨC TRỌNG" in text and "TỔ BẢO VỆ AN NINH, TRẬT TỰ" in text and "THÔN SUỐI CẠN" in text
    assert "Trang số: 001/2026" in text and "Đức Trọng, ngày 22 tháng 11 năm 2026" in text
    assert "Đêm 21/11 rạng sáng 22/11/2026" in text and "từ 22 giờ 02 đến 3 giờ 50" in text
    assert "Nguyễn Văn Bình" in text and "Nẹt pô trước chợ" in text and "Trời mưa <b>&" in text and "Xin thêm đèn" in text
    assert "XÁC NHẬN CỦA CÔNG AN XÃ" in text and "Đỗ Quang Vinh" in text and "Duyệt lúc" in text
    assert "Phiên bản 1." in text and "bởi Lê Thị Thu Hà." in text and "Mã kiểm tra bản in:" in text
    assert "123.45" not in text


def test_covered_words_are_covered_on_paper_too(
    app: Flask, client: ActingClient, report_id: str, ha: Person, vinh: Person
) -> None:
    with app.app_context(), unit_of_work():
        redacting.redact_words(ha.actor(), as_uuid(report_id), "trước chợ", reason="other", comment="x")

    for ending, read in TEXTS.items():
        text = read(fetch(client, vinh, f"/reports/{report_id}/log.{ending}"))
        assert "trước chợ" not in text and "[đã che]" in text, ending


def test_a_paper_is_vietnamese_whatever_the_reader_reads(client: ActingClient, report_id: str, ha: Person) -> None:
    client.browser(ha).set_cookie("language", "en")

    text = text_of_word(fetch(client, ha, f"/reports/{report_id}/log.docx"))

    assert "Waiting" in client.get(f"/reports/{report_id}", as_=ha).text
    assert "từ 22 giờ 02 đến 3 giờ 50" in text and "– Ca đêm" in text and "Night" not in text


def test_a_roster_names_nights_hours_and_members(client: ActingClient, ha: Person, binh: Person) -> None:
    with client.app.app_context():
        plan(ha, binh, date(2026, 11, 23), date(2026, 11, 25))

    for ending, read in TEXTS.items():
        text = read(fetch(client, ha, f"/teams/{binh.team_id}/roster/2026-11.{ending}"))
        assert "LỊCH PHÂN CÔNG TRỰC, TUẦN TRA" in text and "T2 23/11" in text and "T4 25/11" in text, ending
        assert "22:00 – 4:00" in text and "Nguyễn Văn Bình" in text and "Lịch có 2 ca, 2 đêm." in text, ending


def test_an_attendance_sheet_counts_what_was_approved(
    app: Flask, client: ActingClient, report_id: str, binh: Person, hoa: Person, ha: Person, vinh: Person
) -> None:
    approve(app, vinh, report_id)
    there = [{"member_id": str(hoa.member_id), "from": at("23:00"), "to": None}]
    later = body_of(hoa, present=there, night="2026-11-20", started_at=at("22:00", "2026-11-20")) | {
        "ended_at": at("02:00"),
        "present": [{"member_id": str(hoa.member_id), "from": at("23:00", "2026-11-20"), "to": None}],
    }
    push_one(client, hoa, operation(hoa, "report.submit", shift_id=fresh(), report_id=fresh(), body=later, photos=[]))

    text = text_of_word(fetch(client, ha, f"/teams/{binh.team_id}/attendance/2026-11/sheet.docx"))

    assert "BẢNG CHẤM CÔNG TRỰC ĐÊM" in text and "(trần 10)" in text and "Ký" in text
    assert "1 Nguyễn Văn Bình 21 1 5 giờ 48 1" in text
    assert "Trần Thị Hoa 0 0 giờ 0" in text and "Chưa tính: 1 lượt người" in text
    page = client.get(f"/teams/{binh.team_id}/attendance/2026-11", as_=ha).text
    assert f"/reports/{report_id}" in page and "đêm 20/11: 3 giờ, chờ duyệt" in page


def test_the_codes_of_a_route_are_cards_with_the_signs_that_a_phone_finds(
    client: ActingClient, ha: Person, binh: Person
) -> None:
    with client.app.app_context():
        route_id = add_route(ha, binh)
        points = queries.get_route(ha.actor(), route_id).points

    for ending, read in TEXTS.items():
        text = read(fetch(client, ha, f"/routes/{route_id}/codes.{ending}"))
        assert "MÃ QR CÁC ĐIỂM KIỂM TRA" in text and "Mã kiểm tra bản in:" in text and "thôn Suối Cạn" in text
        places = [text.index(f"{one.position}. {one.name} {code_of(one.id)[:3]} {code_of(one.id)[3:]}") for one in points]
        assert places == sorted(places) and len(places) == 3, ending


def test_every_team_of_the_commune_gets_a_sheet_of_its_own(client: ActingClient, ha: Person, vinh: Person) -> None:
    whole = read_pdf(fetch(client, vinh, "/attendance/2026-11/sheets.pdf", issuer="police"))
    mine = read_word(fetch(client, ha, "/attendance/2026-11/sheets.docx"))

    assert len(whole.pages) == 3 and len(mine.sections) == 2, "Hà answers for two villages"
    text = whole.pages[0].extract_text()
    assert "CÔNG AN TỈNH LÂM ĐỒNG" in " ".join(text.split()) and "TRƯỞNG CÔNG AN XÃ" in text


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_nobody_takes_a_paper_of_whom_they_may_not_see(
    client: ActingClient, report_id: str, cast: dict[str, Person], binh: Person, ending: str
) -> None:
    month = f"/teams/{binh.team_id}"
    with client.app.app_context():
        route_id = add_route(cast["ha"], binh)
    paths = [
        f"/routes/{route_id}/codes.{ending}",
        f"/reports/{report_id}/log.{ending}",
        f"{month}/month/2026-11/logs.{ending}",
        f"{month}/roster/2026-11.{ending}",
        f"{month}/attendance/2026-11/sheet.{ending}",
    ]
    found = {who: {client.get(path, as_=cast[who]).status_code for path in paths} for who in ("lam", "dung", "loan", "sau")}

    assert found == {"lam": {404}, "dung": {404}, "loan": {403}, "sau": {403}}


def test_a_download_is_noted_and_asks_for_the_password_again(
    client: ActingClient, report_id: str, binh: Person, vinh: Person, inside: None
) -> None:
    fetch(client, vinh, f"/reports/{report_id}/log.docx")
    fetch(client, vinh, f"/teams/{binh.team_id}/month/2026-11/logs.docx")

    notes = db.session.query(AccessNote).filter_by(action="export.print").order_by(AccessNote.at, AccessNote.id).all()
    assert [(one.account_id, one.subject_kind, str(one.subject_id)) for one in notes] == [
        (vinh.id, "report", report_id),
        (vinh.id, "team", str(binh.team_id)),
    ]
    assert notes[0].facts == {"form": "docx", "papers": 1, "kind": "log", "first": "2026-11-21"}
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.get(f"/reports/{report_id}/log.docx", as_=vinh).status_code == 403


def test_the_pages_offer_their_papers(client: ActingClient, report_id: str, ha: Person, binh: Person) -> None:
    team = f"/teams/{binh.team_id}"
    with client.app.app_context():
        route_id = add_route(ha, binh)
    offered: dict[str, Any] = {
        f"/reports/{report_id}": f"/reports/{report_id}/log",
        f"{team}/month/2026-11": f"{team}/month/2026-11/logs",
        f"{team}/roster?month=2026-11": f"{team}/roster/2026-11",
        f"/routes/{route_id}/codes": f"/routes/{route_id}/codes",
        f"{team}/attendance/2026-11": f"{team}/attendance/2026-11/sheet",
    }
    for page, file in offered.items():
        text = client.get(page, as_=ha).text
        assert f"{file}.pdf" in text and f"{file}.docx" in text, page
