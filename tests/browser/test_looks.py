"""A patrol looks at cameras and a gong without a network and writes a drill down; the office has all of it, evidence too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone
from tests.journeys.camera import camera_jpeg

# What the worker has to keep before these screens are there without a network.
_KEPT = """
() => caches.open('keng-past').then((cache) => cache.keys())
  .then((kept) => kept.some(({ url }) => /assets\\/beside-.*js$/.test(url)))
"""


def _card(phone: Phone, label: str) -> Locator:
    return phone.page.get_by_test_id("thing").filter(has_text=label)


def _thing(phone: Phone, label: str) -> dict[str, Any]:
    (found,) = (one for one in phone.rows("assets") if one["label"] == label)
    return found


def test_things_are_looked_at_and_a_drill_is_written_down_without_a_network(
    phone: Phone, new_desk: Callable[..., Desk], house: House, tmp_path: Path
) -> None:
    picture = tmp_path / "night.jpg"
    picture.write_bytes(camera_jpeg())
    phone.enrol(house.invite("Suối Cạn"), holder="Trần Thị Hoa")
    phone.wait_until(lambda: phone.page.evaluate(_KEPT), "the part is not kept")
    good, broken, gong = (_thing(phone, label) for label in ("C07", "C08", "K1"))

    with phone.cut_off():
        phone.close_and_open()
        phone.tap_id("menu-things")
        _card(phone, "C07").get_by_test_id("good").tap()
        expect(_card(phone, "C07")).to_contain_text("Hoàn tác")
        _card(phone, "K1").get_by_test_id("good").tap()
        _card(phone, "K1").get_by_test_id("undo").tap()
        expect(_card(phone, "K1").get_by_test_id("faulty")).to_be_visible()
        _card(phone, "K1").get_by_test_id("good").tap()
        expect(_card(phone, "K1")).to_contain_text("Đã xem lúc")

        _card(phone, "C08").get_by_test_id("faulty").tap()
        phone.tap("Lệch góc")
        phone.tap("Tiếp tục")
        phone.photograph(picture)
        phone.sees("Đã lưu trong máy")
        assert [worker.url for worker in phone.page.workers if "/assets/drawing-" in worker.url], (
            "drawn on the page's own thread"
        )
        (kept,) = phone.rows("photos")
        assert (kept["width"], kept["height"], kept["original"]) == (1200, 1600, False), "upright"
        phone.tap("Cần thay mới")
        phone.tap("Ghi xong")
        expect(_card(phone, "C08")).to_contain_text("Hỏng: lệch góc")

        phone.tap("Ghi hoạt động")
        phone.tap_id("deed-gong")
        phone.tap(f"Kẻng K1, {gong['place']}")
        phone.sees("Hiệu lệnh")
        phone.tap("Tiếp tục")
        if phone.page.get_by_text("Của mô hình nào?").count():
            phone.tap("Tiếp tục")
        phone.tap("Tập dượt")
        phone.tap("Tiếp tục")
        phone.page.get_by_role("radiogroup", name="Số người tham gia").get_by_text("20", exact=True).tap()
        # The app is closed and opened again: what was begun stands where it was left.
        phone.close_and_open()
        phone.tap_id("menu-things")
        phone.tap_id("told")
        expect(phone.page.get_by_test_id("told-item").filter(has_text="Chờ gửi")).to_have_count(3)
        phone.tap("Đang ghi dở: Đánh kẻng, báo động")
        for _ in range(8):
            if phone.page.get_by_text("Chụp ảnh, ghi thêm").count():
                break
            phone.tap("Tiếp tục")
        phone.photograph(picture)
        phone.sees("Đã lưu trong máy")
        phone.tap("Ghi xong")
        phone.is_on("told")
        expect(phone.page.get_by_test_id("told-item").filter(has_text="Chờ gửi")).to_have_count(4)

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.page.get_by_test_id("told-item").filter(has_text="Đủ ảnh").filter(has_text="20 người")).to_have_count(1)
    assert {row["status"] for row in phone.rows("outbox")} == {"acknowledged"}

    desk = new_desk()
    desk.sign_in("vinh")
    desk.open(f"/models/assets/{broken['id']}")
    desk.sees("Camera C08")
    expect(desk.page.locator(".looks li").first).to_contain_text("Cần thay mới")
    expect(desk.page.locator(".looks li").first.locator("img")).to_have_count(1)
    desk.press("Xem khó khăn này")
    desk.sees("lệch góc")
    desk.open(f"/models/assets/{good['id']}")
    expect(desk.page.locator(".looks li").first).to_contain_text("Hoạt động tốt")
    desk.open("/models/activities")
    row = desk.page.locator(".doings li").filter(has_text="20 lượt người").first
    expect(row).to_contain_text("Có minh chứng")
