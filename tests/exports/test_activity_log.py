"""The activity log as CSV: whole, safe in a spreadsheet, scoped, streamed by a connection that is given back."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.core.cells import safe_text
from app.journal.models import AccessNote
from app.people import service as people
from app.reports.rules import Move
from app.reports.service import moves
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.nights import as_uuid, body_of, fresh, incident, operation, push_one

LOG = "/api/v1/exports/activity-log.csv"
PAGE = "/exports/reports.csv"
Send = Callable[..., str]


@pytest.fixture
def send(client: ActingClient) -> Send:
    """Send a report of a night and give its id."""

    def run(person: Person, *, night: str = "2026-11-21", **more: Any) -> str:
        shift = {"started_at": f"{night}T22:02:00+07:00", "ended_at": f"{night}T23:50:00+07:00", "night": night}
        body = body_of(person, **more) | shift
        op = operation(person, "report.submit", shift_id=fresh(), report_id=fresh(), body=body, photos=[])
        return str(push_one(client, person, op)["report_id"])

    return run


@pytest.fixture
def approve(app: Flask, vinh: Person) -> Callable[[str], str]:
    """Let the chief approve a report."""

    def run(report_id: str) -> str:
        with app.app_context(), unit_of_work():
            moves.move_report(vinh.actor(), as_uuid(report_id), Move.APPROVE, rev=1)
        return report_id

    return run


def rows(client: ActingClient, reader: Person, path: str = LOG, **asked: Any) -> list[dict[str, str]]:
    answer = client.get(path, query_string=asked, as_=reader)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def test_a_row_holds_all_counts_and_the_state(client: ActingClient, send: Send, binh: Person, vinh: Person) -> None:
    report_id = send(binh, incidents=[incident("B01", 3)], remark="Trời mưa, đi chậm")

    (row,) = rows(client, vinh)

    assert row["Đêm"] == "21/11/2026" and row["Giờ mở ca"] == "21/11/2026 22:02"
    assert (row["Thôn"], row["Tổ"], row["Ca"]) == ("Suối Cạn", "Tổ BVANTT thôn Suối Cạn", "Ca đêm")
    assert (row["Trạng thái"], row["Ca bình thường"], row["Mức cao nhất"]) == ("Chờ duyệt", "không", "3")
    assert [row[name] for name in ("Có mặt", "Vòng", "Lượt qua điểm", "Sự việc", "Nhắc nhở")] == ["1", "1", "3", "1", "5"]
    assert (row["Trưởng ca"], row["Nhận xét chung"]) == ("Nguyễn Văn Bình", "Trời mưa, đi chậm")
    assert row["Mã báo cáo"] == report_id and len(row["Biên nhận"]) == 8


def test_the_file_begins_with_a_mark_and_is_sent_as_a_file(client: ActingClient, vinh: Person) -> None:
    answer = client.get(LOG, as_=vinh)

    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="activity-log.csv"'
    assert answer.headers["Keng-Sync"] == "1"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_text_that_looks_like_a_formula_stays_a_text(first: str) -> None:
    assert safe_text(f"{first}HYPERLINK(1)") == f"'{first}HYPERLINK(1)"
    assert safe_text(f"a{first}") == f"a{first}"


def test_what_a_person_wrote_and_named_cannot_be_run_by_a_spreadsheet(
    app: Flask, client: ActingClient, send: Send, binh: Person, vinh: Person
) -> None:
    send(binh, remark='=cmd|"/c calc"!A1')
    with app.app_context(), unit_of_work():
        people.rename_team(vinh.actor(), binh.team_id, "@SUM(1)")

    (row,) = rows(client, vinh)

    assert row["Nhận xét chung"] == '\'=cmd|"/c calc"!A1'
    assert row["Tổ"] == "'@SUM(1)"


def test_the_period_the_team_and_the_state_narrow_it(
    client: ActingClient, send: Send, approve: Callable[[str], str], binh: Person, thanh: Person, vinh: Person
) -> None:
    early = approve(send(binh, night="2026-11-10"))
    late, other = send(binh), send(thanh)

    def found(**asked: Any) -> list[str]:
        return [row["Mã báo cáo"] for row in rows(client, vinh, **asked)]

    assert found()[0] == early and set(found()) == {early, late, other}
    assert found(to="2026-11-20") == [early]
    assert set(found(**{"from": "2026-11-20"})) == {late, other}
    assert set(found(team=binh.team_id)) == {early, late}
    assert found(state="approved") == [early]


def test_an_officer_exports_the_own_villages_and_another_commune_nothing(
    client: ActingClient, send: Send, binh: Person, khoi: Person, ha: Person, dung: Person
) -> None:
    mine, _ = send(binh), send(khoi)

    assert [row["Mã báo cáo"] for row in rows(client, ha)] == [mine]
    assert rows(client, dung) == []


def test_the_committee_gets_approved_reports_without_words_and_without_what_is_for_police_alone(
    client: ActingClient, send: Send, approve: Callable[[str], str], binh: Person, thanh: Person, loan: Person
) -> None:
    approve(send(binh, incidents=[incident("B10", 4), incident("D04", 1)], remark="CANARY"))
    send(thanh)

    (row,) = rows(client, loan)

    assert (row["Sự việc"], row["Mức cao nhất"]) == ("1", "1")
    assert not {"Mã báo cáo", "Trưởng ca", "Người quyết", "Biên nhận", "Nhận xét chung"} & row.keys()
    assert "CANARY" not in str(row) and "Bình" not in str(row)


def test_nobody_else_exports_anything(client: ActingClient, cast: dict[str, Person], binh: Person) -> None:
    refused = {
        client.get(path, as_=cast[who]).status_code for who in ("hien", "sau", "son", "quan") for path in (LOG, "/exports")
    }

    assert refused == {403}
    assert client.get(LOG, as_=binh).status_code == 401


def test_an_export_is_written_into_the_access_log(client: ActingClient, vinh: Person, inside: None) -> None:
    client.get(LOG, query_string={"from": "2026-11-01", "purpose": " Gửi  Ủy ban "}, as_=vinh)

    noted = db.session.query(AccessNote).filter_by(action="export.file").one()
    asked = {"what": "reports", "form": "csv", "reason": "Gửi Ủy ban", "from": "2026-11-01", "rows": 0}
    assert (noted.account_id, noted.facts) == (vinh.id, asked)


def test_a_period_that_ends_before_it_begins_is_refused(client: ActingClient, vinh: Person) -> None:
    answer = client.get(LOG, query_string={"from": "2026-11-02", "to": "2026-11-01"}, as_=vinh)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/bad-filter")


def test_reading_on_or_not_the_connection_is_given_back(
    app: Flask, client: ActingClient, send: Send, binh: Person, vinh: Person
) -> None:
    send(binh)
    for _ in range(3):
        answer = client.get(LOG, as_=vinh, buffered=False)
        next(answer.response)  # type: ignore[call-overload]
        answer.close()

    with app.app_context():
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_the_file_costs_the_same_number_of_statements_however_long_it_is(
    client: ActingClient, send: Send, binh: Person, vinh: Person
) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            rows(client, vinh)
        return len(seen)

    send(binh)
    cost()
    one = cost()
    for day in range(10, 18):
        send(binh, night=f"2026-11-{day}")

    assert cost() == one


def test_the_page_offers_months_and_leads_to_the_same_file(
    client: ActingClient, send: Send, binh: Person, thanh: Person, vinh: Person
) -> None:
    mine, _ = send(binh), send(thanh)

    page = client.get("/exports", as_=vinh).get_data(as_text=True)
    file = rows(client, vinh, PAGE, team=str(binh.team_id), from_night="2026-11-01", to_night="", purpose="Họp xã")

    assert "Tháng 11 năm 2026" in page and "2 dòng" in page
    assert [row["Mã báo cáo"] for row in file] == [mine]
    wrong = client.get(f"{PAGE}?from_night=2026-11-02&to_night=2026-11-01&purpose=Họp xã", as_=vinh)
    assert wrong.status_code == 422 and "Đêm cuối phải sau đêm đầu" in wrong.get_data(as_text=True)


@pytest.mark.parametrize("purpose", ["", "xem", "x" * 201])
def test_nothing_is_taken_from_the_page_without_saying_what_for(
    client: ActingClient, vinh: Person, send: Send, binh: Person, purpose: str
) -> None:
    send(binh)
    answer = client.get(PAGE, query_string={"purpose": purpose}, as_=vinh)

    assert answer.status_code == 422 and "Xin ghi tệp dùng để làm gì" in answer.get_data(as_text=True)
