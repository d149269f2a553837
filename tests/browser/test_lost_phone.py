"""A phone is lost with a night on it: locked at the desk, followed by another on a printed code, and found again."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

VILLAGE, TEAM, HOLDER = "Gò Dâu", "Tổ BVANTT thôn Gò Dâu", "Lê Văn Hùng"

# A Kẻng of this module's own: a locked phone would stand on everybody's board.
house = own_house()


def write_night(phone: Phone, picture: Path) -> None:
    """A quiet night with one photo, closed and waiting in the phone."""
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    phone.photograph(picture)
    phone.wait_until(lambda: phone.rows("photoBytes"), "the picture is not kept")
    phone.tap("Đủ cả vòng 1")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    phone.is_on("home")


def enter(phone: Phone, code: str) -> None:
    """Type a code from paper and become the team's book."""
    phone.page.get_by_test_id("code").fill(code)
    phone.tap("Tiếp tục")
    phone.sees(f"Máy này là sổ của {TEAM}")
    phone.tap(re.compile(HOLDER), exact=False)
    phone.tap("Đúng tổ, vào sổ")


def test_a_lost_phone_is_locked_replaced_by_a_printed_code_and_gives_its_night_when_found(
    new_phone: Callable[..., Phone], new_desk: Callable[..., Desk], house: House, pictures: list[Path]
) -> None:
    lost, desk = new_phone(), new_desk()
    lost.enrol(house.invite(VILLAGE), holder=HOLDER)
    desk.sign_in("ha")
    lost.watch.expect("401")
    with lost.cut_off():
        write_night(lost, pictures[0])
        desk.open("/phones")
        card = desk.page.locator(".phone-card").filter(has_text=TEAM)
        card.locator("summary").filter(has_text="Khóa máy").click()
        desk.sees("Những gì chưa gửi vẫn nằm trong máy đó")
        card.get_by_role("button", name="Khóa máy").click()
        desk.sees("Đã khóa máy. Báo cáo đã nhận vẫn còn.")

    desk.open("/teams/invitations")
    desk.page.get_by_label(TEAM).check()
    desk.page.get_by_label("2", exact=True).check()
    desk.press("Tạo mã và xem trang in")
    codes = desk.page.locator(".cards-to-cut .code-big")
    expect(codes).to_have_count(2)
    first, second = codes.all_inner_texts()

    new = new_phone()
    new.open()
    enter(new, first)
    new.leave_welcome()
    new.sees("Mở ca")

    lost.close_and_open()
    expect(lost.bar()).to_contain_text("Xin nhập lại mã của tổ")
    lost.tap_id("queue-bar")
    lost.sees("Công an xã đã khóa máy này.")
    lost.sees("Chờ mã của tổ")
    waiting = [row["op_id"] for row in lost.rows("outbox")]
    assert waiting and len(lost.rows("photoBytes")) == 1
    lost.tap("Nhập mã của tổ")
    enter(lost, second)
    lost.leave_welcome()

    expect(lost.bar()).to_contain_text("Đã gửi xong tất cả")
    assert [row["op_id"] for row in lost.rows("outbox") if row["status"] == "acknowledged"] == waiting
    desk.open("/queue")
    desk.open_row(VILLAGE)
    desk.sees_pictures(1)
