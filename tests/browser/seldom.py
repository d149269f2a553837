"""The screens that a team meets now and then: a night with trouble in it, and what a person settles for himself."""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.phone import Phone
from tests.browser.tour import Stop

HERE = {"latitude": 11.735681, "longitude": 108.373249, "accuracy": 12}


def seldom(phone: Phone, desk: Desk, holder: str, picture: Path) -> Iterator[Stop]:
    """Gives each screen's name and what it shows while it is open; the phone is in its team, ``desk`` is signed in."""
    yield from _settled(phone)
    yield from _told(phone, desk)
    yield from _roster(phone, holder)
    yield from _swap(phone, holder)
    yield from _walking(phone)
    yield from _looking(phone)
    with phone.cut_off():
        yield from _writing(phone, picture)
    yield from _alarm(phone, desk)
    yield from _ending(phone)


def _settled(phone: Phone) -> Iterator[Stop]:
    phone.context.grant_permissions(["geolocation"], origin=phone.base_url)
    phone.context.set_geolocation(HERE)  # type: ignore[arg-type]
    phone.tap_id("menu-settings")
    phone.page.get_by_test_id("consent-text").scroll_into_view_if_needed()
    yield "consent", "may the phone read where it stands: what for, how long kept, and how to take it back"
    phone.tap_id("give-consent")
    phone.sees("Máy chỉ đọc vị trí lúc bấm điểm.")
    phone.tap_id("set-pin")
    phone.page.get_by_test_id("pin").fill("2468")
    phone.tap("Lưu mã PIN")
    phone.tap_id("lock-now")
    phone.is_on("home")
    phone.tap_id("menu-month")
    phone.is_on("locked")
    yield "locked", "past nights behind a PIN; writing and sending go on without it"
    phone.page.get_by_test_id("pin").fill("2468")
    phone.tap_id("unlock")
    phone.is_on("month")


def _told(phone: Phone, desk: Desk) -> Iterator[Stop]:
    desk.open("/notices")
    desk.page.get_by_label("Tiêu đề").fill("Bão số 13")
    desk.page.get_by_label("Nội dung").fill("Tối nay các tổ sạc đầy pin, giữ máy khô, ghi lại cây đổ và dây điện đứt.")
    desk.press("Gửi thông báo")
    desk.sees("Đã gửi thông báo.")
    phone.open()
    told = phone.page.get_by_test_id("notice").filter(has_text="Bão số 13")
    told.scroll_into_view_if_needed()
    yield "notice", "a word of the commune police, until it is read"
    told.get_by_test_id("read-notice").tap()


def _roster(phone: Phone, holder: str) -> Iterator[Stop]:
    phone.tap_id("menu-roster")
    phone.page.get_by_test_id("roster-shift").filter(has_text=holder).nth(1).tap()
    phone.is_on("roster-shift")
    yield "roster-shift", "one night of the roster: who walks, who comes, called off with its reason"
    phone.open()
    phone.is_on("home")


def _swap(phone: Phone, holder: str) -> Iterator[Stop]:
    """Two members who share the phone; the night was planned for the first alone."""
    phone.tap_id("menu-roster")
    phone.page.get_by_test_id("roster-gap").nth(1).tap()
    phone.tap("Ca tối", exact=False)
    phone.tap(re.compile(f"{holder}$"))
    phone.tap_id("save-shift")
    phone.page.get_by_test_id("roster-shift").filter(has_text="Ca tối").tap()
    phone.tap_id("swap-give")
    other = phone.page.locator(".card--wait").get_by_role("button").first
    other.scroll_into_view_if_needed()
    yield "swap-ask", "who could walk that night instead? one tap asks"
    name = other.inner_text()
    other.tap()
    phone.sees(f"Đang chờ {name} trả lời")
    yield "swap-waits", "asked, and not answered yet"
    _take(phone, name)
    phone.page.get_by_test_id("swap-asked").scroll_into_view_if_needed()
    yield "swap-asked", "another member asks: agree, or say no"
    phone.tap_id("swap-agree")
    expect(phone.page.get_by_test_id("swap-asked")).to_have_count(0)
    _take(phone, holder)
    phone.page.get_by_test_id("swap-news").scroll_into_view_if_needed()
    yield "swap-agreed", "what became of it, until it is read"
    phone.tap_id("swap-read")


def _take(phone: Phone, name: str) -> None:
    """This member holds the phone from now on."""
    phone.open("/app/#/home")
    phone.page.get_by_role("radiogroup", name="Ai đang ghi?").get_by_role("radio", name=name.split()[-1], exact=True).tap()


def _walking(phone: Phone) -> Iterator[Stop]:
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    phone.pass_time(9)
    phone.tap_id("checkpoint")
    phone.sees("Đã ghi vị trí (±12 m)")
    yield "position", "a point with its position, because the holder agreed to it"
    phone.tap_id("to-code")
    phone.is_on("at")
    yield "code", "a point by the code that hangs there, scanned or typed"
    phone.tap("Quay lại")


def _looking(phone: Phone) -> Iterator[Stop]:
    """Things and models, from the open shift and back to it."""
    phone.tap_id("to-things")
    phone.is_on("things")
    phone.tap_id("good")
    expect(phone.page.get_by_test_id("undo")).to_be_visible()
    yield "things", "cameras, gongs, boards: in order, or faulty, one tap each"
    gong = phone.page.get_by_test_id("thing").filter(has_text="Kẻng K1")
    gong.get_by_test_id("faulty").tap()
    phone.is_on("thing-broken")
    yield "thing-broken", "what is wrong with it: ticks, then a picture and a word"
    phone.tap_id("give-up")
    phone.is_on("things")
    gong.get_by_role("link").tap()
    phone.is_on("thing")
    yield "thing", "one gong: when it was last seen, and what its signals mean"
    phone.tap_id("sound")
    phone.tap("Tiếp tục")
    phone.sees("Của mô hình nào?")
    phone.page.locator(".steps button").nth(3).tap()
    phone.sees("Số người tham gia")
    yield "deed", "an activity for the book of models, one question a screen"
    phone.page.locator(".steps button").last.tap()
    phone.sees("Chưa ghi: Thật hay tập dượt")
    yield "deed-end", "its picture, and what still has to be said"
    phone.tap("Quay lại")
    phone.open("/app/#/things/do")
    phone.is_on("deeds")
    yield "deeds", "what a team does for its models, and what was begun and left"
    phone.tap_id("to-scripts")
    phone.tap_id("script")
    phone.is_on("script")
    yield "script", "an approved text for the loudspeaker, to read from"
    phone.open("/app/#/things/told")
    expect(phone.page.get_by_test_id("locked-told")).to_be_visible()
    yield "told-locked", "what the team told, behind the PIN; what was begun is still there to go on with"
    phone.open("/app/#/shift")
    phone.is_on("shift")


def _writing(phone: Phone, picture: Path) -> Iterator[Stop]:
    phone.tap("Ghi sự việc")
    phone.tap_id("tile-A02")
    phone.is_on("incident")
    phone.photograph(picture, picture)
    expect(phone.page.get_by_text("Đã lưu trong máy", exact=True)).to_have_count(2)
    phone.page.locator(".strip .thumb").first.tap()
    phone.page.get_by_test_id("caption").fill("Loa kéo trước quán")
    yield "photo", "one photo: its words, its place, blurring, removing"
    phone.tap_id("blur")
    expect(phone.page.get_by_test_id("blur-undo")).to_be_visible()
    yield "blur", "a finger over what nobody needs to see"
    phone.tap_id("blur-cancel")
    phone.tap_id("photo-close")
    phone.page.locator(".steps button").last.tap()
    phone.tap("Đã ổn")
    phone.tap("Xong")
    phone.is_on("shift")


def _alarm(phone: Phone, desk: Desk) -> Iterator[Stop]:
    phone.tap_id("add-incident")
    phone.tap_id("tile-C01")
    alert = phone.page.get_by_test_id("alert")
    expect(alert).to_contain_text("Đã gửi tới trực ban")
    yield "alert-waits", "urgent: sent ahead of everything, and nobody has answered yet"
    desk.open("/help")
    desk.page.get_by_role("alert").get_by_role("button", name="Đã nhận tin").first.click()
    desk.sees("Đã nhận tin.")
    expect(alert).to_contain_text("đã nhận tin lúc", timeout=30_000)
    yield "alert-answered", "urgent: who of the police has it, and since when"
    phone.open("/app/#/shift")
    phone.is_on("shift")


def _ending(phone: Phone) -> Iterator[Stop]:
    phone.pass_time(24 * 60)
    phone.open()
    phone.sees("Kết ca bây giờ?")
    yield "overdue", "a shift that nobody closed: when did it end?"
    phone.page.get_by_test_id("true-end").fill("3:45")
    phone.tap_id("close-overdue")
    phone.is_on("close")
    remark = phone.page.get_by_test_id("remark")
    remark.scroll_into_view_if_needed()
    remark.fill("Một người có số 079123456789 xin ngủ nhờ")
    phone.page.get_by_test_id("guard").scroll_into_view_if_needed()
    yield "guard", "a number that has no place in a report"
