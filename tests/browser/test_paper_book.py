"""A night that stands on paper: an officer enters it, another one approves it, and it is in grid and feed."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk

NIGHT = "2026-10-29"
NOTE = "Máy rơi xuống mương"


def test_a_night_from_the_paper_book_is_entered_approved_and_told(new_filled_desk: Callable[..., Desk]) -> None:
    officer, chief = new_filled_desk(width=390, height=844), new_filled_desk()
    officer.sign_in("ha")
    officer.open("/paper")
    # Before the past of this house, so that its queue stays as others know it.
    officer.page.get_by_label("Tổ", exact=True).select_option(index=1)
    officer.page.get_by_label("Đêm", exact=True).fill(NIGHT)
    officer.press("Tiếp")
    team = officer.page.locator("main h1").inner_text()
    expect(officer.page.get_by_label("Từ", exact=True)).not_to_have_value("")
    for label in officer.page.locator("input[name='present']").all():
        label.check(force=True)
    officer.page.get_by_label("Số vòng đã đi").fill("2")
    officer.choose("Sổ ghi: ca bình thường, không có vụ việc")
    officer.watch.expect("422")
    officer.press("Nhập ca này")
    officer.sees("Xin chọn vì sao ghi trên giấy")
    assert officer.fits()
    officer.choose("Hỏng máy")
    officer.page.get_by_label("Ghi thêm về lý do").fill(NOTE)
    officer.press("Nhập ca này")

    officer.sees("Nhập từ sổ giấy · Lê Thị Thu Hà · Hỏng máy")
    officer.sees("Đồng nghiệp duyệt ca này: người nhập không tự duyệt.")
    expect(officer.page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)
    report = officer.page.url

    chief.sign_in("vinh")
    chief.open(f"/grid/{NIGHT[:7]}")
    square = chief.page.locator(f"a.square[href='{report.removeprefix(officer.house.base_url)}']")
    expect(square).to_have_class(re.compile("waiting"))
    square.click()
    expect(chief.page.locator("main h1, main h2").filter(has_text=re.compile("Tổ|Đội")).first).to_contain_text(team)
    chief.sees(NOTE)
    chief.press("Duyệt")
    chief.sees(re.compile("^Đã duyệt"))

    chief.open(f"/grid/{NIGHT[:7]}")
    expect(square).to_have_class(re.compile("received"))
    chief.open(f"/feed?from_night={NIGHT}&to_night={NIGHT}")
    told = chief.page.locator("main article").filter(has_text="Nhập từ sổ giấy")
    expect(told.get_by_role("link").first).to_have_attribute("href", re.compile(report.rpartition("/")[2]))
