"""One night, end to end, in two browsers: written on a phone without a network, returned, mended, approved, told."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

NIGHT = "Đêm 15/11"
COMMENT = "Bác bổ sung giúp kết quả cuối cùng."


def open_shift(phone: Phone) -> None:
    """Tonight's shift, with the people of the roster and all the kit."""
    phone.tap("Mở ca")
    phone.sees("Có mặt: 3 người")
    phone.tap("Đủ cả")
    phone.tap("Bắt đầu")
    phone.is_on("shift")


def walk(phone: Phone, *names: str) -> None:
    """Tap points of the round as they are reached."""
    for name in names:
        expect(phone.page.get_by_test_id("checkpoint")).to_contain_text(name)
        phone.tap_id("checkpoint")


def write_revving(phone: Phone, *pictures: Path) -> None:
    """Young men revving their engines at the next point, with photos; how it ends is not known yet."""
    phone.tap("Có việc")
    phone.sees("Việc gì vậy bác?")
    phone.tap_id("tile-A03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.photograph(*pictures)
    expect(phone.page.get_by_text("Đã lưu trong máy", exact=True)).to_have_count(len(pictures))
    phone.tap("Tiếp tục")
    phone.sees("Cụ thể thế nào?")
    phone.page.get_by_role("textbox", name="Số xe (xe)").fill("6")
    phone.page.get_by_role("textbox", name="Biển số xe").fill("49-X1 234.56")
    phone.sees("Chỉ công an xem")
    answer(phone, "Bao nhiêu người?")
    answer(phone, "Tổ đã làm gì?", "Nhắc nhở, chấp hành tốt")
    answer(phone, "Đã báo ai?", "Trực ban")
    answer(phone, "Kết quả thế nào?", "Đang theo dõi")
    phone.tap("Xong")
    phone.is_on("shift")


def answer(phone: Phone, question: str, *choices: str) -> None:
    """Go on to the next question and tap what fits."""
    phone.tap("Tiếp tục")
    phone.sees(question)
    for choice in choices:
        phone.tap(choice)


def write_unlocked_shop(phone: Phone, *pictures: Path) -> None:
    """A door that was left open, found by search without diacritics."""
    phone.tap("Ghi sự việc")
    phone.tap("Tìm")
    phone.page.get_by_test_id("search-text").fill("cua mo")
    phone.tap_id("tile-B03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.photograph(*pictures)
    answer(phone, "Cụ thể thế nào?")
    answer(phone, "Tổ đã làm gì?")
    answer(phone, "Đã báo ai?")
    answer(phone, "Kết quả thế nào?", "Đã ổn")
    phone.tap("Xong")
    phone.is_on("shift")


def write_the_night(phone: Phone, pictures: list[Path]) -> None:
    """Two incidents and three photos; the app is reloaded, closed and opened again in the middle."""
    open_shift(phone)
    walk(phone, "Nhà văn hóa Suối Cạn")
    write_revving(phone, *pictures[:2])
    phone.page.reload()
    phone.is_on("shift")
    walk(phone, "Trường tiểu học", "Trạm bơm")
    phone.close_and_open()
    phone.sees("Ca đang mở")
    phone.tap("Tiếp tục ca")
    walk(phone, "Ngã ba cây đa")
    write_unlocked_shop(phone, pictures[2])
    phone.tap("Đủ cả vòng 2")


def test_one_night_from_the_link_to_the_log(
    phone: Phone, new_desk: Callable[..., Desk], house: House, pictures: list[Path]
) -> None:
    phone.enrol(house.invite("Suối Cạn"), holder="Nguyễn Văn Bình")

    with phone.cut_off():
        write_the_night(phone, pictures)
        phone.tap("Kết ca")
        phone.sees("Có mặt 3/3")
        phone.tap("Gửi báo cáo")
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
        expect(phone.bar()).to_contain_text("Đã lưu, có mạng sẽ tự gửi")
        phone.close_and_open()
        expect(phone.page.get_by_test_id("night").first).to_contain_text("Chờ gửi")
        assert len(phone.rows("photos")) == len(phone.rows("photoBytes")) == 3

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.page.get_by_test_id("night").first).to_contain_text("Chờ duyệt")
    phone.page.get_by_test_id("queue-bar").tap()
    receipt = phone.page.get_by_test_id("receipt").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{6}-[0-9A-Z*~$=]", receipt)
