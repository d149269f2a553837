"""A server that knows the phone no more, is slow, breaks off or is busy for an hour: what waits arrives once."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser import books
from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

BUSY_FOR_AN_HOUR = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
# So slow that a push takes seconds, and so slow that nothing comes at all.
_SLOW, _STANDSTILL = 4_000, 0.01


# A Kẻng of this module alone.
house = own_house()


def write_a_night(phone: Phone) -> None:
    """Open a shift and send it off, on a line as it is."""
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    phone.is_on("home")


def versions_of(row: dict[str, Any], house: House) -> int:
    """How often the server has the report of this row of the phone's queue."""
    same = (row["report_id"].replace("-", ""),)
    return len(books.ask(house, "SELECT version FROM report_version WHERE report_id = ?", same))


def arrives_once(phone: Phone, house: House) -> None:
    """All has been sent, and the server has this phone's report once."""
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả", timeout=60_000)
    (row,) = phone.rows("outbox")
    assert row["status"] == "acknowledged"
    assert versions_of(row, house) == 1


def enter_again(phone: Phone, house: House, team: str, holder: str, *, words: str | re.Pattern[str]) -> None:
    """The team's new code, from where the phone asks for it and says in these words that nothing is lost."""
    expect(phone.bar()).to_contain_text("Xin nhập lại mã của tổ")
    phone.tap_id("queue-bar")
    phone.sees(words)
    expect(phone.page.get_by_role("link", name="Nhập mã của tổ")).to_have_attribute("href", "#/enrol")
    phone.enrol(house.invite(team), holder=holder)


def test_a_sign_in_that_is_over_keeps_the_queue(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Trại Thông"), holder="Hoàng Văn Dũng")
    phone.watch.expect("401")
    with phone.cut_off():
        write_a_night(phone)
        phone.context.clear_cookies()
    words = "Báo cáo vẫn còn trong máy, nhập mã xong sẽ tự gửi."
    enter_again(phone, house, "Trại Thông", "Hoàng Văn Dũng", words=words)
    arrives_once(phone, house)


def test_a_phone_that_was_shut_out_keeps_the_queue(phone: Phone, house: House, new_desk: Callable[..., Desk]) -> None:
    phone.enrol(house.invite("Gò Dâu"), holder="Lê Văn Hùng")
    (enrolment,) = [row["value"] for row in phone.rows("meta") if row["key"] == "enrolment"]
    phone.watch.expect("401")
    with phone.cut_off():
        write_a_night(phone)
        desk = new_desk()
        desk.sign_in("vinh")
        desk.open(f"/teams/{enrolment['team']['id']}")
        desk.page.locator("summary").filter(has_text="Khóa máy").first.click()
        desk.press("Khóa máy")
    words = re.compile("^Công an xã đã khóa máy này. Những gì đã ghi vẫn còn trong máy.")
    enter_again(phone, house, "Gò Dâu", "Lê Văn Hùng", words=words)
    arrives_once(phone, house)


def test_a_slow_server_keeps_nobody_from_writing(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Bến Xe"), holder="Nguyễn Trọng Nhân")
    phone.line.slow_down(_STANDSTILL)
    write_a_night(phone)
    expect(phone.bar()).to_contain_text("Đang gửi 1 báo cáo")
    # Another shift can be written meanwhile, and the phone opened anew.
    phone.tap("Mở ca khác")
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    phone.line.cut()
    phone.line.mend()
    phone.line.slow_down(_SLOW)
    phone.close_and_open()
    phone.sees("Ca đang mở")
    arrives_once(phone, house)


def test_answers_that_break_off_count_for_nothing(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Cầu Đá"), holder="Huỳnh Tấn Phát")
    phone.line.break_off()
    write_a_night(phone)
    expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
    (row,) = phone.rows("outbox")
    phone.wait_until(lambda: versions_of(row, house), "the server does not hear of it")
    assert row["status"] != "acknowledged"
    phone.line.mend()
    phone.tap_id("queue-bar")
    phone.tap_id("sync-now")
    arrives_once(phone, house)


def asked_of_the_server(phone: Phone) -> list[str]:
    """What was asked of the API; parts of the app are fetched when the browser is idle."""
    return [address for address in phone.watch.addresses if "/api/" in address]


def test_a_server_that_is_busy_for_an_hour_is_left_in_peace_and_then_hears_it_once(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Bàu Sen"), holder="Nguyễn Thị Lan")
    phone.watch.expect("503")
    phone.line.answer_instead(BUSY_FOR_AN_HOUR)
    write_a_night(phone)
    expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
    phone.tap_id("queue-bar")
    phone.sees("Máy chủ đang bận. Báo cáo vẫn còn trong máy.")
    phone.sees("sẽ tự gửi lại")
    asked = asked_of_the_server(phone)
    for _ in range(5):
        phone.pass_time(minutes=11)
        phone.page.wait_for_timeout(1_500)
    assert asked_of_the_server(phone) == asked
    phone.line.mend()
    # The app was left alone all the time: nobody taps.
    phone.pass_time(minutes=10)
    arrives_once(phone, house)
