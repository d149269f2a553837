"""Chromium killed outright while a person writes, behind the picker, and while pictures go up: nothing is lost."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests import tally
from tests.browser.conftest import own_house
from tests.browser.deeds import answer, find
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.mortal import MortalPhone

KILLS = 100 if os.environ.get("KENG_CHAOS") == "1" else 3
# So slow that a picture takes seconds.
_BYTES_A_SECOND = 60_000


# A Kẻng of this module alone.
house = own_house()


def _begin(phone: MortalPhone, house: House, team: str, holder: str) -> None:
    phone.enrol(house.invite(team), holder=holder)
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.is_on("shift")


def _incidents(phone: MortalPhone) -> list[dict[str, Any]]:
    (draft,) = phone.rows("drafts")
    found: list[dict[str, Any]] = draft["body"]["incidents"]
    return found


def _write_unlocked_shop(phone: MortalPhone, *pictures: Path) -> None:
    find(phone, "cua mo", "B03")
    phone.photograph(*pictures)
    for question in ("Cụ thể thế nào?", "Tổ đã làm gì?", "Đã báo ai?"):
        answer(phone, question)
    answer(phone, "Kết quả thế nào?", "Đã ổn")
    phone.tap("Xong")
    phone.is_on("shift")


def test_killed_while_writing(mortal: MortalPhone, house: House) -> None:
    _begin(mortal, house, "Trại Thông", "Hoàng Văn Dũng")
    chance = random.Random(7)
    for life in range(1, KILLS + 1):
        mortal.tap("Ghi sự việc")
        mortal.tap_id("tile-A03")
        mortal.sees("Ở đâu, lúc mấy giờ?")
        mortal.page.wait_for_timeout(chance.uniform(0, 250))
        mortal.die()
        mortal.start_again()
        # What was on the screen when it died is in the book.
        mortal.sees("Ca đang mở")
        assert len(_incidents(mortal)) == life
        mortal.tap("Tiếp tục ca")
        mortal.is_on("shift")
    tally.note("Chromium killed while writing", kills=KILLS, lost=0)


def test_killed_behind_the_picker(mortal: MortalPhone, house: House, pictures: list[Path]) -> None:
    _begin(mortal, house, "Gò Dâu", "Lê Văn Hùng")
    mortal.tap("Ghi sự việc")
    mortal.tap_id("tile-A03")
    mortal.tap("Tiếp tục")
    mortal.sees("Cụ thể thế nào?")
    for _ in range(KILLS):
        with mortal.page.expect_file_chooser():
            mortal.page.locator(".strip .take").tap()
        mortal.die()
        mortal.start_again()
        # The app opens at its start address and stands where the person was.
        mortal.is_on("incident")
        mortal.sees("Cụ thể thế nào?")
    mortal.photograph(pictures[0])
    mortal.wait_until(lambda: len(mortal.rows("photoBytes")) == 1, "the picture is not kept")
    assert len(_incidents(mortal)) == 1
    tally.note("Chromium killed behind the picker", kills=KILLS, lost=0)


def test_killed_while_pictures_go_up(
    mortal: MortalPhone, house: House, pictures: list[Path], new_desk: Callable[..., Desk]
) -> None:
    _begin(mortal, house, "Bến Xe", "Nguyễn Trọng Nhân")
    with mortal.cut_off():
        _write_unlocked_shop(mortal, *pictures[:3])
        mortal.tap("Kết ca")
        mortal.tap("Gửi báo cáo")
        expect(mortal.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
        assert len(mortal.rows("photoBytes")) == 3
    mortal.line.slow_down(_BYTES_A_SECOND)
    chance = random.Random(11)
    for _ in range(KILLS):
        mortal.page.wait_for_timeout(chance.uniform(0, 2500))
        mortal.die()
        mortal.start_again()
    mortal.line.slow_down(0)
    expect(mortal.bar()).to_contain_text("Đã gửi xong tất cả", timeout=60_000)

    assert [row["status"] for row in mortal.rows("outbox")] == ["acknowledged"]
    assert [row["state"] for row in mortal.rows("photos")] == ["stored"] * 3
    desk = new_desk()
    desk.sign_in("vinh")
    desk.open_row("Bến Xe")
    desk.sees_pictures(3)
    tally.note("Chromium killed while pictures go up", kills=KILLS, lost=0, doubled=0)
