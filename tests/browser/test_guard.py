"""A number that has no place in a report: the phone warns, the person decides, the reviewer is told what was left."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

CARD = "079123456789"


def field(phone: Phone, test_id: str) -> Locator:
    """A field of the page, in view."""
    found = phone.page.get_by_test_id(test_id)
    found.scroll_into_view_if_needed()
    return found


def test_what_the_phone_warns_of_is_taken_out_or_left_and_told_to_the_reviewer(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    phone.enrol(house.invite("Gò Dâu"), holder="Lê Văn Hùng")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.tap("Đủ cả vòng 1")
    phone.tap("Kết ca")
    phone.tap_id("edit-handover")

    with phone.cut_off():
        field(phone, "handover").fill("Gặp bác Hùng và ông Nguyễn Văn Ba ở cổng chợ")
        warning = phone.page.get_by_test_id("guard")
        expect(warning).to_contain_text("Bác xem lại: có vẻ có tên người. Nên bỏ đi.")
        expect(warning.locator("mark")).to_have_text(["ông Nguyễn Văn Ba"])
        phone.tap("Bỏ đi")
        expect(field(phone, "handover")).to_have_value("Gặp bác Hùng và một người ở cổng chợ")
        phone.tap_id("guard-undo")
        expect(field(phone, "handover")).to_have_value("Gặp bác Hùng và ông Nguyễn Văn Ba ở cổng chợ")
        phone.tap("Bỏ đi")
        phone.sees("Đã bỏ.")

        field(phone, "remark").fill(f"Một người có số {CARD} xin ngủ nhờ")
        expect(warning.locator("mark")).to_have_text([CARD])
        phone.tap("Cứ để")
        phone.sees("Đã để lại. Công an xã sẽ xem lại.")
        expect(warning).to_have_count(0)
        phone.tap("Đúng, gửi báo cáo")
        phone.is_on("home")

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    desk = new_desk()
    desk.sign_in("vinh")
    desk.open_row("Gò Dâu")
    desk.sees("Máy đã nhắc: có vẻ có số giấy tờ ở nhận xét chung.")
    expect(desk.page.get_by_text("Nguyễn Văn Ba")).to_have_count(0)
    # One tap puts what is doubtful into the words that go back to the team.
    doubt = desk.page.locator("[data-ask]").first
    words = str(doubt.get_attribute("data-ask"))
    doubt.click()
    expect(desk.page.locator("#return-form textarea")).to_have_value(words)
    # The next story's queue is its own.
    desk.open("/queue")
    desk.open_row("Gò Dâu")
    desk.press("Duyệt")
    desk.sees("Đã duyệt.")
