"""Every main screen of the phone can be reached and shows what it should; with ``KENG_SCREENS`` its picture is kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.night import VIETNAM
from app.photos.drawing import draw_jpeg
from tests.browser.album import Album
from tests.browser.house import House
from tests.browser.looking import look_at
from tests.browser.phone import Phone
from tests.browser.tour import returned, tour
from tests.journeys.camera import HEIGHT, WIDTH

EVENING = datetime(2026, 11, 21, 21, 58, tzinfo=VIETNAM).astimezone(UTC)


@pytest.fixture(scope="module")
def evening(filled_house: House) -> House:
    """The filled house two days later, before the shift of the market's team."""
    if filled_house.now() < EVENING:
        filled_house.begin_at(EVENING)
        filled_house.flask("demo", "fill", "--nights", "3")
    return filled_house


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of the night by code, of twelve megapixels."""
    file = tmp_path_factory.mktemp("drawn") / "night.jpg"
    file.write_bytes(draw_jpeg("bridge", 3, (WIDTH, HEIGHT)))
    return file


def test_the_screens_of_the_phone(
    new_evening_phone: Callable[..., Phone], evening: House, album: Album, photograph: Path
) -> None:
    phone = new_evening_phone()
    faults: list[str] = []
    for name, words in tour(phone, evening.invite("Chợ Mới"), "Đặng Văn Thắng", photograph):
        faults += look_at(phone, album, name, words)
    for name, words in returned(phone):
        faults += look_at(phone, album, name, words)
    assert faults == []


def test_the_largest_text_fits_every_screen(
    new_evening_phone: Callable[..., Phone], evening: House, album: Album, photograph: Path
) -> None:
    phone = new_evening_phone()
    faults: list[str] = []
    for name, words in tour(phone, evening.invite("Đồi Mơ"), "Phạm Văn Thành", photograph, size="Rất to"):
        faults += look_at(phone, album, name, words, largest=True)

    assert faults == []
    assert phone.page.evaluate("document.documentElement.dataset.size") == "26"
