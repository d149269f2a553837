"""What a person has written stays with the phone: behind the camera, in two windows, through a lock and a lost store."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.ailments import BREAK_DRAFTS, MAKE_DATABASE_1, SLOW_DRAFTS, WIPE
from tests.browser.conftest import own_house
from tests.browser.house import ROOT, House
from tests.browser.phone import Phone

ELSEWHERE = "Ca này đang được ghi ở cửa sổ khác."
RECORDED = ROOT / "static" / "pwa" / "tests" / "recorded" / "database-1.json"


# A Kẻng of this module alone: its teams open and send the same night again and again.
house = own_house()


def begin(phone: Phone, house: House, team: str, holder: str) -> None:
    """A phone of this team with a shift open."""
    phone.enrol(house.invite(team), holder=holder)
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")


def test_words_and_place_are_kept_before_the_camera_opens(phone: Phone, house: House) -> None:
    begin(phone, house, "Trại Thông", "Hoàng Văn Dũng")
    phone.tap("Ghi sự việc")
    phone.tap_id("tile-A03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.tap("Tiếp tục")
    phone.sees("Cụ thể thế nào?")
    phone.sees(re.compile("Máy còn"))

    with phone.page.expect_file_chooser():
        phone.page.locator(".strip .take").tap()
    place = next(row for row in phone.rows("meta") if row["key"] == "place")
    assert re.fullmatch(r"#/incident/[0-9a-f-]+/1(\?new=1)?", place["value"]["hash"])
    assert len(phone.rows("drafts")[0]["body"]["incidents"]) == 1

    # Android closes the app behind the camera, and opens it again at its start address.
    phone.close_and_open()
    phone.is_on("incident")
    phone.sees("Cụ thể thế nào?")


def test_a_draft_is_written_in_one_window_at_a_time(phone: Phone, house: House) -> None:
    begin(phone, house, "Gò Dâu", "Lê Văn Hùng")
    other = phone.context.new_page()
    other.goto("/app/#/shift")
    expect(other.get_by_text(ELSEWHERE)).to_be_visible()
    expect(other.get_by_test_id("checkpoint")).to_have_count(0)

    other.get_by_test_id("write-here").tap()
    other.get_by_test_id("checkpoint").tap()
    expect(other.get_by_test_id("pass-done")).to_have_count(1)
    phone.sees(ELSEWHERE)

    phone.tap("Ghi ở đây")
    expect(phone.page.get_by_test_id("pass-done")).to_have_count(1)
    other.close()


def test_a_newer_version_waits_for_a_form_that_is_open_in_another_window(phone: Phone, house: House) -> None:
    begin(phone, house, "Bến Xe", "Nguyễn Trọng Nhân")
    house.bring_out_newer_app("while-writing")
    other = phone.context.new_page()
    other.goto("/app/")
    expect(other.get_by_test_id("update")).to_be_visible()

    other.get_by_test_id("take-update").tap()
    expect(other.get_by_text("Đang ghi hoặc đang gửi. Xong việc rồi chạm lại.")).to_be_visible()
    newer = 'meta[name="newer"][content="while-writing"]'
    expect(other.locator(newer)).to_have_count(0)
    phone.is_on("shift")

    phone.page.goto("/app/#/")
    phone.is_on("home")
    other.wait_for_timeout(600)
    other.get_by_test_id("take-update").tap()
    expect(other.locator(newer)).to_have_count(1)
    assert len(phone.rows("drafts")) == 1
    other.close()


def test_words_after_the_fact_outlive_the_app_and_arrive_with_their_photo(
    phone: Phone, house: House, pictures: list[Path]
) -> None:
    begin(phone, house, "Bàu Sen", "Nguyễn Thị Lan")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    phone.page.get_by_test_id("night").first.tap()
    phone.tap_id("add-words")
    phone.page.get_by_test_id("addendum").fill("Đèn cổng chợ đã sửa xong")
    phone.photograph(pictures[0])
    phone.sees("Đã lưu trong máy")
    phone.close_and_open()
    phone.page.get_by_test_id("night").first.tap()
    expect(phone.page.get_by_test_id("addendum")).to_have_value("Đèn cổng chợ đã sửa xong")

    phone.tap_id("send-addendum")
    expect(phone.page.get_by_test_id("addendum")).to_have_count(0)
    assert phone.rows("addenda") == []

    phone.tap_id("queue-bar")
    expect(phone.page.get_by_test_id("proof")).to_contain_text("Máy chủ xác nhận đang giữ đủ 1 báo cáo. Cùng 1 ảnh.")
    phone.tap_id("all-receipts")
    month = phone.page.get_by_test_id("receipt-month")
    expect(month).to_contain_text("2 lần nhận")
    assert {row["receipt"] for row in phone.rows("outbox")} == set(month.get_by_test_id("receipt").all_inner_texts())


def test_leaving_the_phone_is_a_lock_with_three_ways_and_wipes_nothing(phone: Phone, house: House) -> None:
    begin(phone, house, "Trại Thông", "Hoàng Văn Dũng")
    with phone.cut_off():
        phone.tap("Kết ca")
        phone.tap("Đúng, gửi báo cáo")
        phone.is_on("home")
        phone.page.goto("/app/#/settings")
        phone.sees("Còn 1 việc chưa gửi.")
        expect(phone.page.get_by_test_id("lock-send")).to_be_visible()
        expect(phone.page.get_by_test_id("lock-export")).to_have_attribute("href", "#/sync")
        phone.tap_id("set-pin")
        phone.page.get_by_test_id("pin").fill("2468")
        phone.tap("Lưu mã PIN")
        phone.tap("Khóa và giữ")
        phone.is_on("home")
        phone.sees("Các đêm trước đang khóa")
        expect(phone.page.get_by_test_id("night")).to_have_count(0)
        assert [row["status"] for row in phone.rows("outbox")] == ["queued"]
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")


def test_another_member_takes_the_phone_with_one_tap_and_signs_what_is_sent(phone: Phone, house: House) -> None:
    begin(phone, house, "Chợ Mới", "Đặng Văn Thắng")
    opener = phone.rows("drafts")[0]["actor_id"]
    other = phone.page.get_by_test_id("holder").locator("visible=true").nth(1)
    other.tap()
    expect(other).to_have_attribute("aria-checked", "true")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    phone.is_on("home")
    sender = json.loads(phone.rows("outbox")[0]["canonical"])["actor_id"]
    holder = next(row["value"]["holder_id"] for row in phone.rows("meta") if row["key"] == "enrolment")
    assert sender == holder != opener


def test_a_wrong_clock_is_shown_with_both_times_and_changes_nothing(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Gò Dâu"), holder="Lê Văn Hùng")
    ahead = "minutes => { kengAhead += minutes * 60000; document.dispatchEvent(new Event('visibilitychange')); }"
    phone.page.evaluate(ahead, 25)
    phone.sees(re.compile(r"Máy ghi \d+:\d\d, giờ đúng là \d+:\d\d\."))
    phone.sees("Xin bật giờ tự động trong phần cài đặt.", timeout=5_000)

    phone.page.evaluate(ahead, -17 * 365 * 24 * 60)
    phone.sees(re.compile(r"Máy đang ghi ngày \d\d/\d\d/2009, sai quá nhiều\."))


def test_a_store_that_the_browser_cleared_is_not_taken_for_a_new_phone(phone: Phone, house: House) -> None:
    begin(phone, house, "Bến Xe", "Nguyễn Trọng Nhân")
    with phone.cut_off():
        phone.tap("Kết ca")
        phone.tap("Đúng, gửi báo cáo")
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
        phone.page.goto("/app/first.js")
        phone.page.evaluate(WIPE)
        phone.open()
        phone.sees("Trình duyệt đã xóa sổ cũ trên máy này.")
        phone.sees("Có 1 việc chưa gửi nằm trong đó.")
        phone.sees("Nhập mã của tổ")
        phone.tap("Đã hiểu")
        expect(phone.page.get_by_text("Trình duyệt đã xóa sổ cũ trên máy này.")).to_have_count(0)


def test_a_phone_that_slept_through_a_version_opens_with_everything(new_phone: Callable[..., Phone]) -> None:
    rows = json.loads(RECORDED.read_text())
    phone = new_phone()
    phone.page.goto("/app/first.js")
    phone.page.evaluate(MAKE_DATABASE_1, rows)
    phone.watch.expect("401")
    phone.open()
    phone.is_on("home")
    phone.sees("Ca đang mở")
    expect(phone.bar()).to_contain_text("Xin nhập lại mã của tổ")
    for table in ("drafts", "photoBytes", "reports"):
        assert len(phone.rows(table)) == len(rows[table])
    kept = {row["op_id"]: row["canonical"] for row in phone.rows("outbox")}
    assert kept == {row["op_id"]: row["canonical"] for row in rows["outbox"]}
    phone.tap("Tiếp tục ca")
    phone.is_on("shift")


def test_a_phone_short_of_room_says_so_before_the_camera(phone: Phone, house: House, pictures: list[Path]) -> None:
    begin(phone, house, "Cầu Đá", "Huỳnh Tấn Phát")
    grants = "navigator.storage.estimate = async () => ({ quota: %d * 1024 * 1024, usage: 0 });"
    phone.page.evaluate(grants % 30)
    phone.tap("Ghi sự việc")
    phone.tap_id("tile-A03")
    phone.sees("Máy còn ít chỗ, ảnh sẽ được làm nhỏ hơn.")
    phone.photograph(pictures[0])
    expect(phone.page.locator(".thumb")).to_have_count(1)
    assert max(phone.rows("photos")[0][side] for side in ("width", "height")) == 1024

    phone.context.add_init_script(grants % 10)
    phone.page.reload()
    phone.sees("Máy gần đầy, chỉ còn chỗ cho chữ.")
    expect(phone.page.locator(".strip .take input")).to_be_disabled()
    phone.tap("Tiếp tục")
    phone.sees("Cụ thể thế nào?")


FIRST, SECOND = "Cổng chợ mất điện, đã báo điện lực.", " Hẹn sáng mai."


def remark_in(phone: Phone) -> str:
    """What the phone's own book says of the night."""
    remark: str = phone.rows("drafts")[0]["body"]["remark"]
    return remark


def test_words_that_the_database_did_not_take_are_there_after_opening_anew(phone: Phone, house: House) -> None:
    begin(phone, house, "Đồi Mơ", "Phạm Văn Thành")
    phone.tap("Kết ca")
    phone.tap_id("edit-handover")
    remark = phone.page.get_by_test_id("remark")
    remark.press_sequentially(FIRST)
    expect(remark).to_have_value(FIRST)
    phone.page.wait_for_timeout(1_000)
    assert remark_in(phone) == FIRST

    phone.page.evaluate(BREAK_DRAFTS)
    remark.press_sequentially(SECOND)
    phone.sees(re.compile("Chưa ghi được lần chạm này"))
    expect(remark).to_have_value(FIRST + SECOND)
    phone.page.wait_for_timeout(1_000)
    assert remark_in(phone) == FIRST

    phone.page.reload()
    phone.tap_id("edit-handover")
    expect(remark).to_have_value(FIRST + SECOND)
    phone.page.wait_for_timeout(1_000)
    assert remark_in(phone) == FIRST + SECOND


def test_no_letter_is_lost_to_a_phone_that_writes_slowly(phone: Phone, house: House) -> None:
    begin(phone, house, "Đồi Mơ", "Phạm Văn Thành")
    phone.page.evaluate(SLOW_DRAFTS)
    phone.tap("Kết ca")
    phone.tap_id("edit-handover")
    remark = phone.page.get_by_test_id("remark")
    remark.press_sequentially(FIRST, delay=15)
    expect(remark).to_have_value(FIRST)
    phone.tap("Đúng, gửi báo cáo")
    phone.is_on("home")
    assert json.loads(phone.rows("outbox")[0]["canonical"])["body"]["remark"] == FIRST
