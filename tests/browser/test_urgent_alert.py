"""An urgent alert: from the phone to the duty officer's desk and back, and what the phone says while nobody answers."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone
from tests.browser.watching import until

WAITS = "Đã gửi tới trực ban, chờ xác nhận."
NOBODY = "Chưa ai nhận tin. Hãy gọi trực ban."
NOT_SENT = "Chưa gửi được. Hãy gọi trực ban."
# How often the page was to be heard.
_COUNT_STROKES = """
window.strokes = 0;
const begin = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) { window.strokes += 1; return begin.apply(this, given); };
"""

# Between the group's first tile and the buttons below, px.
_ROOM = """
() => {
  const [tile, dock] = ['#group-Z .tile', '.dock'].map((one) => document.querySelector(one).getBoundingClientRect());
  return dock.top - tile.bottom;
}
"""

# A house of its own: the other journeys count on the nights that they find.
house = own_house()


def _name_a_fire(phone: Phone) -> None:
    phone.tap_id("add-incident")
    for group in ("Z", "B", "C"):  # down to the last, up again, down to the fires
        phone.tap_id(f"group-{group}")
        expect(phone.page.locator(f"#group-{group} .tile").first).to_be_in_viewport(ratio=1)
        expect(phone.page.get_by_test_id(f"group-{group}")).to_have_attribute("aria-pressed", "true")
    phone.tap_id("tile-C01")
    phone.is_on("urgent")


def _open_shift(phone: Phone) -> None:
    for button in ("Mở ca", "Bắt đầu"):
        phone.tap(button)
    phone.is_on("shift")


def test_a_slow_phone_comes_as_far_as_the_group_that_was_tapped(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Suối Cạn"), holder="Nguyễn Văn Bình")
    _open_shift(phone)
    phone.context.new_cdp_session(phone.page).send("Emulation.setCPUThrottlingRate", {"rate": 15})
    phone.tap_id("add-incident")
    phone.tap_id("group-Z")
    expect(phone.page.locator("#group-Z .tile").first).to_be_visible()
    phone.wait_until(lambda: phone.page.evaluate(_ROOM) > 0, "what was tapped lies behind the buttons")


def test_an_alert_reaches_the_desk_and_the_answer_the_phone(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    phone.enrol(house.invite("Chợ Mới"), holder="Đặng Văn Thắng")
    desk = new_desk()
    desk.sign_in("tu")
    desk.context.add_init_script(_COUNT_STROKES)
    desk.open("/alerts")
    desk.press("Bật âm báo trực ban")
    desk.sees(re.compile("Đang bật đến"))
    assert desk.page.evaluate("window.strokes") > 0
    desk.open("/help")
    assert desk.page.evaluate("window.strokes") == 0
    _open_shift(phone)
    _name_a_fire(phone)
    expect(phone.page.get_by_test_id("alert")).to_contain_text(WAITS)

    phone.pass_time(3)
    expect(phone.page.get_by_test_id("alert")).to_contain_text(NOBODY)

    banner = desk.page.get_by_role("alert", name="Tin khẩn chưa ai nhận")
    expect(banner).to_contain_text("Chợ Mới")
    assert desk.page.title().startswith("(!)")
    until(desk.page, "window.strokes > 0")
    assert desk.fits()
    banner.get_by_role("button", name="Đã nhận tin").first.click()
    desk.sees("Đã nhận tin. Máy của tổ sẽ hiện ngay khi có mạng.")
    expect(banner).to_have_count(0)
    rung = desk.page.evaluate("window.strokes")
    desk.page.wait_for_timeout(5_000)
    assert desk.page.evaluate("window.strokes") == rung
    expect(desk.page).to_have_url(re.compile("/help"))

    expect(phone.page.get_by_test_id("alert")).to_contain_text(re.compile("Trực ban .* đã nhận tin lúc"))


def test_without_a_network_it_says_so_and_goes_first_once_there_is_one(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Suối Cạn"), holder="Nguyễn Văn Bình")
    sent: list[str] = []
    phone.page.on(
        "requestfinished", lambda asked: sent.append(asked.post_data or "") if asked.url.endswith("/sync/push") else None
    )
    with phone.cut_off():
        for button in ("Mở ca", "Bắt đầu", "Kết ca", "Đúng, gửi báo cáo"):
            phone.tap(button)
        phone.is_on("home")
        phone.tap("Mở ca khác")
        phone.tap("Bắt đầu")
        _name_a_fire(phone)
        told = phone.page.get_by_test_id("alert")
        expect(told).to_contain_text(NOT_SENT)
        phone.page.goto("/app/#/shift")
        expect(phone.page.get_by_test_id("alert-call")).to_have_attribute("href", re.compile("^tel:"))
        phone.sees("Tin khẩn chưa tới trực ban")
    expect(told).to_contain_text(WAITS, timeout=30_000)

    def carried(kind: str) -> list[int]:
        return [place for place, one in enumerate(sent) if kind in one]

    phone.wait_until(lambda: carried("report.submit"), "the report does not go")
    assert carried("alert.raise")[0] < carried("report.submit")[0]
