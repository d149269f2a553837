"""The quiet night the short way: few taps, nothing typed, and approved with the others in one batch."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

MOST_TAPS = 8


def test_a_quiet_night_takes_at_most_eight_taps_and_no_typing(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    phone.enrol(house.invite("Đồi Mơ"), holder="Phạm Văn Thành")

    with phone.cut_off():
        phone.close_and_open()
        phone.taps = 0
        phone.tap("Mở ca")
        phone.sees("Có mặt: 4 người")
        phone.tap("Bắt đầu")
        for number in (1, 2, 3):
            phone.tap(f"Đủ cả vòng {number}")
        phone.sees("ghi cả vòng")
        phone.tap("Kết ca")
        phone.sees("Ca bình thường, không có vụ việc")
        phone.sees("3 vòng, ghi cả vòng, 4 người")
        phone.tap("Đúng, gửi báo cáo")

        assert phone.taps <= MOST_TAPS
        phone.is_on("home")
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
        expect(phone.page.get_by_test_id("night").first).to_contain_text("Chờ gửi")

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.page.get_by_test_id("night").first).to_contain_text("Chờ duyệt")
    phone.tap_id("queue-bar")
    phone.sees("Đã tới Công an xã")
    phone.sees("Mã nhận")

    desk = new_desk()
    desk.sign_in("ha")
    expect(desk.page.locator("li.quiet-row")).to_contain_text("Đồi Mơ")
    desk.page.locator("[data-batch-button]").click()
    desk.sees(re.compile("Đã duyệt"))
    expect(desk.page.locator("li.quiet-row")).to_have_count(0)
    phone.close_and_open()
    expect(phone.page.get_by_test_id("night").first).to_contain_text("Đã duyệt")
