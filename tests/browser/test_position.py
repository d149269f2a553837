"""A position is read only with consent, in an open shift, at a tap: the browser itself counts who asks for one."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

# Every way to ask is counted before the app can touch it.
SPY = """
globalThis.kengAsked = JSON.parse(sessionStorage.getItem('asked') || '[]');
for (const way of ['getCurrentPosition', 'watchPosition']) {
  const real = Geolocation.prototype[way];
  Geolocation.prototype[way] = function (...given) {
    kengAsked.push(way);
    sessionStorage.setItem('asked', JSON.stringify(kengAsked));
    return real.apply(this, given);
  };
}
"""
HERE = {"latitude": 11.735681, "longitude": 108.373249, "accuracy": 12}


# A house of its own: the other journeys count on the queue that they find.
house = own_house()


def watched(phone: Phone) -> Callable[[], list[str]]:
    """Lets the phone stand somewhere, and gives how it was asked so far."""
    phone.context.grant_permissions(["geolocation"], origin=phone.base_url)
    phone.context.set_geolocation(HERE)  # type: ignore[arg-type]
    phone.context.add_init_script(SPY)
    return lambda: list(phone.page.evaluate("kengAsked"))


def say(phone: Phone, words: str) -> None:
    """Answer the question of the settings, and go back to the first page."""
    phone.open("/app/#/settings")
    phone.tap(words)


def positions(phone: Phone) -> list[Any]:
    """The positions of the passes in the draft."""
    (draft,) = phone.rows("drafts")
    return [tap["position"] for patrol in draft["body"]["rounds"] for tap in patrol["passes"]]


def test_a_whole_night_without_consent_never_asks_where_the_phone_is(phone: Phone, house: House) -> None:
    asked = watched(phone)
    phone.enrol(house.invite("Suối Cạn"), holder="Nguyễn Văn Bình")

    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    for _ in range(2):
        phone.tap_id("checkpoint")
    phone.tap_id("add-incident")
    phone.tap_id("tile-A03")
    phone.is_on("incident")
    phone.open("/app/#/shift")
    phone.tap("Kết ca")
    phone.sees("Gửi báo cáo")
    phone.open("/app/#/settings")

    phone.sees("Cho ghi vị trí điểm tuần tra?")
    phone.sees("Đang tắt. Không đồng ý thì ca vẫn ghi bình thường.")
    assert asked() == []


def test_with_consent_a_position_is_read_at_each_tap_and_never_after_a_withdrawal_or_the_end(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    asked = watched(phone)
    phone.enrol(house.invite("Suối Cạn"), holder="Trần Thị Hoa")
    say(phone, "Đồng ý cho ghi vị trí")
    phone.sees("Máy chỉ đọc vị trí lúc bấm điểm.")
    phone.open("/app/#/home")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    assert asked() == []

    for number in (1, 2):
        phone.tap_id("checkpoint")
        expect(phone.page.get_by_test_id("place-news")).to_have_text("Đã ghi vị trí (±12 m)")
        phone.wait_until(lambda: all(positions(phone)) and len(positions(phone)) == number, "no position")  # noqa: B023
        assert asked() == ["getCurrentPosition"] * number
    first = positions(phone)[0]
    assert (first["lat"], first["lon"], first["accuracy_m"]) == (11.7357, 108.3732, 12)

    phone.pass_time(minutes=5)
    say(phone, "Rút lại đồng ý")
    phone.sees("Máy không đọc vị trí nữa.")
    phone.open("/app/#/shift")
    phone.tap_id("checkpoint")
    phone.wait_until(lambda: len(positions(phone)) == 3, "the third tap is not written")
    assert positions(phone)[2] is None
    say(phone, "Đồng ý cho ghi vị trí")
    phone.open("/app/#/shift")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    assert asked() == ["getCurrentPosition"] * 2

    phone.is_on("home")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")

    desk = new_desk()
    desk.sign_in("ha")
    desk.open_row("Suối Cạn")
    expect(desk.page.locator(".how").filter(has_text="cách điểm")).to_have_count(2)
    expect(desk.page.locator(".how").first).to_contain_text(re.compile(r"cách điểm [\d.]+ m \(±12 m\)"))
