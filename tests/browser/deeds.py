"""What a team does with its phone in a night, in the words of the screens: walking, incidents, pictures."""

import re
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, expect

from app.core.night import VIETNAM
from tests.browser.phone import Phone


def minute(phone: Phone) -> str:
    """The time that stands on this phone."""
    return phone.house.now().astimezone(VIETNAM).strftime("%H:%M")


def minute_of(moment: str) -> str:
    """The same of a moment in a report."""
    return datetime.fromisoformat(moment).astimezone(VIETNAM).strftime("%H:%M")


def walk(phone: Phone, *names: str, minutes: float = 9) -> list[tuple[str, str]]:
    """Tap points of the round as they are reached; gives each with the time at which it was."""
    reached = []
    for name in names:
        phone.pass_time(minutes)
        point = phone.page.get_by_test_id("checkpoint")
        expect(point).to_contain_text(name)
        if phone.page.evaluate("new Date().getSeconds()") > 40:
            # On a machine that has more to do, a minute must not end between looking at the clock and tapping.
            phone.pass_time(0.4)
        reached.append((name, minute(phone)))
        phone.tap_id("checkpoint")
    return reached


def skip(phone: Phone, name: str, reason: str) -> tuple[str, str]:
    """Say why the next point cannot be reached; gives it with the time."""
    phone.tap(f"Không tới được {name}")
    said = minute(phone)
    phone.tap(reason)
    phone.is_on("shift")
    return name, said


def find(phone: Phone, words: str, code: str) -> None:
    """Look for a kind of incident by a few letters without their marks."""
    phone.tap_id("add-incident")
    phone.tap("Tìm")
    phone.page.get_by_test_id("search-text").fill(words)
    phone.tap_id(f"tile-{code}")


def answer(phone: Phone, question: str, *choices: str) -> None:
    """Go on to the next question and tap what fits."""
    phone.tap("Tiếp tục")
    phone.sees(question)
    for choice in choices:
        phone.tap(choice)


def say_yes(phone: Phone, *facts: str) -> None:
    """Answer questions of yes or no."""
    for fact in facts:
        phone.page.get_by_role("radiogroup", name=fact).get_by_role("radio", name="Có").tap()


def field(phone: Phone, name: str) -> Locator:
    """The line to write on that is called so, with its unit or without."""
    return phone.page.get_by_role("textbox", name=re.compile(f"^{name}"))


def photograph(phone: Phone, picture: Path, caption: str) -> None:
    """Take a picture where the screen offers it, and write under it what it shows."""
    shown = phone.page.locator(".strip .thumb")
    before = shown.count()
    phone.photograph(picture)
    expect(shown).to_have_count(before + 1)
    shown.last.tap()
    phone.page.get_by_test_id("caption").fill(caption)
    phone.tap_id("photo-close")


def finish(phone: Phone) -> None:
    """Leave the last question."""
    phone.tap("Xong")
    phone.is_on("shift")
