"""What waits on a phone leaves it as a file: by the desk, by another phone, and when the app itself does not start."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

_NIGHT_MINUTES = 24 * 60
# The page, its look, its script, and the screens of the app.
_RESCUE_FILES = 4
# Teams by their village, with the member who holds the phone.
CAU_DA, GO_DAU = ("Cầu Đá", "Huỳnh Tấn Phát"), ("Gò Dâu", "Lê Văn Hùng")
BAU_SEN, BEN_XE = ("Bàu Sen", "Nguyễn Thị Lan"), ("Bến Xe", "Nguyễn Trọng Nhân")
# Puts something else in the place of the app's main script, where the worker keeps it.
_BREAK_APP = """
async ([text, type]) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (/assets\\/first-[^/]*\\.js/.test(request.url))
        await cache.put(request, new Response(text, { headers: { 'Content-Type': type } }));
  }
}
"""
_NEWER_DATABASE = """
() => new Promise((done, failed) => {
  const asked = indexedDB.open('keng', 9990);
  asked.onupgradeneeded = () => asked.result.createObjectStore('of-the-future');
  asked.onsuccess = () => { asked.result.close(); done(); };
  asked.onerror = () => failed(asked.error);
})
"""


# A Kẻng of this module's own: days go by in it.
house = own_house()


def ask(house: House, question: str) -> list[Any]:
    """What the server's database holds."""
    with sqlite3.connect(f"file:{house.folder}/data/keng.sqlite3?mode=ro", uri=True) as book:
        return book.execute(question).fetchall()


def wait_until(phone: Phone, true: Callable[[], bool]) -> None:
    """Wait for something that the screen does not show."""
    for _ in range(200):
        if true():
            return
        phone.page.wait_for_timeout(50)
    raise AssertionError("it does not come to pass")


def let_in(phone: Phone, house: House, village: str, holder: str) -> None:
    """A phone of the team, which has been opened twice."""
    phone.enrol(house.invite(village), holder=holder)
    phone.close_and_open()
    kept = "caches.open('keng-rescue').then((cache) => cache.keys()).then((files) => files.length)"
    wait_until(phone, lambda: phone.page.evaluate(kept) == _RESCUE_FILES)


def write_night(phone: Phone, picture: Path) -> None:
    """A night with a photo, closed and waiting in the phone."""
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    before = len(phone.rows("photoBytes"))
    phone.photograph(picture)
    wait_until(phone, lambda: len(phone.rows("photoBytes")) > before)
    phone.tap("Đủ cả vòng 1")
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    phone.is_on("home")


def save_file(phone: Phone, folder: Path) -> Path:
    """Save the file that the phone has made; gives where it lies."""
    with phone.page.expect_download() as downloading:
        phone.tap("Lưu vào máy")
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    return file


def export(phone: Phone, folder: Path) -> Path:
    """Export what waits, on the sync screen."""
    phone.tap_id("queue-bar")
    phone.tap("Xuất tệp")
    phone.is_on("export")
    phone.tap("Tạo tệp")
    phone.sees("Không có gì bị xóa khỏi máy này.")
    return save_file(phone, folder)


def hand_in(desk: Desk, file: Path) -> None:
    """Hand the file in at a desk."""
    desk.open("/rescue")
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.press("Nhận tệp")
    desk.sees("Đã đọc hết tệp, không gì bị ghi hai lần.")


@pytest.mark.parametrize(
    ("script", "kind", "team", "friends"),
    [
        ("throw new Error('a broken build');", "text/javascript", CAU_DA, BAU_SEN),
        ("<!doctype html>", "text/html", GO_DAU, BEN_XE),
    ],
    ids=["code-that-throws", "a-page-instead-of-the-script"],
)
def test_when_the_app_does_not_start_the_rescue_page_writes_the_file_and_another_phone_hands_it_in(
    new_phone: Callable[..., Phone],
    house: House,
    pictures: list[Path],
    tmp_path: Path,
    script: str,
    kind: str,
    team: tuple[str, str],
    friends: tuple[str, str],
) -> None:
    broken, other = new_phone(), new_phone()
    let_in(broken, house, *team)
    let_in(other, house, *friends)
    with broken.cut_off():
        write_night(broken, pictures[0])
        broken.page.evaluate(_BREAK_APP, [script, kind])
        broken.watch.expect("module script")
        broken.close_and_open()
        broken.sees("Những gì đã ghi vẫn còn trong máy.")
        broken.tap("Xuất phần chờ gửi ra tệp")
        broken.sees("1 báo cáo và phần ghi thêm")
        broken.sees("1 ảnh")
        broken.tap("Tạo tệp")
        file = save_file(broken, tmp_path)
        broken.sees("Tệp nằm trong mục Tải xuống của máy.")
        broken.watch.faults[:] = [fault for fault in broken.watch.faults if "a broken build" not in fault]

        other.tap_id("queue-bar")
        other.tap("Nộp tệp giúp máy khác")
        other.page.locator("input[type=file]").set_input_files(file)
        other.tap("Nộp tệp")
        other.sees("1 báo cáo vừa vào sổ")
        other.sees("1 ảnh vừa nhận")


def test_a_database_of_a_later_version_is_read_all_the_same(
    phone: Phone, house: House, pictures: list[Path], tmp_path: Path
) -> None:
    let_in(phone, house, "Trại Thông", "Hoàng Văn Dũng")
    with phone.cut_off():
        write_night(phone, pictures[1])
        phone.open("/app/rescue.html")
        phone.page.evaluate(_NEWER_DATABASE)
        phone.page.reload()
        phone.sees("1 báo cáo và phần ghi thêm")
        phone.tap("Tạo tệp")
        assert save_file(phone, tmp_path).stat().st_size > 20_000


def test_a_phone_that_was_shut_out_still_writes_its_file_and_a_person_decides(
    phone: Phone, new_desk: Callable[..., Desk], house: House, pictures: list[Path], tmp_path: Path
) -> None:
    invitation = house.invite("Suối Cạn")
    phone.enrol(invitation, holder="Nguyễn Văn Bình")
    desk = new_desk()
    desk.sign_in("ha")
    # The phone may try as soon as the line is back, before it is opened anew.
    phone.watch.expect("401")
    with phone.cut_off():
        write_night(phone, pictures[2])
        desk.open(f"/teams/{invitation['team_id']}")
        desk.page.locator("summary").filter(has_text="Khóa máy").click()
        desk.press("Khóa máy")
        desk.sees("Đã khóa")
    phone.close_and_open()
    expect(phone.bar()).to_contain_text("Xin nhập lại mã của tổ")
    file = export(phone, tmp_path)

    desk.open("/rescue")
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.press("Nhận tệp")
    desk.sees("Máy này đã bị khóa. Những gì mới trong tệp đều chờ người xem.")
    desk.sees("1 ảnh chờ báo cáo")
    desk.press("Xem phần chờ xử lý")
    desk.sees("Tổ BVANTT thôn Suối Cạn: báo cáo của ca")


def lying_in(phone: Phone) -> dict[str, list[dict[str, Any]]]:
    """What the phone holds; whether it is just trying to send it is left out."""
    outbox = [{**row, "status": row["status"].replace("sending", "queued")} for row in phone.rows("outbox")]
    return {"outbox": outbox, "photos": phone.rows("photos")}


# Last, because invitations of the days before are over by its end.
def test_three_nights_travel_as_a_file_and_nothing_is_doubled_when_the_phone_comes_back(
    phone: Phone, new_desk: Callable[..., Desk], house: House, pictures: list[Path], tmp_path: Path
) -> None:
    let_in(phone, house, "Chợ Mới", "Đặng Văn Thắng")
    desk = new_desk()
    with phone.cut_off():
        for picture in pictures[:3]:
            write_night(phone, picture)
            phone.pass_time(_NIGHT_MINUTES)
            phone.close_and_open()
        expect(phone.bar()).to_contain_text("Còn 3 báo cáo chờ gửi")
        before = lying_in(phone)
        file = export(phone, tmp_path)
        assert lying_in(phone) == before
        assert b"report.submit" not in file.read_bytes()

        desk.sign_in("lam")
        hand_in(desk, file)
        expect(desk.page.get_by_text("Vừa vào sổ")).to_have_count(3)
        desk.sees("3 ảnh vừa nhận")

    phone.close_and_open()
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    sent = phone.rows("outbox")
    assert [row["status"] for row in sent] == ["acknowledged"] * 3
    assert {row["state"] for row in phone.rows("photos")} == {"stored"}
    (mine,) = (row["value"]["device_id"].replace("-", "") for row in phone.rows("meta") if row["key"] == "enrolment")
    known = ask(house, f"SELECT receipt FROM operation WHERE device_id = '{mine}'")
    assert sorted(receipt for (receipt,) in known) == sorted(row["receipt"] for row in sent)
    kinds = "('report.submitted', 'photo.stored')"
    told = ask(house, f"SELECT kind, facts FROM journal_note WHERE device_id = '{mine}' AND kind IN {kinds}")
    assert sorted(kind for kind, _ in told) == ["photo.stored"] * 3 + ["report.submitted"] * 3
    assert {json.loads(facts)["via"] for _, facts in told} == {"rescue"}

    hand_in(desk, file)
    expect(desk.page.get_by_text("Có từ trước", exact=True)).to_have_count(3)
    desk.sees("3 ảnh có từ trước")
    assert len(ask(house, f"SELECT report_id FROM report_version WHERE device_id = '{mine}'")) == 3
