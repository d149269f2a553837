"""From a figure to the records that it counts, and back, on a phone's width."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk


def test_a_figure_leads_to_its_records_and_back(new_filled_desk: Callable[..., Desk]) -> None:
    desk = new_filled_desk(width=390, height=844)
    desk.sign_in("vinh")
    desk.open("/figures")
    figure = desk.page.locator("[data-figure='incidents'] a")
    written = figure.evaluate("link => link.firstChild.textContent.trim()")
    figure.click()
    expect(desk.page.locator("[data-total='fitting']")).to_have_text(written)
    expect(desk.page.locator("main tbody tr").first).to_be_visible()
    desk.page.go_back()
    expect(figure).to_be_visible()

    way = desk.page.locator(".stops a").first
    team = way.inner_text()
    way.click()
    expect(desk.page).to_have_url(re.compile("/teams/[^/]+/figures.*#points$"))
    expect(desk.page.locator("#points")).to_be_in_viewport()
    assert team and desk.page.locator(".stops li").count() >= 3
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
