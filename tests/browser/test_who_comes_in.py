"""The duty officer sets up a second factor, comes in by it elsewhere, and shows the password again before an export."""

import base64
from collections.abc import Callable

from playwright.sync_api import expect

from tests.authenticator import code_at
from tests.browser.conftest import own_house, with_a_night
from tests.browser.desk import Desk
from tests.browser.house import House

WHO = "tu"
house = own_house(prepare=with_a_night)


def test_a_second_factor_from_its_first_code_to_an_export(new_desk: Callable[..., Desk], house: House) -> None:
    desk = new_desk()
    desk.sign_in(WHO)
    desk.open("/account")
    desk.sees("Chưa bật")
    desk.press("Đặt xác thực hai bước")
    secret = base64.b32decode(desk.page.locator(".factor-key").inner_text().replace(" ", ""))
    desk.page.get_by_label("Mã 6 số trên ứng dụng").fill(code_of(secret, house))
    desk.press("Bật xác thực hai bước")
    listed = desk.page.locator(".recovery-codes li")
    expect(listed).to_have_count(10)
    paper = listed.all_inner_texts()
    assert len(set(paper)) == 10
    desk.press("Đã cất mã, đi tiếp")
    desk.sees("Đang bật")

    elsewhere = new_desk(width=390, height=844)
    elsewhere.open("/sign-in?next=/account")
    elsewhere.page.get_by_label("Tên đăng nhập").fill(WHO)
    elsewhere.page.get_by_label("Mật khẩu", exact=True).fill(house.password_of(WHO))
    elsewhere.press("Đăng nhập")
    assert elsewhere.fits()
    elsewhere.page.get_by_label("Mã xác thực").fill(paper[0])
    elsewhere.press("Vào")
    elsewhere.sees("Đã dùng một mã dự phòng.")
    elsewhere.sees("còn 9 trên 10 mã")

    desk.open("/account")
    desk.press("Thoát mọi nơi khác")
    desk.sees("Đã thoát ở 1 nơi khác.")
    elsewhere.open("/queue")
    expect(elsewhere.page.get_by_label("Tên đăng nhập")).to_be_visible()

    house.pass_time(11)
    desk.open("/exports")
    desk.page.get_by_label("Dùng để làm gì").fill("Họp giao ban tháng")
    desk.watch.expect("403")
    desk.press("Tải về CSV")
    desk.sees("Việc đang chờ: Tải dữ liệu về máy")
    desk.page.get_by_label("Mật khẩu", exact=True).fill(house.password_of(WHO))
    desk.page.get_by_label("Mã xác thực").fill(code_of(secret, house))
    with desk.page.expect_download() as download:
        desk.press("Xác nhận và làm tiếp")
    assert download.value.suggested_filename == "Nhật ký hoạt động.csv"
    desk.sees("Đã xác nhận")

    desk.open("/account")
    desk.press("Tắt xác thực hai bước")
    desk.sees("Chưa bật")


def code_of(secret: bytes, house: House) -> str:
    """What the officer's telephone shows now."""
    return code_at(secret, house.now())
