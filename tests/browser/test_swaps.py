"""Two members swap a night on phones of their own: asked without a network, agreed, seen by leader and office."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

Phones = Callable[..., Phone]


# A house of its own for each: nights go by, and the roster is theirs alone.
house = own_house(scope="function")


def plan_alone(leader: Phone) -> None:
    """The leader plans the evening of the next empty night for himself; tonight has begun."""
    leader.tap_id("menu-roster")
    leader.page.get_by_test_id("roster-gap").nth(1).tap()
    leader.tap("Ca tối", exact=False)
    leader.tap("Trần Quốc Khánh")
    leader.tap_id("save-shift")
    expect(leader.page.get_by_test_id("roster-shift").filter(has_text="Ca tối")).to_have_count(1)
    leader.open()


def ask_for(leader: Phone, name: str) -> None:
    """From the first screen: the roster, the night, to be taken over, by whom: four taps."""
    leader.tap_id("menu-roster")
    leader.page.get_by_test_id("roster-shift").filter(has_text="Ca tối").tap()
    leader.tap_id("swap-give")
    leader.page.locator(".card--wait").get_by_role("button", name=name).tap()


def asked_on(phone: Phone) -> Locator:
    return phone.page.get_by_test_id("swap-asked")


def went_out(phone: Phone, kind: str) -> bool:
    """The server has acknowledged an operation of this kind."""
    return any(row["kind"] == kind and row["status"] == "acknowledged" for row in phone.rows("outbox"))


def test_a_night_is_asked_for_offline_agreed_and_seen_by_the_leader_and_the_office(
    new_phone: Phones, new_desk: Callable[..., Desk], house: House
) -> None:
    invitation = house.invite("Bàu Sen")
    leader, other = new_phone(), new_phone()
    leader.enrol(invitation, holder="Trần Quốc Khánh")
    other.enrol(house.invite("Bàu Sen"), holder="Nguyễn Thị Lan")
    with leader.cut_off():
        plan_alone(leader)
        ask_for(leader, "Nguyễn Thị Lan")
        leader.sees("Đang chờ Nguyễn Thị Lan trả lời")
        expect(leader.bar()).to_contain_text("Lịch ca chờ gửi")
    leader.wait_until(lambda: went_out(leader, "swap.ask"), "nobody is asked")

    other.open()
    other.sees("Trần Quốc Khánh nhờ bác trực thay")
    other.tap_id("swap-agree")
    expect(asked_on(other)).to_have_count(0)
    other.wait_until(lambda: went_out(other, "swap.answer"), "the answer does not go")

    leader.open()
    leader.sees("Nguyễn Thị Lan đã nhận trực thay")
    leader.tap_id("swap-read")
    expect(leader.page.get_by_test_id("swap-news")).to_have_count(0)
    leader.tap_id("menu-roster")
    leader.sees("Lan trực thay Khánh")
    desk = new_desk()
    desk.sign_in("ha")
    desk.open(f"/teams/{invitation['team_id']}/roster")
    expect(desk.page.locator("main")).to_contain_text("Trần Quốc Khánh nhờ Nguyễn Thị Lan trực thay")


def test_who_agrees_to_what_was_taken_back_hears_so_and_the_roster_stays(new_phone: Phones, house: House) -> None:
    asker, other = new_phone(), new_phone()
    asker.enrol(house.invite("Bàu Sen"), holder="Trần Quốc Khánh")
    other.enrol(house.invite("Bàu Sen"), holder="Nguyễn Thị Lan")
    plan_alone(asker)
    ask_for(asker, "Nguyễn Thị Lan")
    asker.wait_until(lambda: went_out(asker, "swap.ask"), "nobody is asked")
    other.open()
    other.sees("Trần Quốc Khánh nhờ bác trực thay")

    with other.cut_off():
        other.tap_id("swap-agree")
        expect(asked_on(other)).to_have_count(0)
        asker.tap_id("swap-back")
        # It is held for a moment, in which it can be undone.
        asker.wait_until(lambda: went_out(asker, "swap.takeBack"), "the request is not taken back")
    expect(other.bar()).to_contain_text("cần bác giúp", timeout=30_000)
    other.bar().tap()
    other.sees("Người nhờ đã rút lại trước khi bác trả lời. Lịch không đổi.")
    other.tap_id("let-be")
    expect(other.bar()).not_to_contain_text("cần bác giúp")
