"""The screens that a team meets now and then fit, in the largest text too; with ``KENG_SCREENS`` their pictures are kept."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.photos.drawing import draw_jpeg
from tests.browser.album import Album
from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.looking import look_at
from tests.browser.phone import Phone
from tests.browser.seldom import seldom

# A house of its own for each: a whole day goes by in it.
house = own_house(scope="function")


# What fits in the largest text fits in the usual one, which is for the pictures.
SIZES = {"usual-text": False, "largest-text": True} if os.environ.get("KENG_SCREENS") else {"largest-text": True}


@pytest.mark.parametrize("largest", SIZES.values(), ids=SIZES.keys())
def test_the_seldom_screens_of_the_phone(
    phone: Phone, new_desk: Callable[..., Desk], house: House, album: Album, tmp_path: Path, largest: bool
) -> None:
    picture = tmp_path / "night.jpg"
    picture.write_bytes(draw_jpeg("bridge", 3, (1600, 1200)))
    desk = new_desk()
    desk.sign_in("vinh")
    phone.enrol(house.invite("Suối Cạn"), "Nguyễn Văn Bình", size="Rất to" if largest else "Vừa")

    faults: list[str] = []
    for name, words in seldom(phone, desk, "Bình", picture):
        faults += look_at(phone, album, name, words, chapter="The phone, now and then", largest=largest)
    assert faults == []
