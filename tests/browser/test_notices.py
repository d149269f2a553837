"""A notice goes from the office to a phone, is read there without a network, and the office sees by whom."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone


def notice(phone: Phone) -> Locator:
    """The officer's notice on the screen that is open; a team that was silent may have one more."""
    return phone.page.get_by_test_id("notice").filter(has_text="Bão số 13")


def test_a_notice_is_read_on_the_phone_and_the_office_sees_by_whom(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    invitation = house.invite("Bàu Sen")
    phone.enrol(invitation, holder="Trần Quốc Khánh")
    desk = new_desk()
    desk.sign_in("vinh")
    desk.open("/notices")
    desk.page.get_by_label("Tiêu đề").fill("Bão số 13")
    desk.page.get_by_label("Nội dung").fill("Các tổ sạc đầy pin, giữ máy khô.")
    desk.page.get_by_label("Gửi tới").select_option(label=invitation["team"])
    desk.press("Gửi thông báo")
    desk.sees("Đã gửi thông báo. Máy của tổ sẽ nhận khi có mạng.")
    card = desk.page.locator("section.card").filter(has_text="Bão số 13")
    expect(card).to_contain_text(invitation["team"])
    expect(card.locator(".chip")).to_contain_text("0/")
    assert desk.fits()

    phone.close_and_open()
    expect(notice(phone)).to_contain_text("Các tổ sạc đầy pin, giữ máy khô.")
    with phone.cut_off():
        notice(phone).get_by_test_id("read-notice").tap()
        expect(notice(phone)).to_have_count(0)
        phone.close_and_open()
        phone.tap_id("menu-feed")
        expect(notice(phone)).to_contain_text("Đã đọc")
        expect(notice(phone).get_by_test_id("read-notice")).to_have_count(0)
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")

    desk.open("/notices")
    expect(card.locator(".chip")).to_contain_text("1/")
    card.get_by_text("Ai đã đọc").click()
    expect(card.locator("details")).to_contain_text("Trần Quốc Khánh")

    card.get_by_role("button", name="Gỡ khỏi máy của tổ").click()
    expect(card).to_have_count(0)
    phone.open()
    phone.tap_id("menu-feed")
    phone.is_on("feed")
    expect(notice(phone)).to_have_count(0)
