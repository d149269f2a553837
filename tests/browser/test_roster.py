"""The roster on the phone: planned without a network, answered, called off, and seen so everywhere."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

# A house of its own for each: whole nights go by in them, and the other journeys count on theirs.
house = own_house(scope="function")


def test_the_leader_plans_and_copies_offline_and_it_appears_in_the_office(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    invitation = house.invite("Bàu Sen")
    phone.enrol(invitation, holder="Trần Quốc Khánh")

    with phone.cut_off():
        phone.close_and_open()
        phone.tap_id("menu-roster")
        phone.is_on("roster")
        phone.page.get_by_test_id("roster-gap").first.tap()
        phone.is_on("roster-shift")
        phone.tap("Ca tối", exact=False)
        phone.tap("Trần Quốc Khánh")
        phone.tap_id("save-shift")
        evenings = phone.page.get_by_test_id("roster-shift").filter(has_text="Ca tối")
        expect(evenings).to_have_count(1)
        phone.page.get_by_test_id("copy-week").last.tap()
        expect(evenings).to_have_count(2)
        expect(phone.bar()).to_contain_text("Lịch ca chờ gửi")

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(evenings).to_have_count(2)
    desk = new_desk()
    desk.sign_in("vinh")
    desk.open(f"/teams/{invitation['team_id']}/roster")
    expect(desk.page.locator("select[name^=preset] option[value=evening][selected]")).to_have_count(2)


def test_a_night_called_off_is_so_at_home_in_the_month_and_at_the_desk(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    invitation = house.invite("Suối Cạn")
    phone.enrol(invitation, holder="Nguyễn Văn Bình")
    phone.tap_id("menu-roster")
    shifts = phone.page.get_by_test_id("roster-shift")
    shifts.nth(1).tap()
    phone.tap("Tôi tham gia")
    phone.page.go_back()
    phone.sees("1 tham gia, 0 bận")

    shifts.first.tap()
    phone.tap_id("call-off")
    phone.tap("Mưa bão")
    phone.sees("Nghỉ: Mưa bão")
    phone.tap_id("undo")
    expect(shifts.first).not_to_contain_text("Nghỉ")
    shifts.first.tap()
    phone.tap_id("call-off")
    phone.tap("Tổ bận việc chung của thôn")
    phone.sees("Nghỉ: Tổ bận việc chung của thôn")
    phone.open()
    phone.sees("Đêm nay nghỉ")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")

    desk = new_desk()
    desk.sign_in("ha")
    desk.open(f"/teams/{invitation['team_id']}/roster")
    expect(desk.page.locator("tr.off")).to_contain_text("Tổ bận việc chung của thôn")
    phone.pass_time(10 * 60)
    phone.open("/app/#/month")
    phone.sees("Nghỉ: 1 đêm")
    phone.tap_id("calendar")
    phone.sees("Nghỉ, Tổ bận việc chung của thôn")


def test_a_shift_left_open_is_closed_with_its_true_end(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Đồi Mơ"), holder="Phạm Văn Thành")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")

    phone.pass_time(24 * 60)
    phone.open()
    phone.sees("Kết ca bây giờ?")
    phone.page.get_by_test_id("true-end").fill("3:45")
    phone.tap_id("close-overdue")
    phone.sees("22 giờ 10 – 3 giờ 45")
    (draft,) = phone.rows("drafts")
    assert str(draft["body"]["ended_at"])[11:16] == "03:45"
