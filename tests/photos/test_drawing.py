"""The demo's pictures: the same for the same seed, quick, and fitting what the catalogue asks for."""

import json
import time
from pathlib import Path

import pytest

import app.catalogue as catalogue_package
from app.photos import drawing, images
from app.photos.rules import ABOUTS
from tests.photos import picture_bytes as pb

CATALOGUE = json.loads((Path(catalogue_package.__file__).parent / "data" / "catalogue.json").read_text())


def test_there_are_enough_pictures():
    assert len(drawing.NAMES) >= 40


@pytest.mark.parametrize("name", drawing.NAMES)
def test_a_picture_can_be_drawn_small(name):
    image = drawing.draw(name, 1, (320, 240))
    assert (image.size, image.mode) == ((320, 240), "RGB")
    # A dark scene, but never an empty one.
    spread = [high - low for low, high in image.getextrema()]
    assert min(spread) > 60


def test_the_same_seed_draws_the_same_picture():
    first, again, other = (drawing.draw("village_gate", seed, (320, 240)).tobytes() for seed in (7, 7, 8))
    assert first == again
    assert first != other


@pytest.mark.parametrize("size", [(1600, 1200), (1200, 1600), (1600, 900), (333, 777)])
def test_every_size_is_filled(size):
    image = drawing.draw("market_stalls", 3, size)
    assert image.size == size
    assert image.crop((0, 0, 1, size[1])).getextrema() != ((0, 0),) * 3


def test_a_picture_is_quick_enough_for_a_demo_of_thousands():
    drawing.draw("fog", 1)
    started = time.process_time()
    for name in drawing.NAMES[:10]:
        drawing.draw_jpeg(name, 2)
    assert (time.process_time() - started) / 10 < 0.6


def test_a_drawn_picture_passes_the_photos_own_doors():
    data = drawing.draw_jpeg("cold_store", 5)
    assert images.inspect(data).pixels == 1600 * 1200
    assert images.clean(data).width == 1600
    assert not pb.opened(data).getexif()


def test_a_name_that_is_not_in_the_album_is_refused():
    with pytest.raises(KeyError):
        drawing.draw("a face", 1)


def test_every_category_with_photos_has_a_picture():
    wanted = {category["code"] for category in CATALOGUE["categories"] if not category.get("no_photo")}
    assert set(drawing.BY_CATEGORY) == wanted


def test_only_pictures_of_the_album_are_named():
    named = {name for names in (*drawing.BY_CATEGORY.values(), *drawing.BY_ABOUT.values()) for name in names}
    assert named <= set(drawing.NAMES)
    assert set(drawing.BY_ABOUT) == set(ABOUTS)


@pytest.mark.parametrize(
    ("place", "picture"),
    [
        ("Cổng chợ", "market_gate"),
        ("Cầu treo", "bridge"),
        ("Kho lạnh", "cold_store"),
        ("Trạm bơm số 2", "pump_station"),
        ("Bến xe", "bus_station"),
        ("Nhà bà Tư", "houses_asleep"),
    ],
)
def test_a_checkpoint_is_drawn_by_its_name(place, picture):
    assert drawing.picture_of_place(place) == picture
