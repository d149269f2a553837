"""Something on the way answers in the server's place: what waits goes on waiting, and goes out afterwards, once."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.house import House
from tests.browser.phone import Phone

_PAGE = b"<!doctype html><title>Wi-Fi</title><form>Sign in</form>"
_END = b"Connection: close\r\n\r\n"
ANSWERS = {
    "page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + _END + _PAGE,
    "redirect": b"HTTP/1.1 302 Found\r\nLocation: /sign-in\r\nContent-Length: 0\r\n" + _END,
    "cut": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + _END + b'{"sync": 1, "results": [{"op',
}
TEAMS = {
    "page": ("Trại Thông", "Hoàng Văn Dũng"),
    "redirect": ("Gò Dâu", "Lê Văn Hùng"),
    "cut": ("Bến Xe", "Nguyễn Trọng Nhân"),
}


# A Kẻng of this module alone: its nights must not stand in other journeys' queues.
house = own_house()


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_waits_outlives_a_stranger_who_answers(phone: Phone, house: House, kind: str) -> None:
    team, holder = TEAMS[kind]
    phone.enrol(house.invite(team), holder=holder)
    phone.line.answer_instead(ANSWERS[kind])
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    phone.is_on("home")
    expect(phone.bar()).to_contain_text("Mạng này cần đăng nhập")
    (waiting,) = phone.rows("outbox")
    assert waiting["status"] != "acknowledged"

    phone.line.mend()
    phone.close_and_open()
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả", timeout=30_000)
    (sent,) = phone.rows("outbox")
    assert sent["receipt"]
    assert json.loads(sent["canonical"]) == json.loads(waiting["canonical"])
