"""The duty officer makes a passkey on the machine of the duty room, comes in by it, and shows it before an export.

The machine's key is Chromium's own virtual one; the page stands at ``localhost``, because an address in numbers has none.
"""

from collections.abc import Callable

from playwright.sync_api import CDPSession, expect

from tests.browser.conftest import own_house, with_a_night
from tests.browser.desk import Desk
from tests.browser.house import House

WHO = "tu"
MACHINE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
house = own_house(prepare=with_a_night, host="localhost")


def plug_in(desk: Desk) -> tuple[CDPSession, str]:
    """Give the browser a machine with a fingerprint reader; gives its name for ``touch``."""
    machine = desk.context.new_cdp_session(desk.page)
    machine.send("WebAuthn.enable")
    return machine, machine.send("WebAuthn.addVirtualAuthenticator", {"options": MACHINE})["authenticatorId"]


def test_a_passkey_from_its_making_to_an_export(new_desk: Callable[..., Desk], house: House) -> None:
    desk = new_desk()
    machine, name = plug_in(desk)
    desk.sign_in(WHO)
    desk.open("/account")
    desk.press("Tạo khóa trên máy này")
    desk.page.get_by_label("Tên của khóa").fill("Máy trực ban")
    # A finger that the machine does not know.
    machine.send("WebAuthn.setUserVerified", {"authenticatorId": name, "isUserVerified": False})
    desk.press("Tạo khóa trên máy này")
    desk.sees("Chưa dùng khóa: đã hủy hoặc chờ quá lâu.")
    machine.send("WebAuthn.setUserVerified", {"authenticatorId": name, "isUserVerified": True})
    # Enter in the only field makes the key as well.
    desk.page.get_by_label("Tên của khóa").press("Enter")
    expect(desk.page.locator(".recovery-codes li")).to_have_count(10)
    desk.press("Đã cất mã, đi tiếp")
    desk.sees("chưa dùng lần nào")

    desk.page.locator("details.account summary").click()
    desk.press("Thoát tài khoản")
    desk.page.get_by_label("Tên đăng nhập").fill(WHO)
    desk.page.get_by_label("Mật khẩu", exact=True).fill(house.password_of(WHO))
    desk.press("Đăng nhập")
    desk.press("Dùng khóa của máy (passkey)")
    expect(desk.page.locator("details.account")).to_be_visible()
    desk.open("/account")
    desk.sees("dùng lần cuối")

    house.pass_time(11)
    desk.open("/exports")
    desk.page.get_by_label("Dùng để làm gì").fill("Họp giao ban tháng")
    desk.watch.expect("403")
    desk.press("Tải về CSV")
    desk.page.get_by_label("Mật khẩu", exact=True).fill(house.password_of(WHO))
    with desk.page.expect_download() as download:
        desk.press("Dùng khóa của máy (passkey)")
    assert download.value.suggested_filename == "Nhật ký hoạt động.csv"

    # Another browser has no key of this account, and the codes on paper are there.
    elsewhere = new_desk(width=390, height=844)
    plug_in(elsewhere)
    elsewhere.open("/sign-in")
    elsewhere.page.get_by_label("Tên đăng nhập").fill(WHO)
    elsewhere.page.get_by_label("Mật khẩu", exact=True).fill(house.password_of(WHO))
    elsewhere.press("Đăng nhập")
    elsewhere.press("Dùng khóa của máy (passkey)")
    elsewhere.sees("Chưa dùng khóa: đã hủy hoặc chờ quá lâu.")
    assert elsewhere.fits()
