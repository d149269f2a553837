"""The chief takes a month out: chooses columns, sees the first rows, says what for, and opens the workbook; then the photos,
which the worker packs meanwhile."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.desk import Desk


def test_a_month_leaves_as_a_workbook_and_its_photos_as_a_package(
    new_filled_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = new_filled_desk(width=390, height=844)
    desk.sign_in("vinh")
    desk.open("/exports")
    desk.press("Tháng 11 năm 2026")
    desk.page.get_by_text("Chọn cột (34/34)").click()
    for box in desk.page.locator("input[name=columns]").all():
        box.set_checked(box.get_attribute("value") in ("night", "team", "people"))
    desk.page.get_by_label("Excel (.xlsx)").check()
    desk.press("Xem trước")
    expect(desk.page.locator(".preview thead th")).to_have_text(["Đêm", "Tổ", "Có mặt"])
    expect(desk.page.locator(".preview tbody tr")).to_have_count(20)
    assert desk.fits()
    desk.page.get_by_label("Dùng để làm gì").fill("Họp giao ban tháng")
    with desk.page.expect_download() as download:
        desk.press("Tải về XLSX")
    assert download.value.suggested_filename == "Nhật ký hoạt động 2026-11-01 đến 2026-11-30.xlsx"
    download.value.save_as(tmp_path / "month.xlsx")
    header, *rows = load_workbook(tmp_path / "month.xlsx").worksheets[0].iter_rows(values_only=True)
    assert header == ("Đêm", "Tổ", "Có mặt") and len(rows) > 100 and rows[0][0].month == 11

    desk.open("/exports?what=photos&from_night=2026-11-15&to_night=2026-11-18")
    desk.page.get_by_label("Dùng để làm gì").fill("Hồ sơ của tuần")
    desk.press("Chuẩn bị tệp ZIP")
    desk.sees("Đã nhận. Tệp đang được chuẩn bị")
    with desk.page.expect_download() as package:
        desk.press("Tải về")
    package.value.save_as(tmp_path / "week.zip")
    assert zipfile.ZipFile(tmp_path / "week.zip").testzip() is None
