"""Pictures drawn by code for the demo: night scenes without people, faces or plates.

Nothing here comes from a camera, so nothing here can be somebody's.
"""

import io
from random import Random

from PIL import Image

from app.photos.drawing import buildings as _buildings
from app.photos.drawing import gates as _gates
from app.photos.drawing import hazards as _hazards
from app.photos.drawing import posts as _posts
from app.photos.drawing import roads as _roads
from app.photos.drawing import rooms as _rooms
from app.photos.drawing import things as _things
from app.photos.drawing import water as _water
from app.photos.drawing import weather as _weather
from app.photos.drawing.album import PICTURES
from app.photos.drawing.fitting import BY_ABOUT, BY_CATEGORY, picture_of_place, pictures_of_category
from app.photos.drawing.scene import HIGH, WIDE, Scene

__all__ = ["BY_ABOUT", "BY_CATEGORY", "NAMES", "draw", "draw_jpeg", "picture_of_place", "pictures_of_category"]

THEMES = (_gates, _buildings, _roads, _hazards, _water, _weather, _posts, _things, _rooms)
NAMES = tuple(PICTURES)


def draw(name: str, seed: int, size: tuple[int, int] = (WIDE, HIGH)) -> Image.Image:
    """The picture ``name`` (one of ``NAMES``; ``KeyError`` otherwise), ``size`` in pixels. Same arguments, same pixels."""
    rng = Random(f"{name}/{seed}")
    scene = Scene(size, rng)
    PICTURES[name](scene)
    return scene.finish(mirrored=rng.random() < 0.5)


def draw_jpeg(name: str, seed: int, size: tuple[int, int] = (WIDE, HIGH), *, quality: int = 80) -> bytes:
    """The same as JPEG bytes without metadata."""
    out = io.BytesIO()
    draw(name, seed, size).save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
