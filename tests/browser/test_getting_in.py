"""How a phone gets into a team, and what stands in the way of one that may not."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.phone import IPHONE, Phone


def test_a_link_leads_into_the_team_and_the_app_then_opens_without_a_network(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Bàu Sen"), holder="Nguyễn Thị Lan")

    with phone.cut_off():
        phone.close_and_open()
        phone.is_on("home")
        phone.sees("Dữ liệu minh họa")
        phone.sees("Mở ca")


def test_a_code_can_be_typed_as_it_stands_on_the_slip(phone: Phone, house: House) -> None:
    invitation = house.invite("Gò Dâu")

    phone.open()
    phone.sees("Nhập mã của tổ")
    code = invitation["code"].lower()
    phone.page.get_by_test_id("code").fill(f"{code[:4]}-{code[4:]}")
    phone.tap("Tiếp tục")

    phone.sees(f"Máy này là sổ của {invitation['team']}")
    phone.sees("Ai giữ máy này?")


def test_a_wrong_code_is_answered_in_words(phone: Phone) -> None:
    phone.watch.expect("410")
    phone.open()
    phone.page.get_by_test_id("code").fill("ABCD-2345")
    phone.tap("Tiếp tục")

    phone.sees(re.compile("Mã này đã dùng hoặc hết hạn. Xin Công an xã mã mới."))
    expect(phone.page.get_by_test_id("code")).to_be_visible()


def test_a_used_link_lets_no_second_phone_in(new_phone: Callable[..., Phone], house: House) -> None:
    invitation = house.invite("Bàu Sen")
    new_phone().enrol(invitation, holder="Nguyễn Thị Lan")

    second = new_phone()
    second.watch.expect("410")
    second.open_link(invitation)

    second.sees("Mã này đã dùng hoặc hết hạn. Xin Công an xã mã mới.")


def test_a_tab_on_an_iphone_only_shows_how_to_install(new_phone: Callable[..., Phone], house: House) -> None:
    phone = new_phone(agent=IPHONE)
    invitation = house.invite("Gò Dâu")

    phone.open_link(invitation)

    phone.sees("Trên iPhone, xin đưa Kẻng ra màn hình chính trước.")
    for step in ("Chạm nút Chia sẻ", "Chọn “Thêm vào MH chính”", "Chạm “Thêm”"):
        phone.sees(step)
    expect(phone.page.get_by_test_id("code")).to_have_count(0)
    expect(phone.page.get_by_role("button", name="Tiếp tục")).to_have_count(0)
