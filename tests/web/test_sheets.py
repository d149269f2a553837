"""Spreadsheets that people bring: as Excel, LibreOffice and plain text files write them, damaged, too large, hostile."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from app.core.errors import NOT_A_SPREADSHEET, DomainError
from app.web.sheets import MOST_ROWS, Column, read_rows, write_workbook

COLUMNS = (Column("team", "Tổ"), Column("name", "Họ và tên"), Column("since", "Từ ngày", needed=False))


def packed(*lines: tuple[object, ...]) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_are_read_by_headings_in_any_order_and_writing() -> None:
    rows = read_rows(
        packed(
            ("DANH SÁCH TỔ VIÊN",),
            (),
            ("ho va ten", "Ghi chú", "TU NGAY", "tổ"),
            ("Lê Văn Bình", "x", date(2026, 3, 1), "Tổ 1"),
            (None, None, None, None),
            ("  Trần Thị Hoa ", None, "15/4/2026", 2.0),
            ("Ngô Đức", None, None, "=1+1"),
        ),
        COLUMNS,
    )
    assert [(row.number, row.text("team"), row.text("name"), row.day("since")) for row in rows] == [
        (4, "Tổ 1", "Lê Văn Bình", date(2026, 3, 1)),
        (6, "2", "Trần Thị Hoa", date(2026, 4, 15)),
        (7, "", "Ngô Đức", None),  # a formula whose value was never worked out
    ]
    assert rows[0].text("since") == "1/3/2026"


@pytest.mark.parametrize(
    "data",
    [
        "Tổ;Họ và tên\nTổ 1;Lê Văn Bình\n".encode("utf-8-sig"),
        "Tổ,Họ và tên\r\nTổ 1,Lê Văn Bình\r\n".encode(),
        "Tổ\tHọ và tên\r\nTổ 1\tLê Văn Bình\r\n".encode("utf-16"),
        # The letters of a Mac: each mark behind its letter.
        "T\u006f\u0302\u0309,Ho\u0323 và tên\nT\u006f\u0302\u0309 1,Lê Văn Bình\n".encode(),
    ],
    ids=["excel-vi", "plain", "unicode-text", "decomposed"],
)
def test_text_files_of_several_programs_say_the_same(data: bytes) -> None:
    assert [row.cells for row in read_rows(data, COLUMNS)] == [{"team": "Tổ 1", "name": "Lê Văn Bình", "since": ""}]


def test_a_word_that_is_no_date_is_no_date() -> None:
    (row,) = read_rows("Tổ,Họ và tên,Từ ngày\n1,An,hôm qua\n".encode(), COLUMNS)
    with pytest.raises(ValueError, match="unpack"):
        row.day("since")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Không thấy hàng tiêu đề"),
        (b"\x89PNG\r\n\x1a\n\0\0", "không phải .xlsx"),
        ("Tên,Nơi ở\nAn,Thôn 1\n".encode(), "Tổ, Họ và tên"),
        (packed(("Tổ", "Họ và tên"))[:-900], "không phải .xlsx"),
        (bomb(), "lớn quá"),
        (("Tổ,Họ và tên\n" + "1,An\n" * (MOST_ROWS + 1)).encode(), "2.000 hàng"),
    ],
    ids=["empty", "picture", "other-table", "cut-off", "bomb", "endless"],
)
def test_what_is_no_table_of_ours_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read_rows(data, COLUMNS)
    assert refusal.value.problem is NOT_A_SPREADSHEET
    assert reason in (refusal.value.detail or "")


def test_a_workbook_with_something_else_inside_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("readme.txt", "nothing of a table")
    with pytest.raises(DomainError) as refusal:
        read_rows(out.getvalue(), COLUMNS)
    assert "hỏng" in (refusal.value.detail or "")


def test_what_is_written_can_be_read_again_and_holds_no_formula() -> None:
    written = write_workbook("Tổ viên", COLUMNS, [("Tổ 1", "=HYPERLINK(1)", date(2026, 3, 1)), ("Tổ 2", "An", "")])
    assert [row.cells for row in read_rows(written, COLUMNS)] == [
        {"team": "Tổ 1", "name": "=HYPERLINK(1)", "since": date(2026, 3, 1)},
        {"team": "Tổ 2", "name": "An", "since": ""},
    ]
    cell = load_workbook(io.BytesIO(written)).active["B2"]
    assert cell.data_type == "s"
