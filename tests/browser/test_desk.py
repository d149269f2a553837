"""The office at a desk and on a phone: photos large, and the queue worked by the keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk


def test_photos_open_large_and_are_turned_by_arrows(new_filled_desk: Callable[..., Desk]) -> None:
    desk = new_filled_desk(width=390, height=844)
    desk.sign_in("vinh")
    desk.open("/queue")
    rows = [str(row.get_attribute("href")) for row in desk.page.locator("[data-queue-row]").all()]
    desk.open(next(path for path in rows if _opens(desk, path) and desk.page.locator("a[data-photo]").count() > 1))
    desk.page.keyboard.press("p")
    large = desk.page.locator("dialog.lightbox img")
    expect(large).to_be_visible()
    before = large.get_attribute("src")
    desk.page.keyboard.press("ArrowRight")
    expect(large).not_to_have_attribute("src", str(before))
    desk.page.keyboard.press("Escape")
    expect(large).to_be_hidden()


def _opens(desk: Desk, path: str) -> bool:
    desk.open(path)
    return True


def test_the_queue_can_be_worked_by_the_keyboard(new_filled_desk: Callable[..., Desk]) -> None:
    desk = new_filled_desk()
    desk.sign_in("ha")
    desk.open("/queue")
    chosen = desk.page.locator("[data-queue-row][aria-current]")
    expect(chosen).to_have_count(1)
    first = chosen.get_attribute("href")

    desk.page.keyboard.press("j")
    expect(chosen).not_to_have_attribute("href", str(first))
    desk.page.keyboard.press("k")
    expect(chosen).to_have_attribute("href", str(first))
    desk.page.keyboard.press("t")
    expect(desk.page.get_by_role("heading", name="Trả lại để bổ sung")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("heading", name="Trả lại để bổ sung")).to_be_hidden()
    desk.page.keyboard.press("d")
    desk.sees("Đã duyệt.")
    expect(desk.page.locator(f"[data-queue-row][href='{first}']")).to_have_count(0)


def test_quiet_shifts_are_approved_together_and_an_unticked_one_is_left_out(
    new_filled_desk: Callable[..., Desk],
) -> None:
    desk = new_filled_desk()
    desk.sign_in("lam")
    desk.open("/queue")
    ticks = desk.page.locator("[data-batch-tick]")
    count = ticks.count()
    assert count >= 2, "the filled past leaves quiet shifts to approve"
    desk.sees(f"Duyệt cả {count}")

    left_out = desk.page.locator("li.quiet-row a").first.get_attribute("href")
    desk.page.locator("li.quiet-row label").first.click()
    desk.sees(f"Duyệt {count - 1}")
    desk.page.keyboard.press("b")

    desk.sees(re.compile("Đã duyệt"))
    expect(ticks).to_have_count(1)
    expect(desk.page.locator("li.quiet-row a").first).to_have_attribute("href", str(left_out))


def test_a_slash_and_a_few_letters_find_a_night(new_filled_desk: Callable[..., Desk]) -> None:
    desk = new_filled_desk(width=1440)
    desk.sign_in("vinh")
    desk.open("/grid")
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("trom")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("mark").first).to_have_text(re.compile("^tr[oộ]m$", re.IGNORECASE))
    desk.page.locator(".found .row-link").first.click()
    expect(desk.page).to_have_url(re.compile("/reports/"))

    narrow = new_filled_desk(width=390, height=844)
    narrow.sign_in("vinh")
    narrow.page.keyboard.press("/")
    expect(narrow.page.get_by_role("searchbox")).to_be_focused()
