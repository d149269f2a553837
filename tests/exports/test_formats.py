"""Each format, read back by a reader that is not ours: what stands in it, for whom, and how it is marked."""

import io
import json
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.exports.rules.tables import INCIDENTS, TABLES
from app.journal.models import AccessMember, AccessNote
from app.reports.rules import Move
from app.reports.service import moves
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.consents.giving import HERE, give, placed, withdraw
from tests.exports.taking import WHY, send_night, take
from tests.histories import move
from tests.nights import as_uuid, incident, push, submit

# Every letter of Vietnamese, in both cases.
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ"
)
HOSTILE = ['=cmd|"/c calc"!A1', "+1+1", "-2", "@SUM(A1)", "＝1", "<b>&\"'", "a\nb", "http://x.vn/"]


def sheet(data: bytes, name: str = "") -> list[list[Any]]:
    book = load_workbook(io.BytesIO(data))
    page = book[name] if name else book.worksheets[0]
    return [list(row) for row in page.iter_rows(values_only=True)]


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def at_wall(text: str) -> datetime:
    """A moment as a spreadsheet keeps it: by the clock on the wall, without a zone."""
    return datetime.fromisoformat(text)


def approve(app: Flask, vinh: Person, report_id: str) -> None:
    with app.app_context(), unit_of_work():
        moves.move_report(vinh.actor(), as_uuid(report_id), Move.APPROVE, rev=1)


def test_a_workbook_holds_real_times_numbers_and_every_letter(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh, remark=LETTERS, incidents=[incident("B01", 3)])

    header, row = sheet(take(client, vinh, "reports.xlsx").get_data())

    cells = dict(zip(header, row, strict=True))
    assert cells["Nhận xét chung"] == LETTERS
    assert (cells["Đêm"], cells["Giờ mở ca"]) == (at_wall("2026-11-21"), at_wall("2026-11-21T22:02"))
    assert (cells["Có mặt"], cells["Mức cao nhất"], cells["Trạng thái"]) == (1, 3, "Chờ duyệt")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(client: ActingClient, binh: Person, vinh: Person, text: str) -> None:
    send_night(client, binh, remark=text)

    data = take(client, vinh, "reports.xlsx", columns="remark").get_data()

    book = load_workbook(io.BytesIO(data))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type == "s" and cell.hyperlink is None
    assert cell.value == (f"'{text}" if text[0] in "=+-@＝" else text)


def test_a_workbook_says_who_took_it_when_and_what_for(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh)

    answer = take(client, vinh, "reports.xlsx", from_night="2026-11-01", to_night="2026-11-30", columns=["night", "team"])

    said = dict(sheet(answer.get_data(), "Về tệp này"))
    assert said["Người xuất"] == "Đỗ Quang Vinh (Trưởng Công an xã)" and said["Lúc"] == "22:30 ngày 21/11/2026"
    assert (said["Dùng để"], said["Các cột"], said["Số dòng"]) == (WHY, "Đêm, Tổ", "1")
    properties = load_workbook(io.BytesIO(answer.get_data())).properties
    assert properties.creator == "Đỗ Quang Vinh" and properties.created == at_wall("2026-11-21T22:30")
    named = answer.headers["Content-Disposition"]
    assert 'filename="nhat-ky-hoat-dong-2026-11-01-den-2026-11-30.xlsx"' in named
    assert unquote(named.partition("UTF-8''")[2]) == "Nhật ký hoạt động 2026-11-01 đến 2026-11-30.xlsx"


def test_json_lines_are_for_programs(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh, remark="=1", incidents=[incident("A03", 2)])

    about, row = lines(take(client, vinh, "reports.jsonl").get_data())

    assert (about["about"]["exported_by"], about["about"]["purpose"]) == ("Đỗ Quang Vinh", WHY)
    assert (row["remark"], row["quiet"], row["incidents"]) == ("=1", False, 1)
    assert (row["night"], row["started_at"]) == ("2026-11-21", "2026-11-21T22:02:00+07:00")


def test_incidents_have_the_words_as_they_were_mended_and_never_those_for_police_alone(
    client: ActingClient, binh: Person, vinh: Person
) -> None:
    one = incident("A03", 2, what="Xe 49A-123.45 của Tí", police_only={"plate": "49A-123.45", "name": "KÍN"})
    report_id = send_night(client, binh, incidents=[one])
    told = {"incident_id": one["incident_id"], "changes": {"text": "plates"}, "reason": "Bỏ biển số"}
    move(client, vinh, report_id, "correct", **told)

    data = take(client, vinh, "incidents.jsonl").get_data()

    _, row = lines(data)
    assert "KÍN" not in data.decode() and "49A" not in row["what"] and "của Tí" in row["what"]
    assert (row["place"], row["code"], row["severity"], row["report_id"]) == ("Cầu treo", "A03", 2, report_id)


def test_the_committee_gets_approved_things_by_their_codes_alone(
    app: Flask, client: ActingClient, binh: Person, thanh: Person, vinh: Person, loan: Person
) -> None:
    said = [incident("B10", 4, what="KÍN"), incident("D04", 1, what="KÍN")]
    approve(app, vinh, send_night(client, binh, incidents=said))
    send_night(client, thanh, incidents=[incident("A03", 2)])

    about, row = lines(take(client, loan, "incidents.jsonl").get_data())

    assert row["code"] == "D04" and "KÍN" not in str((about, row))
    assert set(row) == {one.key for one in INCIDENTS.columns if not one.police}
    assert [client.get(f"/exports?what={name}", as_=loan).status_code for name in ("attendance", "points", "photos")] == [
        404
    ] * 3
    refused = client.get("/exports/incidents.csv", query_string={"purpose": WHY, "columns": "what"}, as_=loan)
    assert "KÍN" not in refused.get_data(as_text=True)


@pytest.mark.parametrize(("who", "seen"), [("vinh", 2), ("tu", 2), ("ha", 1), ("lam", 1), ("dung", 0)])
@pytest.mark.parametrize("what", ["reports", "incidents", "attendance"])
def test_everybody_gets_the_rows_of_the_own_scope(
    client: ActingClient, cast: dict[str, Person], who: str, seen: int, what: str
) -> None:
    for person in (cast["binh"], cast["khoi"]):
        send_night(client, person, incidents=[incident()])

    assert len(lines(take(client, cast[who], f"{what}.jsonl").get_data())) == seen + 1


def test_attendance_is_counted_as_on_its_sheet(app: Flask, client: ActingClient, binh: Person, vinh: Person) -> None:
    approve(app, vinh, send_night(client, binh))
    send_night(client, binh, night="2026-11-20")

    header, *rows = sheet(take(client, vinh, "attendance.xlsx").get_data())

    assert header == ["Đêm", "Tổ", "Họ và tên", "Chức danh", "Số phút tính", "Kết quả"]
    assert [(row[0].day, row[2], row[3], row[5]) for row in rows] == [
        (20, "Nguyễn Văn Bình", "Tổ trưởng", "chờ duyệt"),
        (21, "Nguyễn Văn Bình", "Tổ trưởng", "được tính"),
    ]
    assert rows[1][4] > 0


def faults_of_geojson(document: dict[str, Any]) -> list[str]:
    """What breaks RFC 7946 in a collection of points."""
    faults = [] if document.get("type") == "FeatureCollection" else ["no collection"]
    for one in document["features"]:
        lon, lat = one["geometry"]["coordinates"]
        good = one["type"] == "Feature" and one["geometry"]["type"] == "Point" and isinstance(one["properties"], dict)
        faults += [] if good and -180 <= lon <= 180 and -90 <= lat <= 90 else [str(one)]
    return faults + (["a reference system is named"] if "crs" in document else [])


def test_points_are_geojson_and_the_members_are_told(client: ActingClient, binh: Person, vinh: Person, inside: None) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))

    document = json.loads(take(client, vinh, "points.geojson").get_data())

    assert faults_of_geojson(document) == []
    assert [one["geometry"]["coordinates"] for one in document["features"]] == [[HERE["lon"], HERE["lat"]]] * 4
    kinds = sorted(one["properties"]["thing"] for one in document["features"])
    assert kinds == ["lượt qua điểm"] * 3 + ["sự việc"] and document["about"]["purpose"] == WHY
    noted = db.session.query(AccessNote).filter_by(action="export.file").one()
    assert noted.facts["rows"] == 4 and noted.facts["reason"] == WHY
    assert [one.member_id for one in db.session.query(AccessMember).filter_by(access_id=noted.id)] == [binh.member_id]


def test_a_consent_that_was_taken_away_leaves_no_point(client: ActingClient, binh: Person, vinh: Person) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))
    push(client, binh, withdraw(binh, "23:30"))

    assert json.loads(take(client, vinh, "points.geojson").get_data())["features"] == []


def test_looking_at_the_page_shows_no_place_of_a_point(client: ActingClient, binh: Person, vinh: Person) -> None:
    push(client, binh, give(binh), submit(binh, body=placed(binh)))

    page = client.get("/exports?what=points", as_=vinh).get_data(as_text=True)

    assert "4 dòng" in page and "11.7357" not in page and "108.3732" not in page


@pytest.mark.parametrize("name", TABLES)
def test_every_page_of_choice_shows_its_first_rows(client: ActingClient, binh: Person, vinh: Person, name: str) -> None:
    send_night(client, binh, incidents=[incident(what="Nẹt pô")])

    page = client.get(f"/exports?what={name}&from_night=2026-11-01&to_night=2026-11-30", as_=vinh)

    assert page.status_code == 200
    if name in ("reports", "incidents", "attendance"):
        assert "Tổ BVANTT thôn Suối Cạn" in page.get_data(as_text=True)


def test_only_the_chosen_columns_leave(client: ActingClient, binh: Person, vinh: Person) -> None:
    send_night(client, binh, remark="Lời riêng")

    data = take(client, vinh, "reports.csv", columns=["team", "night"]).get_data().decode("utf-8-sig")

    assert data.splitlines() == ["Đêm,Tổ", "21/11/2026,Tổ BVANTT thôn Suối Cạn"]


def test_the_category_narrows_reports_and_incidents(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person, cast: dict[str, Person]
) -> None:
    mine = send_night(client, binh, incidents=[incident("A03", 2), incident("C01", 4)])
    send_night(client, thanh, incidents=[incident("D04", 1)])

    def found(name: str) -> list[dict[str, Any]]:
        return lines(take(client, vinh, name, category="C01").get_data())[1:]

    assert [row["report_id"] for row in found("reports.jsonl")] == [mine]
    assert [row["code"] for row in found("incidents.jsonl")] == ["C01"]
