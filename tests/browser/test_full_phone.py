"""A phone whose browser grants no more room: it says so, loses nothing, takes words, and goes on when there is room."""

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser import books
from tests.browser.conftest import own_house
from tests.browser.deeds import answer
from tests.browser.house import House
from tests.browser.phone import Phone

NOT_WRITTEN = "Máy hết chỗ, chưa ghi được. Phần đã ghi vẫn còn."
WORDS_ONLY = "Máy gần đầy, chỉ còn chỗ cho chữ."
_GRANTED = 5 * 1024 * 1024
# Takes what the browser still grants, to the last kilobyte, into a database beside the app's.
_FILL_UP = """
async () => {
  const asked = indexedDB.open('filling', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('filling', { autoIncrement: true });
  await new Promise((done) => { asked.onsuccess = done; });
  const fits = (size) => new Promise((done) => {
    const written = asked.result.transaction('filling', 'readwrite');
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    written.objectStore('filling').add(bytes.buffer);
    written.oncomplete = () => done(true);
    written.onabort = () => done(false);
  });
  for (let size = 262144; size >= 1024; size /= 2) while (await fits(size));
  asked.result.close();
}
"""
# Notes what is kept beside the database as soon as the field has heard of a key.
_LOOK_BESIDE = "addEventListener('input', () => { window.beside = localStorage.getItem('keng.words'); })"


# A Kẻng of this module alone.
house = own_house()


class Grant:
    """How much room the browser gives this phone; set from its first byte on, for a grant is remembered a while."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._devtools = phone.context.new_cdp_session(phone.page)
        self._ask(quotaSize=_GRANTED)

    def _ask(self, **more: int) -> None:
        self._devtools.send("Storage.overrideQuotaForOrigin", {"origin": self._phone.base_url, **more})

    def use_up(self) -> None:
        """Another page of this address takes all that is left."""
        self._phone.page.evaluate(_FILL_UP)

    def lift(self) -> None:
        """There is room again."""
        self._ask()


def begin(phone: Phone, house: House, team: str, holder: str) -> None:
    """A phone of this team with a shift and an incident open."""
    phone.enrol(house.invite(team), holder=holder)
    phone.wait_until(lambda: phone.rows("reserve"), "nothing is set aside for words")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")


def open_incident(phone: Phone, *pictures: Path) -> None:
    """Begin an incident of bikes, with pictures."""
    phone.tap("Ghi sự việc")
    phone.tap_id("tile-A03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    for number, picture in enumerate(pictures, start=1):
        phone.photograph(picture)
        expect(phone.page.locator(".thumb")).to_have_count(number)


def plate(phone: Phone) -> str | None:
    """The plate as the phone's own book has it."""
    (draft,) = phone.rows("drafts")
    return draft["body"]["incidents"][0]["police_only"].get("plate")  # type: ignore[no-any-return]


def use_up_the_reserve(phone: Phone, grant: Grant) -> Locator:
    """What was set aside is given up for words, and that room is taken too; gives the field with the words."""
    phone.tap("Tiếp tục")
    field = phone.page.get_by_role("textbox", name="Biển số xe")
    field.press_sequentially("49-X1")
    phone.wait_until(lambda: plate(phone) == "49-X1", "the words are not kept")
    assert phone.rows("reserve") == []
    grant.use_up()
    return field


def finish_and_send(phone: Phone, *questions: str) -> None:
    """Go through the questions that are left, close the shift, and see everything arrive."""
    for question in questions:
        answer(phone, question)
    answer(phone, "Kết quả thế nào?", "Đã ổn")
    phone.tap("Xong")
    phone.is_on("shift")
    phone.tap("Kết ca")
    phone.tap("Gửi báo cáo")
    phone.is_on("home")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")


def test_words_go_on_without_room_and_all_arrives_once(phone: Phone, house: House, pictures: list[Path]) -> None:
    grant = Grant(phone)
    begin(phone, house, "Trại Thông", "Hoàng Văn Dũng")
    open_incident(phone, pictures[0])

    grant.use_up()
    phone.photograph(pictures[1])
    phone.sees(NOT_WRITTEN)
    phone.sees(WORDS_ONLY)
    expect(phone.page.locator(".strip .take input")).to_be_disabled()
    assert len(phone.rows("photos")) == len(phone.rows("photoBytes")) == 1

    field = use_up_the_reserve(phone, grant)
    field.press_sequentially(" 234.5")
    phone.sees(NOT_WRITTEN)
    expect(field).to_have_value("49-X1 234.5")
    phone.page.wait_for_timeout(1_000)
    assert plate(phone) == "49-X1"

    # Opened anew, nothing is gone, not even what the database could not take.
    phone.page.reload()
    expect(field).to_have_value("49-X1 234.5")
    field.press("End")
    # A page that dies right after the key, before the database has answered, must not bring back the words before it.
    phone.page.evaluate(_LOOK_BESIDE)
    field.press_sequentially("6")
    assert "49-X1 234.56" in phone.page.evaluate("window.beside")
    grant.lift()
    field.press_sequentially("7")
    phone.wait_until(lambda: plate(phone) == "49-X1 234.567", "the words are not kept after all")
    expect(phone.page.get_by_text(NOT_WRITTEN)).to_have_count(0)
    phone.page.reload()
    phone.photograph(pictures[1])
    expect(phone.page.locator(".thumb")).to_have_count(2)

    finish_and_send(phone, "Bao nhiêu người?", "Tổ đã làm gì?", "Đã báo ai?")
    phone.wait_until(lambda: books.count(house, "photo WHERE state = 'ready'") == 2, "the photos are not ready")
    ((body,),) = books.ask(house, "SELECT body FROM report_version")
    assert json.loads(body)["incidents"][0]["police_only"]["plate"] == "49-X1 234.567"


def test_photos_that_have_arrived_make_room(phone: Phone, house: House, pictures: list[Path]) -> None:
    grant = Grant(phone)
    begin(phone, house, "Gò Dâu", "Lê Văn Hùng")
    open_incident(phone, *pictures[:6])
    finish_and_send(phone, "Cụ thể thế nào?", "Bao nhiêu người?", "Tổ đã làm gì?", "Đã báo ai?")
    assert len(phone.rows("photoBytes")) == 6

    phone.tap(re.compile("Mở ca"))
    phone.tap("Bắt đầu")
    open_incident(phone)
    with phone.cut_off():
        grant.use_up()
        phone.photograph(pictures[2])
        phone.sees(NOT_WRITTEN)
        phone.sees(WORDS_ONLY)
        use_up_the_reserve(phone, grant)
        assert len(phone.rows("photoBytes")) == 6
    # With the line back the server proves to have them, and their bytes go without a word being written before.
    phone.wait_until(lambda: phone.rows("photoBytes") == [], "the bytes stay")
    phone.wait_until(lambda: not any(row["kept"] for row in phone.rows("photos")), "the rows do not tell")
    assert {row["state"] for row in phone.rows("photos")} == {"stored"}
    grant.lift()
    phone.tap("Tiếp tục")
    phone.photograph(pictures[2])
    expect(phone.page.locator(".thumb")).to_have_count(1)
