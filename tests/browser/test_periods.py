"""A team's week is signed at the desk: its nights are locked, and the chief opens it again with a reason."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk


def test_a_week_is_signed_its_nights_locked_and_opened_again(new_filled_desk: Callable[..., Desk]) -> None:
    desk = new_filled_desk()
    desk.sign_in("vinh")
    desk.open("/periods?kind=week")
    last_week = desk.page.locator(".period-card").nth(1)
    last_week.get_by_role("button", name="Lập báo cáo: Tổ BVANTT thôn Suối Cạn").click()
    desk.page.locator("#part-situation textarea").fill("Tình hình trong tuần ổn định.")
    desk.page.locator("#part-situation").get_by_role("button").click()
    desk.sees("Đã lưu.")
    # A figure opens its records.
    approved = desk.page.locator("tr", has=desk.page.get_by_text("Báo cáo đã duyệt", exact=True))
    approved.get_by_role("link").click()
    night = str(desk.page.locator("main table a[href^='/reports/']").first.get_attribute("href"))
    desk.page.go_back()
    desk.press("Ký báo cáo")
    desk.sees("Đã ký. Số liệu đã chốt, báo cáo các đêm trong kỳ đã khóa.")
    expect(desk.page.locator("#part-situation textarea")).to_have_count(0)
    week = desk.page.url

    desk.open(night)
    desk.sees("Đã khóa")
    desk.open(week)
    desk.page.locator("#reopen summary").click()
    desk.page.locator("#reopen textarea").fill("Sót một ca đi thay")
    desk.press("Mở lại")
    desk.sees("Đã mở lại. Bản đã ký vẫn còn trong danh sách bên dưới.")
    desk.sees("Sót một ca đi thay")
    desk.open(night)
    desk.sees("Đã duyệt")
