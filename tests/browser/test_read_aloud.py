"""A screen is read aloud by a voice of the device; a voice that would send the words elsewhere is never used."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.phone import Phone

# A browser without a screen has no voices: these say nothing and write down what they were to say.
_VOICES = """
globalThis.said = [];
const voices = [
  { name: 'Far', lang: 'vi-VN', localService: false },
  %s
];
class Saying { constructor(text) { this.text = text; } }
globalThis.SpeechSynthesisUtterance = Saying;
Object.defineProperty(globalThis, 'speechSynthesis', { value: {
  getVoices: () => voices,
  addEventListener: () => undefined,
  speak: (saying) => said.push({ text: saying.text, voice: saying.voice.name }),
  cancel: () => { said.push('cancel'); },
} });
"""


@pytest.fixture
def hearing(new_phone: Callable[..., Phone], house: House) -> Callable[[str], Phone]:
    """A phone with a voice elsewhere, and these of its own, on the page of settings."""

    def lend(own: str) -> Phone:
        phone = new_phone()
        phone.context.add_init_script(_VOICES % own)
        phone.enrol(house.invite("Bàu Sen"), holder="Nguyễn Thị Lan")
        phone.tap_id("menu-settings")
        phone.tap("Có nút đọc")
        return phone

    return lend


def _said(phone: Phone) -> list[str]:
    said = phone.page.evaluate("said.filter((one) => one !== 'cancel')")
    assert {one["voice"] for one in said} <= {"Near"}
    return [one["text"] for one in said]


def test_the_button_reads_title_and_contents_and_stops(hearing: Callable[[str], Phone]) -> None:
    phone = hearing("{ name: 'Near', lang: 'vi_VN', localService: true }")
    phone.tap("Quay lại")
    phone.tap_id("menu-help")
    button = phone.page.get_by_test_id("read-aloud")
    assert _said(phone) == []

    phone.tap_id("read-aloud")
    said = _said(phone)
    assert said[0] == phone.page.locator("h1").inner_text()
    assert said[1:3] == [
        phone.page.locator(".card h2").first.inner_text(),
        phone.page.locator(".rules li").first.inner_text(),
    ]
    expect(button).to_have_attribute("aria-pressed", "true")
    phone.tap("Dừng đọc")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert phone.page.evaluate("said[said.length - 1]") == "cancel"

    phone.tap_id("read-aloud")
    phone.tap("Quay lại")
    phone.is_on("home")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_without_a_voice_of_its_own_the_phone_says_where_to_get_one(hearing: Callable[[str], Phone]) -> None:
    phone = hearing("")
    phone.sees("Máy này chưa có giọng đọc.")
    expect(phone.page.get_by_test_id("read-aloud")).to_have_count(0)
    assert phone.page.evaluate("said") == []
