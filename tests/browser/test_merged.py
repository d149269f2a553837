"""Overnight the commune becomes another one: the night that waited arrives in its book, the next one in the new."""

import sqlite3
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

HEIR = """\
id,code,kind,name,parent_id,valid_from,valid_to,former_district,former_province,successor_ids
99002,99002,xa,Xã Khê Thượng,99,2026-11-16,,,,
"""


# A Kẻng of this module alone: its commune ends here.
house = own_house()


def _merge(house: House) -> None:
    units = house.folder / "units.csv"
    units.write_text(HEIR)
    house.flask("units", "update", str(units))
    said = house.flask("commune", "merge", "99001", "99002", "--on", "2026-11-16")
    assert "99001 goes on in 99002 from 16/11/2026" in said


def _books(house: House) -> list[tuple[str, str]]:
    """Night and commune of the reports that came in this story."""
    with sqlite3.connect(f"file:{house.folder}/data/keng.sqlite3?mode=ro", uri=True) as book:
        asked = "SELECT night, commune_id FROM report WHERE night >= '2026-11-15' AND state = 'submitted' ORDER BY night"
        return book.execute(asked).fetchall()


def _send_a_quiet_night(phone: Phone) -> None:
    for words in ("Mở ca", "Bắt đầu", "Đủ cả vòng 1", "Kết ca", "Đúng, gửi báo cáo"):
        phone.tap(words)
    phone.is_on("home")


def test_a_night_written_for_the_old_commune_arrives_after_the_merger(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    phone.enrol(house.invite("Suối Cạn"), holder="Nguyễn Văn Bình")
    # The one refusal tells it to read everything anew.
    phone.watch.expect("409")
    with phone.cut_off():
        _send_a_quiet_night(phone)
        expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")
        phone.pass_time(9 * 60 + 30)
        _merge(house)

    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")
    expect(phone.page.get_by_test_id("night").first).to_contain_text("Chờ duyệt")
    phone.open("/app/#/settings")
    phone.sees("Xã Khê Thượng, Tỉnh Cao Lâm")

    phone.pass_time(14 * 60 + 45)
    phone.open()
    _send_a_quiet_night(phone)
    both = [("2026-11-15", "99001"), ("2026-11-16", "99002")]
    phone.wait_until(lambda: _books(house) == both, "the second night is not in the new commune's book")

    desk = new_desk()
    desk.sign_in("ha")
    quiet = desk.page.locator("li.quiet-row")
    expect(quiet.filter(has_text="Suối Cạn")).to_have_count(2)
    desk.page.locator("[data-batch-button]").click()
    expect(quiet).to_have_count(0)
    phone.close_and_open()
    expect(phone.page.get_by_test_id("night").nth(1)).to_contain_text("Đã duyệt")
