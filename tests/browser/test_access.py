"""By keyboard and screen reader: where the focus stands, and in which order it goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.phone import Phone

# Tab goes through everything that can be reached, once; what it met is told by its place on the page.
_MET = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const all = [...document.querySelectorAll('*')];
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return { place: all.indexOf(one), name: one.getAttribute('aria-label') ?? one.textContent.trim(),
           seen: box.width > 0 && box.height > 0, ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
}
"""
_MOST_STOPS = 60


@pytest.fixture
def inside(phone: Phone, house: House) -> Phone:
    """A phone in its team, on the home screen."""
    phone.enrol(house.invite("Bàu Sen"), holder="Nguyễn Thị Lan")
    return phone


def _tab_through(phone: Phone) -> list[dict[str, object]]:
    met: list[dict[str, object]] = []
    phone.page.evaluate("document.activeElement?.blur()")
    for _ in range(_MOST_STOPS):
        phone.page.keyboard.press("Tab")
        one = phone.page.evaluate(_MET)
        if one is None or one["place"] in [earlier["place"] for earlier in met]:
            break
        met.append(one)
    return met


def test_tab_follows_the_reading_order_and_a_new_screen_takes_the_focus_to_its_heading(inside: Phone) -> None:
    for place in ("home", "help", "settings", "month", "things", "sync"):
        if place != "home":
            inside.tap_id("queue-bar" if place == "sync" else f"menu-{place}")
            inside.is_on(place)
            expect(inside.page.locator("h1")).to_be_focused()

        met = _tab_through(inside)

        assert met, place
        assert [one["place"] for one in met] == sorted(one["place"] for one in met), place  # type: ignore[type-var]
        assert [one for one in met if not one["name"] or not one["seen"] or not one["ring"]] == [], place
        if place != "home":
            inside.tap("Quay lại")
            inside.is_on("home")


def test_what_a_finger_tapped_is_ringed_in_the_very_next_frame(inside: Phone) -> None:
    inside.page.evaluate("""() => addEventListener('click', ({ target }) => requestAnimationFrame(() => {
        globalThis.ring = getComputedStyle(target.closest('a')).outlineStyle;
    }), { capture: true, once: true })""")

    inside.tap_id("menu-month")

    inside.is_on("month")
    assert inside.page.evaluate("globalThis.ring") == "solid"


def test_a_shift_is_opened_and_a_round_confirmed_by_keyboard_alone(inside: Phone) -> None:
    keys = inside.page.keyboard

    def press(name: str) -> None:
        page = inside.page
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.focus()
        keys.press("Enter")

    press("Mở ca")
    inside.sees("Bắt đầu")
    press("Bắt đầu")
    inside.is_on("shift")
    press("Đủ cả vòng 1")
    inside.sees("ghi cả vòng")
