"""Every main screen can be reached and shows what it should; with ``KENG_SCREENS`` its picture is kept."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.core.night import VIETNAM
from app.photos.drawing import draw_jpeg
from tests.browser.access import find_barriers
from tests.browser.album import Album
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.office_pages import visit_all
from tests.browser.phone import Phone
from tests.browser.tour import by_day, over_the_edge, returned, tour
from tests.journeys.camera import HEIGHT, WIDTH

EVENING = datetime(2026, 11, 21, 21, 58, tzinfo=VIETNAM).astimezone(UTC)


@pytest.fixture(scope="module")
def album() -> Iterator[Album]:
    """The pictures, when somebody wants them."""
    wanted = os.environ.get("KENG_SCREENS")
    found = Album(Path(wanted).resolve() if wanted else None)
    yield found
    found.write_index()


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


def _barriers(phone: Phone, name: str) -> list[str]:
    found = [f"{name}, night: {one}" for one in find_barriers(phone.page, dark=True)]
    with by_day(phone):
        return found + [f"{name}, day: {one}" for one in find_barriers(phone.page)]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_screens_of_the_office(new_filled_desk: Callable[..., Desk], album: Album, width: int) -> None:
    desk = new_filled_desk(width=width, height=800 if width > 1000 else 844)
    chapter = f"The office, {width} wide"
    desk.open("/sign-in")
    desk.sees("Đăng nhập")
    album.keep(desk.page, f"office-{width}-sign-in", chapter=chapter, words="the way in")
    barriers = find_barriers(desk.page)
    desk.sign_in("vinh")
    for page in visit_all(desk):
        desk.settle()
        album.keep(desk.page, f"office-{width}-{page.name}", chapter=chapter, words=page.words)
        barriers += [f"{page.name}: {one}" for one in find_barriers(desk.page)]
    assert barriers == []


def test_the_screens_of_the_phone(
    new_evening_phone: Callable[..., Phone], evening: House, album: Album, photograph: Path
) -> None:
    phone = new_evening_phone()
    barriers: list[str] = []

    def keep(name: str, words: str) -> None:
        album.keep(phone.page, f"phone-{name}-night", chapter="The phone", words=words)
        with by_day(phone):
            album.keep(phone.page, f"phone-{name}-day", chapter="The phone", words=f"{words}, by day")
        assert over_the_edge(phone) == [], name
        barriers.extend(_barriers(phone, name))

    for name, words in tour(phone, evening.invite("Chợ Mới"), "Đặng Văn Thắng", photograph):
        keep(name, words)
    for name, words in returned(phone):
        keep(name, words)
    assert barriers == []


def test_the_largest_text_fits_every_screen(
    new_evening_phone: Callable[..., Phone], evening: House, photograph: Path
) -> None:
    phone = new_evening_phone()
    wide: dict[str, list[str]] = {}
    barriers: list[str] = []
    for name, _ in tour(phone, evening.invite("Đồi Mơ"), "Phạm Văn Thành", photograph, size="Rất to"):
        wide[name] = over_the_edge(phone)
        barriers += _barriers(phone, name)

    assert {name: found for name, found in wide.items() if found} == {}
    assert barriers == []
    assert phone.page.evaluate("document.documentElement.dataset.size") == "26"
