"""The office reminds a phone, the phone says what to do, and the office learns that it was read."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

# A browser that promises nothing: the trouble stays until the app is installed.
GRANTS_NOTHING = """for (const ask of self.StorageManager ? ['persist', 'persisted'] : [])
  StorageManager.prototype[ask] = async () => false"""


def test_a_phone_is_reminded_and_says_that_it_was_read(phone: Phone, new_desk: Callable[..., Desk], house: House) -> None:
    phone.context.add_init_script(GRANTS_NOTHING)
    phone.enrol(house.invite("Chợ Mới"), holder="Đặng Văn Thắng")
    for button in ("Mở ca", "Bắt đầu", "Kết ca", "Đúng, gửi báo cáo"):
        phone.tap(button)
    phone.sees("Đã gửi. Cảm ơn bác!")

    desk = new_desk()
    desk.sign_in("vinh")
    desk.open("/phones?trouble=unprotected")
    card = desk.page.locator(".phone-card").filter(has_text="Chợ Mới").first
    card.get_by_role("button", name="Nhắc", exact=True).click()
    desk.open("/phones?trouble=unprotected")
    expect(card).to_contain_text("máy chưa xem")
    assert desk.fits()

    phone.close_and_open()
    told = phone.page.get_by_test_id("nudge")
    expect(told).to_contain_text("Công an xã nhắc: máy chưa giữ chắc dữ liệu.")
    with phone.page.expect_response("**/sync/push"):
        phone.tap_id("nudge-read")
    expect(told).to_have_count(0)

    desk.open("/phones?trouble=unprotected")
    expect(card).to_contain_text("máy đã xem")
