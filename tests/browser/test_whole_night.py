"""One night, end to end, in two browsers: written on a phone without a network, returned, mended, approved, told."""

import csv
import io
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
        phone.pass_time(minutes=9)
        expect(phone.page.get_by_test_id("checkpoint")).to_contain_text(name)
        phone.tap_id("checkpoint")


def write_revving(phone: Phone, *pictures: Path) -> None:
    """Young men revving their engines at the next point, with photos; how it ends is not known yet."""
    phone.pass_time(minutes=20)
    phone.tap("Có việc")
    phone.sees("Việc gì vậy bác?")
    phone.tap_id("tile-A03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.photograph(*pictures)
    expect(phone.page.get_by_text("Đã lưu trong máy", exact=True)).to_have_count(len(pictures))
    phone.tap("Tiếp tục")
    phone.sees("Cụ thể thế nào?")
    phone.page.get_by_role("textbox", name="Số xe", exact=True).fill("6")
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
    phone.pass_time(minutes=70)
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
    phone.pass_time(minutes=100)
    phone.tap("Đủ cả vòng 2")
    phone.pass_time(minutes=60)


def send_the_night(phone: Phone) -> None:
    """Close the shift; the report waits in the phone, also after the app was closed."""
    phone.tap("Kết ca")
    phone.sees("Có mặt 3/3")
    phone.tap("Gửi báo cáo")
    expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
    expect(phone.bar()).to_contain_text("Đã lưu, có mạng sẽ tự gửi")
    phone.close_and_open()
    expect(phone.night(NIGHT)).to_contain_text("Chờ gửi")
    assert len(phone.rows("photos")) == len(phone.rows("photoBytes")) == 3


def see_it_arrived(phone: Phone) -> str:
    """The network is back: without a tap the report and its photos arrive; gives the receipt."""
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.night(NIGHT)).to_contain_text("Chờ duyệt")
    phone.tap_id("queue-bar")
    phone.sees("Đã tới Công an xã")
    receipt = phone.page.get_by_test_id("receipt").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{6}-[0-9A-Z*~$=]", receipt)
    return receipt


def read_and_return(desk: Desk, receipt: str) -> None:
    """The officer reads the report, finds a result missing, and gives it back."""
    desk.open_row("Suối Cạn")
    desk.sees("Tổ BVANTT thôn Suối Cạn")
    for words in ("Nẹt pô, lạng lách", "49-X1 234.56", "Chỉ công an xem", receipt):
        desk.sees(words)
    desk.sees_pictures(3)
    desk.press("Trả lại để bổ sung")
    desk.mark("/incidents/0/result")
    desk.sees("Đã đánh dấu: Nẹt pô, lạng lách, kết quả")
    desk.choose("Thiếu kết quả")
    desk.page.locator("#return-form textarea").fill(COMMENT)
    desk.press("Trả lại")
    desk.sees("Đã trả lại để bổ sung. Máy của tổ sẽ nhận khi có mạng.")


def mend(phone: Phone) -> None:
    """The phone shows what the officer wrote and marked; it is mended without a network."""
    phone.close_and_open()
    phone.sees(f"{NIGHT}: cần bổ sung")
    with phone.cut_off():
        phone.tap_id("returned")
        phone.sees(COMMENT)
        phone.tap("Bổ sung")
        phone.sees("Kết quả thế nào?")
        phone.tap("Đã ổn")
        phone.page.get_by_test_id("correction-note").fill("Đã ghi kết quả")
        phone.tap("Gửi lại")
        phone.is_on("home")
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.night(NIGHT)).to_contain_text("Chờ duyệt")


def approve(desk: Desk) -> None:
    """The officer sees what changed and approves."""
    desk.open("/queue")
    desk.sees("Đã bổ sung, gửi lại")
    desk.open_row("Suối Cạn")
    desk.sees("Tổ trả lời: “Đã ghi kết quả”")
    desk.sees("Trước: Đang theo dõi")
    desk.press("Duyệt")
    desk.sees("Đã duyệt.")


def see_it_told(police: Desk, committee: Desk, phone: Phone) -> None:
    """Police and the team read it in the feed; the committee reads one sentence of coded fields."""
    sentence = "Đêm 15/11, Suối Cạn: 1 vụ nẹt pô, lạng lách, đã ổn; 1 nơi để cửa mở, đã ổn."
    for desk in (police, committee):
        desk.open("/feed")
        desk.sees(sentence)
        assert "49-X1" not in desk.page.content()
    phone.close_and_open()
    expect(phone.night(NIGHT)).to_contain_text("Đã duyệt")
    phone.tap("Bảng tin")
    phone.sees(sentence)
    phone.sees("Tổ mình")


def check_log(desk: Desk, receipt: str) -> None:
    """The officer takes the log of the month home: the night is one row of it, with its receipt."""
    desk.press("Xuất nhật ký")
    with desk.page.expect_download() as downloading:
        desk.press("Tháng 11 năm 2026")
    text = downloading.value.path().read_text("utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(text)) if row["Biên nhận"] == receipt]
    told = {name: row[name] for name in ("Đêm", "Trạng thái", "Sự việc", "Vòng", "Ảnh xem được", "Bản")}
    assert told == {
        "Đêm": "15/11/2026", "Trạng thái": "Đã duyệt", "Sự việc": "2", "Vòng": "2", "Ảnh xem được": "3", "Bản": "2",
    }  # fmt: skip


def test_one_night_from_the_link_to_the_log(
    phone: Phone, new_desk: Callable[..., Desk], house: House, pictures: list[Path]
) -> None:
    phone.enrol(house.invite("Suối Cạn"), holder="Nguyễn Văn Bình")
    with phone.cut_off():
        write_the_night(phone, pictures)
        send_the_night(phone)
    receipt = see_it_arrived(phone)
    officer, committee = new_desk(), new_desk()
    officer.sign_in("ha")
    read_and_return(officer, receipt)
    mend(phone)
    approve(officer)
    committee.sign_in("loan")
    see_it_told(officer, committee, phone)
    check_log(officer, receipt)
