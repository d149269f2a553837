"""One night from several hands: a phone that three members share, and two phones that write the same night."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.deeds import answer, find, finish, photograph
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

# What its teams send must not stand in other journeys' queues.
house = own_house()

NIGHT = "Đêm 15/11"
PIN = "4729"
# Whose phone has the network back first, and whose second.
TEAMS = {"Cầu Đá": ("Huỳnh Tấn Phát", "Nguyễn Văn Lợi"), "Chợ Mới": ("Lê Thị Mai", "Đặng Văn Thắng")}
PLACES = {"Cầu Đá": ("Bãi tập kết cát", "Nhà văn hóa"), "Chợ Mới": ("Kho lạnh", "Bưu điện")}
ARRIVED = "Đã gửi xong tất cả"


def take(phone: Phone, given_name: str) -> None:
    """Another member takes the phone into the hand."""
    phone.open("/app/#/home")
    phone.page.get_by_role("radiogroup", name="Ai đang ghi?").get_by_role("radio", name=given_name, exact=True).tap()
    phone.wait_until(lambda: _holder(phone).endswith(given_name), f"{given_name} does not hold the phone")


def _holder(phone: Phone) -> str:
    (enrolment,) = [row["value"] for row in phone.rows("meta") if row["key"] == "enrolment"]
    return next(one["name"] for one in enrolment["members"] if one["id"] == enrolment["holder_id"])


def send_quiet_shift(phone: Phone, open_words: str) -> None:
    """The short way through a shift."""
    for words in (open_words, "Bắt đầu", "Đủ cả vòng 1", "Kết ca", "Đúng, gửi báo cáo"):
        phone.tap(words)
    phone.is_on("home")


def set_pin(phone: Phone) -> None:
    """The holder locks past nights on this phone."""
    phone.open("/app/#/settings")
    phone.tap("Đặt mã PIN")
    phone.page.get_by_test_id("pin").fill(PIN)
    phone.tap("Lưu mã PIN")
    phone.sees("Khóa ngay")


def add_words(phone: Phone, text: str) -> None:
    """Say something more about the newest night."""
    phone.night(NIGHT).first.tap()
    phone.tap("Ghi thêm vào báo cáo")
    phone.page.get_by_test_id("addendum").fill(text)
    phone.tap_id("send-addendum")


def give_pin(phone: Phone, pin: str) -> None:
    """Answer the lock."""
    phone.page.get_by_test_id("pin").fill(pin)
    phone.tap_id("unlock")


def writers(house: House, team: str) -> list[tuple[str, str]]:
    """Who sent what, in the order in which it took effect."""
    asked = """
      SELECT operation.kind, member.name FROM operation JOIN member ON member.id = operation.actor_id
      JOIN team ON team.id = operation.team_id WHERE team.name = ? ORDER BY operation.at, operation.kind
    """
    return [(row["kind"], row["name"]) for row in house.rows(asked, team)]


def test_three_members_share_one_phone(phone: Phone, new_desk: Callable[..., Desk], house: House) -> None:
    invitation = house.invite("Đồi Mơ")
    phone.enrol(invitation, holder="Phạm Văn Thành")
    set_pin(phone)
    phone.open("/app/#/home")
    send_quiet_shift(phone, "Mở ca")
    expect(phone.bar()).to_contain_text(ARRIVED)
    with phone.cut_off():
        take(phone, "Long")
        add_words(phone, "Chó nhà ai sủa suốt đêm ở đầu thôn")
        take(phone, "Sáu")
        send_quiet_shift(phone, "Mở ca khác")
        # The one with the PIN takes it back: past nights are shut to the others, and what waits goes on waiting.
        take(phone, "Thành")
        phone.tap_id("locked-past")
        phone.is_on("locked")
        give_pin(phone, "1111")
        phone.sees("Mã PIN chưa đúng.")
        expect(phone.bar()).to_contain_text("Đã lưu, có mạng sẽ tự gửi")
    # It goes out from behind the lock.
    expect(phone.bar()).to_contain_text(ARRIVED)
    give_pin(phone, PIN)
    expect(phone.page.get_by_test_id("screen-locked")).to_have_count(0)

    assert writers(house, invitation["team"]) == [
        ("report.submit", "Phạm Văn Thành"),
        ("report.addendum", "Vũ Đình Long"),
        ("report.submit", "Ngô Văn Sáu"),
    ]
    desk = new_desk()
    desk.sign_in("ha")
    see_writers(desk, "Tổ gửi bổ sung sau ca Vũ Đình Long", "Tổ đã gửi báo cáo Phạm Văn Thành", row=0)
    desk.open("/queue")
    see_writers(desk, "Tổ đã gửi báo cáo Ngô Văn Sáu", row=1)


def see_writers(desk: Desk, *steps: str, row: int) -> None:
    """The history of this report in the queue names who did what."""
    desk.page.locator("[data-queue-row]").filter(has_text="Đồi Mơ").nth(row).click()
    history = desk.page.locator(".history")
    for step in steps:
        expect(history).to_contain_text(step)


def write_night(phone: Phone, words: str, code: str, place: str, picture: Path) -> None:
    """The planned shift with a round, an incident and its picture; it waits in the phone."""
    for button in ("Mở ca", "Bắt đầu", "Đủ cả vòng 1"):
        phone.tap(button)
    find(phone, words, code)
    phone.sees("Ở đâu, lúc mấy giờ?")
    phone.tap(place)
    photograph(phone, picture, f"Ảnh ở {place}")
    answer(phone, "Cụ thể thế nào?")
    answer(phone, "Tổ đã làm gì?")
    answer(phone, "Đã báo ai?")
    answer(phone, "Kết quả thế nào?", "Đang theo dõi")
    finish(phone)
    phone.tap("Kết ca")
    phone.tap("Gửi báo cáo")
    phone.is_on("home")
    expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")


def join_as_part(phone: Phone) -> None:
    """The night has a report from the other phone already: one tap sends this one's along with it."""
    phone.tap_id("queue-bar")
    phone.sees("Ca này đã có báo cáo từ máy khác.")
    phone.tap_id("send-as-part")
    expect(phone.page.get_by_test_id("send-as-part")).to_have_count(0)
    phone.open()
    expect(phone.bar()).to_contain_text(ARRIVED)


def mend(phone: Phone, note: str) -> None:
    """Answer the officer's question, and say so."""
    phone.close_and_open()
    phone.tap_id("returned")
    phone.tap("Bổ sung")
    phone.sees("Kết quả thế nào?")
    phone.tap("Đã ổn")
    phone.page.get_by_test_id("correction-note").fill(note)
    phone.tap("Gửi lại")
    phone.is_on("home")
    expect(phone.bar()).to_contain_text("Còn 1 báo cáo chờ gửi")


def mend_too_late(phone: Phone, words: str) -> None:
    """The other phone's answer was first: this one's is kept beside it, and what it had to say goes along as words."""
    phone.tap_id("queue-bar")
    phone.sees(f"{NIGHT}: có hai bản khác nhau.")
    phone.page.get_by_test_id("needs-help").get_by_test_id("add-words").tap()
    phone.page.get_by_test_id("addendum").fill(words)
    phone.tap_id("send-addendum")
    expect(phone.bar()).to_contain_text(ARRIVED)


def see_both(desk: Desk, village: str, main: str, other: str) -> None:
    """One report holds both incidents and both pictures, and says from whose hand they are."""
    desk.open("/queue")
    desk.open_row(village)
    incidents = desk.page.locator(".incident-card")
    expect(incidents).to_have_count(2)
    expect(incidents.nth(0)).not_to_contain_text("Từ máy thứ hai")
    expect(incidents.nth(1)).to_contain_text("Từ máy thứ hai")
    desk.sees_pictures(2)
    history = desk.page.locator(".history")
    expect(history).to_contain_text(f"Tổ đã gửi báo cáo {main}")
    expect(history).to_contain_text(f"Máy khác của tổ gửi thêm phần {other}")


def write_apart(first: Phone, second: Phone, places: tuple[str, str], pictures: list[Path]) -> None:
    """Both write the same shift without a network; the one has it back before the other."""
    with second.cut_off():
        with first.cut_off():
            write_night(first, "karaoke", "A02", places[0], pictures[0])
            write_night(second, "den duong", "D04", places[1], pictures[1])
        expect(first.bar()).to_contain_text(ARRIVED)
    join_as_part(second)


def mend_apart(first: Phone, second: Phone) -> None:
    """Both are told what is asked, both answer without a network, and now the other one is first."""
    for phone in (first, second):
        phone.close_and_open()
        phone.sees(f"{NIGHT}: cần bổ sung")
    with first.cut_off():
        with second.cut_off():
            mend(first, "Đã tắt loa lúc 23 giờ")
            mend(second, "Chủ nhà đã tắt loa")
        expect(second.bar()).to_contain_text(ARRIVED)
    mend_too_late(first, "Loa tắt lúc 23 giờ")


@pytest.mark.parametrize(("village", "names"), TEAMS.items(), ids=["leader first", "member first"])
def test_two_phones_write_one_night(
    new_phone: Callable[..., Phone],
    new_desk: Callable[..., Desk],
    house: House,
    pictures: list[Path],
    village: str,
    names: tuple[str, str],
) -> None:
    first, second = new_phone(), new_phone()
    for phone, name in zip((first, second), names, strict=True):
        phone.enrol(house.invite(village), holder=name)
    write_apart(first, second, PLACES[village], pictures)
    desk = new_desk()
    desk.sign_in("lam")
    see_both(desk, village, *names)
    desk.give_back("Loa tắt lúc mấy giờ?", "/incidents/0/result")
    mend_apart(first, second)
    desk.open("/queue")
    see_both(desk, village, *names)
    desk.sees("Tổ trả lời: “Chủ nhà đã tắt loa”")
    desk.sees("Loa tắt lúc 23 giờ")
    expect(desk.page.locator(".history")).to_contain_text(f"Tổ gửi bổ sung sau ca {names[0]}")
    desk.press("Duyệt")
    desk.sees("Đã duyệt.")
