"""A walk through all main screens of the phone, in the order in which a team meets them in one night."""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.phone import Phone

Stop = tuple[str, str]


def tour(phone: Phone, invitation: dict[str, str], holder: str, picture: Path, *, size: str = "Vừa") -> Iterator[Stop]:
    """Gives each screen's name and what it shows while it is open; ``size`` is chosen where the phone asks for it."""
    yield from _getting_in(phone, invitation, holder, size)
    yield from _on_the_way(phone)
    with phone.cut_off():
        yield from _writing(phone, picture)
    yield from _after_the_night(phone)


def _getting_in(phone: Phone, invitation: dict[str, str], holder: str, size: str) -> Iterator[Stop]:
    phone.open()
    phone.sees("Nhập mã của tổ")
    yield "enrol-code", "typing the team's code"
    phone.open_link(invitation)
    phone.sees("Ai giữ máy này?")
    yield "enrol-holder", "whose book this phone becomes, and who holds it"
    phone.tap(re.compile(holder), exact=False)
    phone.tap("Đúng tổ, vào sổ")
    phone.sees(f"Chào bác {holder.split()[-1]}.")
    phone.tap(size)
    yield "welcome", "after the code: the home screen and the size of the text"
    phone.leave_welcome()
    phone.wait_until_it_works_offline()
    phone.wait_until_it_knows_its_work()


def _on_the_way(phone: Phone) -> Iterator[Stop]:
    phone.sees("Ca đêm nay")
    yield "home", "tonight, what has to be mended, past nights"
    phone.tap("Mở ca")
    phone.sees("Bắt đầu")
    yield "open", "roll call: the roster is ticked already"
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    _walk(phone, points=5, minutes=11)
    phone.sees("Vòng 2")
    _walk(phone, points=2, minutes=14)
    yield "shift", "the night as a line: done, now, ahead"
    # At the largest text the points of the round are folded to one row.
    if phone.page.get_by_text("Đã qua 2 điểm").count():
        phone.tap("Đã qua 2 điểm")
    phone.tap_id("pass-done")
    phone.is_on("pass")
    yield "pass", "a point that was reached: mend it or undo it"
    phone.tap("Quay lại")


def _walk(phone: Phone, *, points: int, minutes: float) -> None:
    raised = phone.page.get_by_test_id("checkpoint").locator("b")
    for _ in range(points):
        reached = raised.inner_text()
        phone.pass_time(minutes)
        phone.tap_id("checkpoint")
        expect(raised).not_to_have_text(reached)


def _writing(phone: Phone, picture: Path) -> Iterator[Stop]:
    phone.is_on("shift")
    phone.pass_time(minutes=150)
    phone.tap("Kết ca")
    phone.sees("Ca bình thường, không có vụ việc")
    yield "quiet", "the quiet night: one sentence to read, one tap to send"
    phone.tap("Không, có việc cần ghi")
    phone.sees("Việc gì vậy bác?")
    yield "choose", "what happened: the team's own six first"
    phone.tap_id("tile-A03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.photograph(picture, picture)
    expect(phone.page.get_by_text("Đã lưu trong máy", exact=True)).to_have_count(2)
    yield "question-where", "the first question of an incident, its photos below"
    for question in ("Cụ thể thế nào?", "Bao nhiêu người?", "Tổ đã làm gì?"):
        phone.tap("Tiếp tục")
        phone.sees(question)
    phone.tap("Nhắc nhở, chấp hành tốt")
    yield "question-done", "what the team did: ticks, not typing"
    phone.tap("Tiếp tục")
    phone.tap("Tiếp tục")
    phone.tap("Đã ổn")
    phone.tap("Xong")
    phone.tap("Khẩn")
    phone.sees("Gọi điện trước, ghi sau")
    yield "urgent", "call first: the duty officer and four numbers"
    phone.tap("Quay lại")
    phone.tap("Ghi hoạt động")
    phone.tap_id("tile-G02")
    phone.is_on("activity")
    yield "activity", "an activity: propaganda from house to house"
    phone.tap("Xong")
    phone.is_on("shift")
    phone.tap("Kết ca")
    phone.is_on("close")
    yield "close", "closing the shift: counts from the taps, hand-over"
    phone.tap("Gửi báo cáo")
    phone.is_on("home")
    phone.tap_id("queue-bar")
    phone.sees("Đang chờ trong máy")
    yield "sync-waiting", "no network: what waits in the phone"
    phone.tap("Quay lại")


def _after_the_night(phone: Phone) -> Iterator[Stop]:
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    phone.tap_id("queue-bar")
    phone.sees("Mã nhận")
    yield "sync", "arrived, with the receipt that both sides can read out, and what the server has confirmed"
    phone.tap_id("all-receipts")
    phone.is_on("receipts")
    phone.sees("Tháng 11/2026")
    yield "receipts", "every receipt by month"
    phone.tap("Quay lại")
    phone.tap("Quay lại")
    phone.tap_id("night")
    phone.sees("Mã nhận")
    yield "report", "a night that was sent, to read again"
    for place, words in (
        ("roster", "the fortnight's roster, gaps and all"),
        ("month", "the team's month: nights, and the nights of each member"),
        ("mine", "the holder's own nights: which count, how long, what was decided"),
        ("feed", "what happened in the commune"),
        ("help", "what a team may do and may not, and where things are"),
        ("settings", "text, colours, language, form of address, lock"),
    ):
        _go_home(phone)
        phone.tap_id(f"menu-{place}")
        phone.is_on(place)
        if place == "month":
            yield place, words
            phone.tap_id("calendar")
            phone.is_on("nights")
            yield "nights", "the nights of a month as a list"
        elif place == "mine":
            phone.sees("Từng đêm")
            yield place, words
            phone.tap_id("to-data")
            phone.is_on("data")
            yield "data", "what the book keeps about its holder"
        else:
            yield place, words
    _go_home(phone)
    phone.tap_id("menu-things")
    phone.tap_id("told")
    expect(phone.page.get_by_test_id("told-item").first).to_be_visible()
    yield "told", "what the team told of things and models, and what came of it"
    for place, words in (
        ("export", "what is not proven at the server yet, as one locked file"),
        ("carry", "another phone's file, passed on"),
    ):
        _go_home(phone)
        phone.tap_id("queue-bar")
        phone.tap_id(f"to-{place}")
        phone.is_on(place)
        yield place, words


def _go_home(phone: Phone) -> None:
    phone.page.goto("/app/#/")
    phone.is_on("home")


def returned(phone: Phone) -> Iterator[Stop]:
    """The report that an officer gave back, before and while it is mended."""
    _go_home(phone)
    phone.tap_id("returned")
    phone.is_on("returned")
    yield "returned", "given back: the officer's words, numbered"
    phone.tap(re.compile("^(Bổ sung|Bắt đầu bổ sung)$"))
    expect(phone.page.get_by_test_id("mend-1")).to_be_visible()
    yield "returned-mending", "mending: the marked fields in place, the rest folded"
