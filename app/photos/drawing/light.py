"""Spots of light, and the grain of a photograph taken in the dark."""

from functools import lru_cache
from random import Random

from PIL import Image, ImageChops

from app.photos.drawing.palette import Colour

# Where Pillow's radial gradient meets the edge of its square.
_RIM = 181


@lru_cache(maxsize=4)
def spot(power: int) -> Image.Image:
    """A round spot, brightest in its middle; a higher ``power`` falls off faster."""
    radial = Image.radial_gradient("L")
    return radial.point([int(255 * max(0.0, 1 - level / _RIM) ** power) for level in range(256)])


def add_spot(sheet: Image.Image, place: tuple[float, float, float], power: int, colour: Colour, strength: float) -> None:
    """Add a spot to ``sheet`` at ``place`` (x, y, radius in its own pixels)."""
    x, y, radius = place
    side = max(2, round(radius * 2))
    shape = spot(power).resize((side, side))
    levels = [[round(level / 255 * part * strength) for level in range(256)] for part in colour]
    glow = Image.new("RGB", sheet.size)
    glow.paste(Image.merge("RGB", [shape.point(level) for level in levels]), (round(x - radius), round(y - radius)))
    sheet.paste(ImageChops.add(sheet, glow))


def grain(rng: Random, size: tuple[int, int]) -> Image.Image:
    """A breath of noise (0 to 6), so that dark slopes of colour do not come out in steps."""
    tile = Image.frombytes("L", (128, 128), bytes(level % 7 for level in rng.randbytes(128 * 128)))
    sheet = Image.new("L", size)
    for top in range(0, size[1], 128):
        for left in range(0, size[0], 128):
            sheet.paste(tile, (left, top))
    return Image.merge("RGB", (sheet, sheet, sheet))
