"""Pictures before they are sent: blurred by a finger, with words under them, in the team's order."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone
from tests.browser.watching import until

SQUARE = 40


def colours(image: Image.Image, x: float, y: float) -> int:
    """How many clearly different colours a small square of the picture has, around a place given in parts of its sides."""
    left, top = round(x * image.width) // SQUARE * SQUARE, round(y * image.height) // SQUARE * SQUARE
    cut = image.crop((left + 8, top + 8, left + SQUARE - 8, top + SQUARE - 8)).convert("L")
    darkest, lightest = cut.getextrema()
    return int(lightest) - int(darkest)  # type: ignore[arg-type]


def paint(phone: Phone) -> None:
    """A stroke through the middle of the picture, from left to right."""
    canvas = phone.page.get_by_test_id("blur-canvas")
    expect(phone.page.get_by_test_id("blur-editor")).to_contain_text("Quét ngón tay")
    until(phone.page, "document.querySelector('[data-testid=blur-canvas]').width > 400")
    box = canvas.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    phone.page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    phone.page.mouse.down()
    phone.page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=6)
    phone.page.mouse.up()


def test_what_is_blurred_arrives_blurred_with_its_words_in_the_teams_order(
    phone: Phone, new_desk: Callable[..., Desk], house: House, pictures: list[Path]
) -> None:
    phone.enrol(house.invite("Cầu Đá"), holder="Huỳnh Tấn Phát")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    with phone.cut_off():
        phone.tap("Ghi sự việc")
        phone.tap_id("tile-A02")
        phone.sees("Chụp toàn cảnh trước, chi tiết sau.")
        phone.photograph(*pictures[:2])
        thumbs = phone.page.locator(".strip .thumb")
        expect(thumbs).to_have_count(2)
        phone.sees("Đã có 2, mỗi sự việc nhiều nhất 6 ảnh.")

        thumbs.nth(1).tap()
        phone.page.get_by_test_id("caption").fill("Loa kéo trước quán")
        phone.tap_id("photo-earlier")
        phone.sees("Ảnh 1/2")
        phone.tap("Làm mờ")
        paint(phone)
        phone.tap("Bỏ nét cuối")
        expect(phone.page.get_by_test_id("blur-done")).to_be_disabled()
        paint(phone)
        before = {row["photo_id"] for row in phone.rows("photos")}
        phone.tap_id("blur-done")
        expect(phone.page.get_by_test_id("blur-editor")).to_have_count(0)
        expect(phone.page.get_by_test_id("caption")).to_have_value("Loa kéo trước quán")
        after = {row["photo_id"] for row in phone.rows("photos")}
        assert len(after) == 2 and len(after & before) == 1
        (blurred,) = after - before

        phone.page.locator(".steps button").last.tap()
        phone.tap("Đã ổn")
        phone.tap("Xong")
        phone.tap("Kết ca")
        phone.tap("Gửi báo cáo")
        phone.is_on("home")

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    desk = new_desk()
    desk.sign_in("vinh")
    desk.open_row("Cầu Đá")
    desk.sees_pictures(2)
    first = desk.page.locator("a[data-photo]").first
    expect(first).to_have_attribute("href", f"/api/v1/photos/{blurred}/clean")
    expect(first.locator("img")).to_have_attribute("alt", "Loa kéo trước quán")
    expect(first).to_have_text("Loa kéo trước quán")
    kept = Image.open(io.BytesIO(desk.context.request.get(f"/api/v1/photos/{blurred}/clean").body()))
    assert colours(kept, 0.5, 0.5) < 12
    assert colours(kept, 0.5, 0.1) > 30
    # The next story's queue is its own.
    desk.press("Duyệt")
    desk.sees("Đã duyệt.")
