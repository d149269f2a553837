"""A full night as the team of Chợ Mới writes it: three rounds, four incidents, seven pictures, an activity, hand-over."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.deeds import answer, field, find, finish, minute, photograph, say_yes, skip, walk
from tests.browser.phone import Phone

ROUTE = ("Cổng chợ", "Dãy ki-ốt vàng bạc, điện thoại", "Kho lạnh", "Trường THCS", "Bưu điện")
NIGHT = "Đêm 15/11"
# Its pictures in the order in which they are taken.
CAPTIONS = (
    "Tổ ở cổng chợ",
    "Cửa kho lạnh",
    "Vết xe trước trường",
    "Đường trước trường",
    "Dãy nhà đã nhắc",
    "Cửa kho để mở",
    "Túi xách nhặt được",
)
Round = list[tuple[str, str]]


def open_shift(phone: Phone, picture: Path) -> None:
    """Roll call: one of the roster is ill and another came for him; the whistle is missing."""
    phone.tap("Mở ca")
    phone.sees("Có mặt: 3 người")
    phone.tap(re.compile("^Trần Văn Nghĩa"))
    phone.tap(re.compile("^Lê Thị Mai"))
    phone.tap("Ốm, mệt")
    phone.page.locator(".away").get_by_role("button", name="Lê Thị Mai").tap()
    phone.sees("Có mặt: 3 người")
    phone.page.get_by_role("radiogroup", name="Trưởng ca").get_by_role("radio", name="Nguyễn Anh Tuấn").tap()
    phone.tap("Đủ cả")
    for choice in ("Còi", "Sương mù", "Dân quân"):
        phone.tap(choice)
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    phone.photograph(picture)
    phone.page.locator(".strip .thumb").first.tap()
    phone.page.get_by_test_id("caption").fill(CAPTIONS[0])
    phone.tap_id("photo-close")


def write_revving(phone: Phone, first: Path, second: Path) -> tuple[str, str]:
    """Young men revving their engines at the next point, which is reached so; how it ends is not known yet."""
    phone.pass_time(minutes=20)
    phone.tap("Có việc")
    phone.sees("Việc gì vậy bác?")
    reached = (ROUTE[3], minute(phone))
    # A cold hand taps twice; it is one incident all the same.
    phone.page.get_by_test_id("tile-A03").first.dblclick()
    phone.sees("Ở đâu, lúc mấy giờ?")
    photograph(phone, first, CAPTIONS[2])
    photograph(phone, second, CAPTIONS[3])
    answer(phone, "Cụ thể thế nào?")
    field(phone, "Số xe").fill("6")
    field(phone, "Hướng đi").fill("Về phía cầu")
    field(phone, "Biển số xe").fill("49-X1 234.56")
    phone.sees("Chỉ công an xem")
    answer(phone, "Bao nhiêu người?")
    field(phone, "Số người liên quan").fill("9")
    answer(phone, "Tổ đã làm gì?", "Nhắc nhở, chấp hành tốt")
    answer(phone, "Đã báo ai?", "Trực ban")
    answer(phone, "Kết quả thế nào?", "Đang theo dõi")
    finish(phone)
    return reached


def write_unlocked_shop(phone: Phone, picture: Path) -> None:
    """A door that was left open."""
    find(phone, "cua mo", "B03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.tap("Kho lạnh")
    photograph(phone, picture, CAPTIONS[5])
    answer(phone, "Cụ thể thế nào?", "Kho")
    say_yes(phone, "Đã báo chủ")
    answer(phone, "Tổ đã làm gì?", "Gọi trực ban")
    answer(phone, "Đã báo ai?")
    answer(phone, "Kết quả thế nào?", "Đã ổn")
    finish(phone)


def write_fallen_cable(phone: Phone) -> None:
    """A cable on the road: first the call, then the words, with who was told."""
    find(phone, "day dien", "C03")
    phone.is_on("urgent")
    phone.sees("Chưa gửi được. Hãy gọi trực ban.")
    phone.tap("Gọi rồi, ghi sự việc")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.tap("Bưu điện")
    answer(phone, "Cụ thể thế nào?", "Dây rơi, võng thấp")
    say_yes(phone, "Đã gọi điện lực", "Đã chăng dây")
    answer(phone, "Bao nhiêu người?")
    answer(phone, "Tổ đã làm gì?", "Việc khác", "Chăng dây, không cho lại gần")
    phone.tap_id("say-more")
    phone.page.get_by_test_id("what").fill("Dây rơi ngang đường, đã chặn hai đầu")
    answer(phone, "Đã báo ai?", "Trực ban", "Người khác nữa", "Điện lực")
    answer(phone, "Kết quả thế nào?", "Chuyển nơi khác")
    finish(phone)


def write_found_bag(phone: Phone, picture: Path) -> None:
    """A bag that was found and given back at once, with its time."""
    find(phone, "nhat duoc", "E05")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.page.get_by_placeholder("Nơi khác, ghi ngắn").fill("Bãi xe sau chợ")
    photograph(phone, picture, CAPTIONS[6])
    answer(phone, "Cụ thể thế nào? 1/2", "Túi, ví", "Chưa rõ", "Đã trả ngay")
    answer(phone, "Cụ thể thế nào? 2/2")
    phone.pass_time(minutes=10)
    field(phone, "Trả lúc").fill("3:10")
    answer(phone, "Tổ đã làm gì?")
    answer(phone, "Đã báo ai?")
    answer(phone, "Kết quả thế nào?", "Đã ổn")
    finish(phone)


def remind_households(phone: Phone, picture: Path) -> None:
    """An activity between the rounds."""
    phone.pass_time(minutes=15)
    phone.tap_id("add-activity")
    phone.tap_id("tile-G02")
    phone.is_on("activity")
    field(phone, "Số hộ").fill("12")
    phone.tap("Khóa cửa")
    photograph(phone, picture, CAPTIONS[4])
    finish(phone)


def picture_of_a_point(phone: Phone, name: str, picture: Path) -> None:
    """A point that was passed is opened again for its picture."""
    phone.page.get_by_test_id("pass-done").filter(has_text=name).last.tap()
    phone.is_on("pass")
    photograph(phone, picture, CAPTIONS[1])
    finish(phone)


def write_until_midnight(phone: Phone, pictures: list[Path]) -> list[Round]:
    """The first two rounds, without a network; the app is loaded anew, closed and opened again in the middle."""
    open_shift(phone, pictures[0])
    first = walk(phone, *ROUTE[:3])
    picture_of_a_point(phone, "Kho lạnh", pictures[1])
    first += [write_revving(phone, *pictures[2:4])]
    phone.page.reload()
    phone.is_on("shift")
    first += walk(phone, *ROUTE[4:])
    remind_households(phone, pictures[4])
    second = walk(phone, *ROUTE[:2], minutes=25)
    write_unlocked_shop(phone, pictures[5])
    phone.close_and_open()
    phone.sees("Ca đang mở")
    phone.tap("Tiếp tục ca")
    second += walk(phone, *ROUTE[2:3])
    second += [skip(phone, ROUTE[3], "Cổng khóa, không vào được")]
    write_fallen_cable(phone)
    second += walk(phone, *ROUTE[4:])
    return [first, second]


def close_and_send(phone: Phone) -> None:
    """What the phone adds up by itself, and the hand-over; the report waits, also after the app was closed."""
    phone.pass_time(minutes=20)
    phone.tap("Kết ca")
    phone.sees("Có mặt 3/4")
    expect(phone.page.locator(".counts__three")).to_have_text(re.compile(r"3\s*vòng\s*14\s*điểm\s*4\s*sự việc"))
    phone.tap_id("kit-ok")
    phone.tap("Đèn pin cần sạc lại")
    field(phone, "Số lượt nhắc nhở").fill("5")
    field(phone, "Số người được giúp").fill("1")
    phone.page.get_by_test_id("remark").fill("Sương dày, đi chậm")
    phone.page.get_by_test_id("proposal").fill("Xin thêm một chiếc còi")
    phone.tap("Gửi báo cáo")
    expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
    expect(phone.bar()).to_contain_text("Đã lưu, có mạng sẽ tự gửi")
    phone.close_and_open()
    expect(phone.night(NIGHT)).to_contain_text("Chờ gửi")


def write_until_morning(phone: Phone, picture: Path) -> Round:
    """The third round, without a network again; gives it."""
    third = walk(phone, *ROUTE[:4], minutes=38)
    write_found_bag(phone, picture)
    return third + walk(phone, *ROUTE[4:])
