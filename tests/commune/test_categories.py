"""A commune calls and uses categories as it likes, from a day on, and has some of its own; none is ever deleted."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from app.catalogue import queries as catalogue
from app.catalogue import service as seeding
from app.catalogue.schemas import CatalogueOut
from app.web.sheets import Column, write_workbook
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Person
from tests.commune.deciding import AFTERWARDS, LATER, TODAY, when
from tests.counting import counted_statements
from tests.nights import body_of, incident, push_one, submit
from tests.roster.plans import NIGHT, plan

LOUD: dict[str, Any] = {
    "vi": "Loa kéo sau 21 giờ",
    "short_vi": "Loa kéo",
    "en": "Loud trolley",
    "severity": "2",
    "used": "y",
}
OWN = {"group": "F", "vi": "Voi về nương rẫy", "short_vi": "Voi về", "en": "Elephants", "severity": "4", "since": TODAY}


@pytest.fixture(autouse=True)
def nothing_kept(inside: None) -> Iterator[None]:
    catalogue.forget()
    yield
    catalogue.forget()


def on_the_phone(client: ActingClient, person: Person) -> dict[str, Any]:
    found = client.get("/api/v1/catalogue", as_=person).json
    assert CatalogueOut().validate(found) == {}
    return {one["code"]: one for one in found["categories"]}


def test_a_category_is_called_differently_and_ended_from_a_day_on(
    client: ActingClient, vinh: Person, binh: Person, dung: Person, khanh: Person
) -> None:
    version = client.get("/api/v1/sync/changes", as_=binh).json["catalogue_version"]
    kept = client.submit("/categories/A02", LOUD | {"since": LATER}, page="/categories/A02", as_=vinh)
    ended = client.submit("/categories/D06", {"vi": "Gia súc thả rông", "severity": "1", "since": TODAY}, as_=vinh)

    assert (kept.status_code, ended.status_code) == (303, 303)
    now = on_the_phone(client, binh)
    assert (now["A02"]["severity"], now["D06"]["ended"]) == (1, True)
    assert client.get("/api/v1/sync/changes", as_=binh).json["catalogue_version"] != version
    page = client.get("/categories", as_=vinh).text
    assert "ngừng dùng" in page and "từ 01/12/2026" in page
    assert "mức 2" in client.get("/categories/A02", as_=vinh).text
    with when(AFTERWARDS):
        then = on_the_phone(client, binh)["A02"]
        assert (then["vi"], then["short_vi"], then["severity"], then["told_vi"]) == (
            "Loa kéo sau 21 giờ",
            "Loa kéo",
            2,
            "loa kéo",
        )
        assert on_the_phone(client, khanh)["A02"]["vi"] == "Karaoke, loa kẹo kéo sau 22 giờ"


def test_a_category_of_the_own_reaches_phone_report_and_desk(
    client: ActingClient, vinh: Person, ha: Person, binh: Person, khanh: Person, dung: Person
) -> None:
    assert client.submit("/categories/new", OWN, page="/categories/new", as_=vinh).status_code == 303

    mine = on_the_phone(client, binh)["F101"]
    assert (mine["vi"], mine["kind"], mine["call_first"], mine["fields"]) == ("Voi về nương rẫy", "incident", True, [])
    assert "F101" not in on_the_phone(client, khanh)
    (shift_id,) = plan(ha, binh, NIGHT)
    said = submit(binh, shift_id=str(shift_id), body=body_of(binh, incidents=[incident(category="F101", severity=4)]))
    assert push_one(client, binh, said)["status"] == "applied"
    assert "Voi về" in client.get("/queue", as_=ha).text
    assert 'value="F101"' in client.get("/reports", as_=ha).text
    assert 'value="F101"' not in client.get("/reports", as_=dung).text
    assert client.get("/categories/F101", as_=dung).status_code == 404


def test_bringing_the_data_file_up_to_date_leaves_the_own_alone(client: ActingClient, vinh: Person, binh: Person) -> None:
    client.submit("/categories/new", OWN, as_=vinh)
    with unit_of_work():
        done = seeding.seed_catalogue()

    assert (done.changed, done.ended) == ([], [])
    assert "F101" in on_the_phone(client, binh)


@pytest.mark.parametrize(
    ("path", "changed", "words"),
    [
        ("/categories/new", {"vi": ""}, "Xin điền mục này"),
        ("/categories/new", {"vi": "Ngập, nước lên nhanh"}, "Nhóm này đã có loại việc tên như vậy"),
        ("/categories/new", {"group": "Z"}, "fault"),
        (
            "/categories/new",
            {"short_vi": "", "vi": "Một cái tên dài hơn ba mươi ký tự nhiều"},
            "Tên ngắn trên máy nhiều nhất 30",
        ),
        ("/categories/F01", {"severity": ""}, "Mức độ từ 1 đến 4"),
        ("/categories/F01", {"since": "2026-11-01"}, "không được ở trước hôm nay"),
    ],
)
def test_what_makes_no_sense_is_said(
    client: ActingClient, vinh: Person, path: str, changed: dict[str, str], words: str
) -> None:
    answer = client.submit(path, OWN | changed, as_=vinh)

    assert answer.status_code == 422
    assert words in answer.text


def bring(client: ActingClient, vinh: Person, what: str, rows: list[list[str]], headings: list[str]) -> Any:
    book = write_workbook("Bảng", [Column(one, one) for one in headings], rows)
    file = (BytesIO(book), "bang.xlsx")
    return client.submit(f"/settings/sheet/{what}", {"file": file}, as_=vinh, content_type="multipart/form-data")


CATEGORY_HEADINGS = ["Mã", "Nhóm", "Tên đầy đủ", "Tên ngắn", "Tên tiếng Anh", "Mức", "Đang dùng"]


def test_the_table_goes_out_comes_back_is_tried_and_takes_effect(client: ActingClient, vinh: Person, binh: Person) -> None:
    there = client.get("/settings/sheet/categories/present.xlsx", as_=vinh)
    sheet = load_workbook(BytesIO(there.data)).worksheets[0]
    rows = [["" if one is None else str(one) for one in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(rows) == 58
    a02 = next(row for row in rows if row[0] == "A02")
    assert "giống hệt hiện nay" in bring(client, vinh, "categories", rows, CATEGORY_HEADINGS).text
    a02[5], a02[6] = "3", "không"
    rows.append(["", "F", "Voi về nương rẫy", "Voi về", "", "4", "có"])

    tried = bring(client, vinh, "categories", rows, CATEGORY_HEADINGS)
    assert "2 thay đổi. Chưa có gì được ghi" in tried.text
    assert "F101" not in on_the_phone(client, binh)
    text = tried.text.split('name="rows"')[1].split('value="')[1].split('"')[0].replace("&#34;", '"')
    done = client.submit("/settings/sheet/categories/keep", {"rows": text, "since": LATER}, as_=vinh)

    assert done.status_code == 303
    assert "F101" not in on_the_phone(client, binh)
    with when(AFTERWARDS):
        then = on_the_phone(client, binh)
        assert (then["A02"]["severity"], then["A02"]["ended"], then["F101"]["vi"]) == (3, True, "Voi về nương rẫy")


def test_each_bad_row_is_named_with_its_reason_and_nothing_is_written(client: ActingClient, vinh: Person) -> None:
    settings = [
        ["held_alarm_hours", "", "0"],
        ["colour", "", "đỏ"],
        ["report_due", "", "7h"],
        ["report_due", "", "8h30"],
        ["pronoun", "", "cô chú"],
    ]
    page = bring(client, vinh, "settings", settings, ["Mã", "Mục", "Giá trị"]).text
    for words in ("dòng 2", "Cần một số từ 1 đến 240", "dòng 3", "Không có mục nào mang mã này", "dòng 5", "đã có ở dòng 4"):
        assert words in page
    assert "3 dòng cần sửa" in page and 'name="rows"' not in page
    assert "Không thấy hàng tiêu đề" in bring(client, vinh, "settings", [["a"]], ["Tên"]).text
    categories = [
        ["X99", "A", "Lạ", "Lạ", "", "1", "có"],
        ["A02", "B", "Loa", "Loa", "", "9", "có lẽ"],
        ["", "Z", "Khác nữa", "Khác", "", "1", ""],
    ]
    page = bring(client, vinh, "categories", categories, CATEGORY_HEADINGS).text
    for words in (
        "mang mã này. Loại mới",
        "không đổi nhóm được",
        "Mức độ từ 1 đến 4",
        "chỉ ghi có hoặc không",
        "Không có nhóm này",
    ):
        assert words in page

    forged = '[[2, {"key": "held_alarm_hours", "name": "", "value": "0"}]]'
    assert client.submit("/settings/sheet/settings/keep", {"rows": forged, "since": TODAY}, as_=vinh).status_code == 422
    assert client.submit("/settings/sheet/settings/keep", {"rows": "{}", "since": TODAY}, as_=vinh).status_code == 400
    assert catalogue.get_setting("held_alarm_hours", on=date(2026, 11, 21), commune_id=vinh.commune_id) == 24


def test_settings_by_spreadsheet_take_effect(client: ActingClient, vinh: Person) -> None:
    there = client.get("/settings/sheet/settings/present.xlsx", as_=vinh)
    sheet = load_workbook(BytesIO(there.data)).worksheets[0]
    rows = [["" if one is None else str(one) for one in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    next(row for row in rows if row[0] == "allowance_cap_nights")[2] = "12"
    tried = bring(client, vinh, "settings", rows, ["Mã", "Mục", "Giá trị"])
    text = tried.text.split('name="rows"')[1].split('value="')[1].split('"')[0].replace("&#34;", '"')
    client.submit("/settings/sheet/settings/keep", {"rows": text, "since": LATER}, as_=vinh)

    days = (date(2026, 11, 30), date(2026, 12, 1))
    assert [catalogue.get_setting("allowance_cap_nights", on=on, commune_id=vinh.commune_id) for on in days] == [10, 12]


def test_the_list_costs_the_same_whatever_was_changed(client: ActingClient, vinh: Person) -> None:
    client.get("/categories", as_=vinh)
    with counted_statements() as few:
        client.get("/categories", as_=vinh)
    for name in ("Một", "Hai", "Ba"):
        client.submit("/categories/new", OWN | {"vi": f"Việc {name}"}, as_=vinh)
        client.submit("/categories/A01", LOUD | {"vi": f"Ồn {name}", "since": LATER}, as_=vinh)
    with counted_statements() as many:
        client.get("/categories", as_=vinh)

    assert len(many) == len(few)
