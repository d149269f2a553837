"""The night goes out although the app was closed: the browser wakes the worker when the network is back."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone


def test_a_closed_app_sends_when_the_browser_says_that_the_network_is_back(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    phone.enrol(house.invite("Bến Xe"), holder="Nguyễn Trọng Nhân")
    wake = phone.waker()
    with phone.cut_off():
        phone.tap("Mở ca")
        phone.tap("Bắt đầu")
        phone.tap("Đủ cả vòng 1")
        phone.tap("Kết ca")
        phone.tap("Đúng, gửi báo cáo")
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
        phone.close()

    wake()
    desk = new_desk()
    desk.sign_in("lam")
    arrived = desk.page.locator("li.quiet-row").filter(has_text="Bến Xe")
    for _ in range(50):
        if arrived.count():
            break
        desk.open("/queue")
    expect(arrived).to_have_count(1)

    phone.open()
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    assert len(phone.rows("outbox")) == 1
