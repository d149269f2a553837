"""The morning at the desk: one sheet on one page, briefed once and seen at the other desk, and a matter settled."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk

BUSY = "/morning?night=2026-11-14"


def _pages_on_paper(desk: Desk) -> int:
    paper = desk.page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_a_night_is_briefed_from_one_page_and_the_other_desk_sees_it(new_filled_desk: Callable[..., Desk]) -> None:
    desk, other = new_filled_desk(), new_filled_desk(width=390, height=844)
    for one in (desk, other):
        one.sign_in("vinh")
        one.open(BUSY)
        one.sees("Chưa giao ban")
    link = other.page.locator("[data-part] a").nth(1)
    link.focus()

    desk.page.get_by_role("textbox", name="Kết luận giao ban").fill("Tăng tuần tra khu kho lạnh")
    desk.page.locator("#briefing").get_by_role("button", name="Đã giao ban").click()
    desk.sees("Đã ghi giao ban. Báo cáo đến sau sẽ được đánh dấu.")
    # What a reader brings back to the front looks again at once.
    other.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    other.sees("Tăng tuần tra khu kho lạnh")
    expect(link).to_be_focused()
    assert _pages_on_paper(desk) == 1

    desk.open("/matters")
    matter = desk.page.locator(".matters > li").first
    text = matter.locator("strong").first.inner_text()
    matter.get_by_text("Đã xong").first.click()
    matter.get_by_role("textbox").fill("Đội điện đã thay bóng")
    matter.get_by_role("button", name="Ghi đã xong").click()
    desk.sees("Đã ghi. Máy của tổ sẽ nhận khi có mạng.")
    desk.open("/matters?state=settled")
    expect(desk.page.locator(".matters > li").filter(has_text="Đội điện đã thay bóng")).to_contain_text(text)
