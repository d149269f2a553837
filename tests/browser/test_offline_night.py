"""The offline night in Firefox and in WebKit: what differs from Chromium there must not cost a word or a picture."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import tally
from tests.browser.conftest import folder_if_failed, own_house
from tests.browser.desk import Desk
from tests.browser.engines.engine import Engine
from tests.browser.engines.firefox import Firefox
from tests.browser.engines.handset import Handset, prepare
from tests.browser.engines.webkit import WebKit
from tests.browser.house import House

TEAMS = {Firefox: ("Suối Cạn", "Nguyễn Văn Bình"), WebKit: ("Bến Xe", "Nguyễn Trọng Nhân")}
# Their officers, too.
RETURNED_TO = {Firefox: ("Đồi Mơ", "Phạm Văn Thành", "ha"), WebKit: ("Chợ Mới", "Đặng Văn Thắng", "lam")}
OTHER_TEAMS = {Firefox: ("Trại Thông", "Hoàng Văn Dũng"), WebKit: ("Gò Dâu", "Lê Văn Hùng")}
COMMENT = "Bác ghi giúp cửa kho đã giao cho ai."
KILLS = 10 if os.environ.get("KENG_CHAOS") == "1" else 1
BAR = ".bar__words"
CARD = "[data-testid=night]"
# Two pictures besides the words, on a machine that has more to do.
ARRIVAL_SECONDS = 90


# A Kẻng of this module alone: its app knows the story's time by itself.
house = own_house(prepare=prepare)


@pytest.fixture(params=TEAMS, ids=lambda engine: engine.__name__)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Each of the engines."""
    made: Engine = request.param(tmp_path / "browser")
    return made


@pytest.fixture
def phone(request: pytest.FixtureRequest, engine: Engine, house: House) -> Iterator[Handset]:
    """A phone with this engine, which must have stayed without a fault."""
    with Handset(engine, house) as handset:
        yield handset
        if folder := folder_if_failed(request):
            (folder / f"{request.node.name}.png").write_bytes(engine.picture())
        assert handset.faults() == ""


def keep_the_way_out(phone: Handset) -> None:
    """A second start, at which the phone begins to keep what makes a file of its queue."""
    phone.engine.reload()
    kept = "async () => (await (await caches.open('keng-rescue')).keys()).some(({ url }) => /assets.rescue-/.test(url))"
    phone.wait_until(lambda: phone.engine.ask(kept), "the rescue page is not kept")


def write_the_night(phone: Handset, *pictures: Path) -> None:
    """A round, and a door that was left open, with pictures; loaded anew in the middle of it."""
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")
    phone.tap("Đủ cả vòng 1")
    phone.sees("Vòng 2")
    phone.tap("Ghi sự việc")
    phone.tap("Tìm")
    phone.fill_id("search-text", "cua mo")
    phone.tap_id("tile-B03")
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.photograph(*pictures)
    phone.wait_until(lambda: len(phone.rows("photoBytes")) == len(pictures), "the pictures are not kept")
    for question in ("Cụ thể thế nào?", "Tổ đã làm gì?", "Đã báo ai?", "Kết quả thế nào?"):
        phone.tap("Tiếp tục")
        phone.sees(question)
    phone.pick("Đã ổn")
    phone.engine.reload()
    phone.sees("Kết quả thế nào?")
    phone.tap("Xong")
    phone.is_on("shift")


def send_the_night(phone: Handset) -> None:
    """Close the shift; the browser is closed, too, and opened again: all of it is still there, and says that it waits."""
    phone.tap("Kết ca")
    phone.tap("Gửi báo cáo")
    phone.sees("Còn 1 báo cáo chờ gửi", BAR)
    phone.end_and_start()
    phone.sees("Còn 1 báo cáo chờ gửi", BAR)
    phone.sees("Chờ gửi", CARD)
    # Neither engine wakes an app that was closed, so nobody is told that it goes by itself.
    assert phone.engine.ask("() => 'SyncManager' in window") is False
    phone.sees("Đã lưu, có mạng xin mở Kẻng", BAR)


def see_the_way_out(phone: Handset) -> None:
    """What waits can be made one locked file, which is all that a person needs of a phone that never gets a network."""
    phone.tap_id("queue-bar")
    phone.tap_id("to-export")
    phone.is_on("export")
    phone.tap("Tạo tệp")
    phone.sees("Lưu vào máy", "[data-testid=file-ready]")
    phone.open()


def see_it_arrived(phone: Handset) -> str:
    """The network is back, and the app is opened as it asked: the night arrives. Gives the receipt."""
    phone.open()
    phone.sees("Đã gửi xong tất cả", BAR, seconds=ARRIVAL_SECONDS)
    phone.sees("Chờ duyệt", CARD)
    phone.tap_id("queue-bar")
    phone.sees("Đã tới Công an xã")
    # WebKit knows no such promise, and Firefox asks a person, whom nothing here waits for.
    assert not phone.engine.ask("() => navigator.storage?.persisted?.()")
    phone.sees("Nên đưa Kẻng ra màn hình chính để giữ chắc")
    return phone.reads("[data-testid=receipt]")


def check_arrived_once(phone: Handset, team: str, receipt: str, pictures: int) -> None:
    """The server has this night once and every picture of it, and nothing else of this team."""
    house, ours = phone.house, "team_id = (SELECT id FROM team WHERE name = ?)"
    ready = f"SELECT id FROM photo WHERE {ours} AND current AND state = 'ready'"
    phone.wait_until(lambda: len(house.rows(ready, team)) == pictures, "the pictures are not made ready")
    (report,) = house.rows(f"SELECT * FROM report WHERE {ours}", team)
    assert (report["version"], report["incidents"], report["receipt"]) == (1, 1, receipt)
    assert (report["photos_expected"], report["photos_damaged"]) == (pictures, 0)
    assert len(house.rows(f"SELECT DISTINCT sha256 FROM photo WHERE {ours}", team)) == pictures
    assert len(house.rows(f"SELECT id FROM photo WHERE {ours}", team)) == pictures
    assert [row["kind"] for row in house.rows(f"SELECT kind FROM operation WHERE {ours}", team)] == ["report.submit"]
    assert house.rows(f"SELECT id FROM parked_operation WHERE {ours}", team) == []


def test_the_offline_night(phone: Handset, house: House, pictures: list[Path]) -> None:
    village, holder = TEAMS[type(phone.engine)]
    invitation = house.invite(village)
    phone.enrol(invitation, holder)
    keep_the_way_out(phone)
    with phone.cut_off():
        phone.end_and_start()
        write_the_night(phone, *pictures[:2])
        send_the_night(phone)
        kept = [row["bytes"] for row in phone.rows("photoBytes")]
        assert all(re.fullmatch(r"ArrayBuffer \d{5,6}", one) for one in kept) and len(kept) == 2, kept
        see_the_way_out(phone)
    receipt = see_it_arrived(phone)
    check_arrived_once(phone, invitation["team"], receipt, pictures=2)


def mend(phone: Handset) -> None:
    """The phone says that the night came back, what is asked and until when; it is mended where there is no network."""
    phone.open()
    phone.sees("Đêm 15/11: cần bổ sung")
    with phone.cut_off():
        phone.tap_id("returned")
        phone.sees("Trả lại", ".chip")
        phone.sees(COMMENT, ".words")
        phone.sees("Hạn gửi lại: ", ".words")
        phone.tap("Bổ sung")
        phone.sees("Kết quả thế nào?", "[data-testid=mend-1]")
        phone.sees("Bàn giao", "[data-testid=mend-2]")
        phone.pick("Đã giao công an")
        phone.fill_id("handover", "Sáng mai xem lại cửa kho")
        phone.fill_id("correction-note", "Đã giao lúc 23 giờ")
        # Who ends a browser between a letter and its writing loses that letter: that is another story.
        phone.wait_until(lambda: "Đã giao lúc 23 giờ" in str(phone.rows("drafts")), "the words are not kept")
        phone.end_and_start()
        phone.sees("Đêm 15/11: đang bổ sung")
        phone.tap_id("returned")
        phone.sees("Gửi lại")
        phone.tap("Gửi lại")
        phone.sees("Còn 1 báo cáo chờ gửi", BAR)
    phone.open()
    phone.sees("Đã gửi xong tất cả", BAR, seconds=ARRIVAL_SECONDS)
    phone.sees("Chờ duyệt", CARD)


def test_the_returned_report(phone: Handset, new_desk: Callable[..., Desk], house: House, pictures: list[Path]) -> None:
    village, holder, officer = RETURNED_TO[type(phone.engine)]
    phone.enrol(house.invite(village), holder)
    write_the_night(phone, pictures[0])
    phone.tap("Kết ca")
    phone.tap("Gửi báo cáo")
    phone.sees("Đã gửi xong tất cả", BAR, seconds=ARRIVAL_SECONDS)
    desk = new_desk()
    desk.sign_in(officer)
    desk.open_row(village)
    desk.give_back(COMMENT, "/incidents/0/result", "/handover", due="Trong một ngày")
    mend(phone)
    desk.open("/queue")
    desk.open_row(village)
    for words in ("Trước: Đã ổn", "Sáng mai xem lại cửa kho", "Tổ trả lời: “Đã giao lúc 23 giờ”"):
        desk.sees(words)
    desk.sees_pictures(1)
    desk.press("Duyệt")
    desk.sees("Đã duyệt.")
    phone.open()
    phone.sees("Đã duyệt", CARD)


# Being looked at anew has the app ask its database something, here without a pause.
KEEPS_ASKING = """
() => {
  globalThis.testLeft = true;
  setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 1);
}
"""
WRITES = """
() => new Promise((done, failed) => {
  setTimeout(() => failed('nobody may write'), 20_000);
  const opened = indexedDB.open('keng');
  opened.onsuccess = () => {
    const change = opened.result.transaction('meta', 'readwrite');
    change.objectStore('meta').put({ key: 'test', value: 1 });
    change.oncomplete = () => { opened.result.close(); done(true); };
  };
})
"""


def test_left_while_it_reads(phone: Handset, house: House) -> None:
    """WebKit keeps a page that was left as it stands; what it was reading at that moment must be nobody's to wait for."""
    village, holder = OTHER_TEAMS[type(phone.engine)]
    phone.enrol(house.invite(village), holder)
    for _ in range(3):
        phone.engine.ask(KEEPS_ASKING)
        phone.open()
        # On a busy machine the driver may still speak with the page that is about to go.
        phone.wait_until(lambda: phone.engine.ask("() => !globalThis.testLeft"), "the page stays")
        assert phone.engine.ask(WRITES)
    phone.is_on("home")


def test_killed_while_writing(phone: Handset, house: House, pictures: list[Path]) -> None:
    village, holder = OTHER_TEAMS[type(phone.engine)]
    phone.enrol(house.invite(village), holder)
    with phone.cut_off():
        phone.tap("Mở ca")
        phone.tap("Bắt đầu")
        for life in range(1, KILLS + 1):
            phone.is_on("shift")
            phone.tap("Ghi sự việc")
            phone.tap_id("tile-A03")
            phone.sees("Ở đâu, lúc mấy giờ?")
            phone.photograph(pictures[0])
            phone.sees("Đã lưu trong máy", ".content")
            phone.die_and_start()
            # What was on the screen when it died is in the book.
            phone.sees("Ca đang mở")
            (draft,) = phone.rows("drafts")
            assert len(draft["body"]["incidents"]) == life
            assert len(phone.rows("photoBytes")) == life
            phone.tap("Tiếp tục ca")
    tally.note(f"{type(phone.engine).__name__} killed while writing", kills=KILLS, lost=0)
