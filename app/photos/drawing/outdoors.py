"""Sky, land, plants and weather. Measures are units of 1600 × 1200."""

import math

from app.photos.drawing.curves import around, bend
from app.photos.drawing.palette import EARTH, LEAF, PINE, SKY_HIGH, SKY_LOW, WOOD, Colour, darker, lighter, mix
from app.photos.drawing.scene import HIGH, WIDE, Scene


def sky(s: Scene, horizon: float, *, high: Colour = SKY_HIGH, low: Colour = SKY_LOW, stars: int = 40) -> None:
    """The sky down to ``horizon``, with stars."""
    s.box(0, 0, WIDE, horizon + 4, high)
    s.shade(0, 0, WIDE, horizon + 4, top=0, low=255, colour=low)
    for _ in range(stars):
        x, y = s.rng.uniform(0, WIDE), s.rng.uniform(0, horizon * 0.7)
        s.oval(x, y, 2.2, 2.2, (214, 222, 240), s.rng.randrange(70, 230))


def moon(s: Scene, x: float, y: float, r: float = 46) -> None:
    """A full moon with its cold light."""
    cold = (170, 190, 230)
    s.light(x, y, 700, 0.4, cold, haze=0)
    s.soft(x, y, r * 6, r * 6, (190, 206, 240), 60)
    s.glowing(around(x, y, r, count=24), (232, 236, 244))


def hills(s: Scene, horizon: float, high: float, colour: Colour, *, bumps: int = 5) -> None:
    """A ridge that stands ``high`` above the horizon at most."""
    step = WIDE / bumps
    crest = [(index * step, horizon - s.rng.uniform(0.25, 1) * high) for index in range(-1, bumps + 2)]
    s.poly([(-step, horizon + 4), *bend(crest), (WIDE + step, horizon + 4)], colour)


def ground(s: Scene, top: float, colour: Colour = EARTH) -> None:
    """The ground from ``top`` down, darker towards the eye."""
    s.box(0, top, WIDE, HIGH - top + 2, colour)
    s.shade(0, top, WIDE, HIGH - top + 2, top=0, low=120)


def grass(s: Scene, x: float, y: float, wide: float, count: int, colour: Colour = LEAF, high: float = 44) -> None:
    """Tufts along a line."""
    for _ in range(count):
        root = x + s.rng.uniform(0, wide)
        lean, up = s.rng.uniform(-18, 18), s.rng.uniform(0.5, 1) * high
        blade = mix(colour, (20, 50, 30), s.rng.uniform(0, 0.5))
        s.poly([(root - 5, y), (root + lean, y - up), (root + 5, y)], blade)


def crown(s: Scene, x: float, y: float, r: float, colour: Colour = LEAF) -> None:
    """A round crown of leaves, lit from above."""
    spread = [(s.rng.uniform(0, 6.28), s.rng.uniform(0.2, 0.75)) for _ in range(11)]
    layers = ((darker(colour, 0.35), 0.16, 0.62), (colour, 0.0, 0.5), (lighter(colour, 0.14), -0.2, 0.3))
    for shade, lift, size in layers:
        for angle, far in spread:
            at = (x + r * far * math.cos(angle), y + r * (far * math.sin(angle) * 0.8 + lift))
            s.oval(*at, r * size, r * size * 0.9, shade)


def tree(s: Scene, x: float, foot: float, high: float, colour: Colour = LEAF) -> None:
    """A tree with a trunk and a round crown."""
    wide = high * 0.045
    s.slab((x - wide * 0.6, x + wide * 0.6, foot - high * 0.6), (x - wide, x + wide, foot), darker(WOOD, 0.3))
    crown(s, x, foot - high * 0.7, high * 0.3, colour)


def pine(s: Scene, x: float, foot: float, high: float, colour: Colour = PINE) -> None:
    """A pine in tiers."""
    s.box(x - high * 0.025, foot - high * 0.25, high * 0.05, high * 0.25, darker(WOOD, 0.35))
    for tier in range(4):
        top, wide = foot - high * (1 - tier * 0.17), high * (0.11 + tier * 0.055)
        shade = mix(colour, (24, 50, 48), 0.12 * (3 - tier))
        s.poly([(x, top), (x + wide, top + high * 0.34), (x - wide, top + high * 0.34)], shade)


def banana(s: Scene, x: float, foot: float, high: float) -> None:
    """A banana plant: broad bent leaves from one stem."""
    s.line([(x, foot), (x + high * 0.03, foot - high * 0.55)], high * 0.07, (96, 120, 78))
    for angle in (-78, -48, -14, 20, 52, 82):
        turn = math.radians(angle + s.rng.uniform(-8, 8))
        tip = (x + high * 0.55 * math.sin(turn), foot - high * (0.55 + 0.42 * math.cos(turn)))
        mid = (x + high * 0.32 * math.sin(turn) - 4, foot - high * (0.62 + 0.36 * math.cos(turn)))
        side = (mid[0] + high * 0.1 * math.cos(turn), mid[1] + high * 0.1 * math.sin(turn))
        s.blob([(x, foot - high * 0.5), mid, tip, side], mix((88, 150, 84), (50, 100, 66), s.rng.random()))


def bush(s: Scene, x: float, foot: float, wide: float, colour: Colour = LEAF) -> None:
    """A low bush."""
    for _ in range(9):
        r = wide * s.rng.uniform(0.16, 0.28)
        at = x + s.rng.uniform(-0.5, 0.5) * wide
        s.oval(at, foot - r * 0.7, r, r * 0.9, mix(colour, (26, 60, 44), s.rng.random() * 0.6))


def rain(s: Scene, count: int = 150) -> None:
    """Streaks of rain."""
    for _ in range(count):
        x, y, long = s.rng.uniform(-60, WIDE), s.rng.uniform(-60, HIGH), s.rng.uniform(40, 100)
        s.line([(x, y), (x + long * 0.22, y + long)], 3, (206, 220, 240), s.rng.randrange(50, 130))


def mist(s: Scene, y: float, count: int = 7, colour: Colour = (170, 184, 210)) -> None:
    """Patches of mist along a line."""
    for _ in range(count):
        s.soft(s.rng.uniform(0, WIDE), s.near(y, 60), s.rng.uniform(260, 520), s.rng.uniform(50, 110), colour, 120)


def puddle(s: Scene, x: float, y: float, rx: float, ry: float, colour: Colour = (84, 106, 150)) -> None:
    """Standing water with a shine."""
    rim = [(s.near(px, rx * 0.08), s.near(py, ry * 0.08)) for px, py in around(x, y, rx, flat=ry / rx)]
    s.blob(rim, colour)
    for _ in range(5):
        wide = rx * s.rng.uniform(0.15, 0.4)
        px, py = s.near(x, rx * 0.5), s.near(y, ry * 0.5)
        s.line([(px - wide, py), (px + wide, py)], 4, lighter(colour, 0.3), 150)


def waves(s: Scene, top: float, low: float, *, left: float = 0, right: float = WIDE, count: int = 60) -> None:
    """Short level strokes of light on water, longer towards the eye."""
    for _ in range(count):
        share = s.rng.random() ** 0.7
        x, y, long = s.rng.uniform(left, right), top + (low - top) * share, 20 + 90 * share
        s.line([(x - long, y), (x + long, y)], 2 + 3 * share, (196, 214, 240), s.rng.randrange(40, 130))


def boulder(s: Scene, x: float, foot: float, wide: float, colour: Colour = (132, 128, 122)) -> None:
    """A stone with a lit side."""
    high = wide * s.rng.uniform(0.5, 0.75)
    rim = [
        (s.near(px, wide * 0.06), s.near(py, high * 0.06))
        for px, py in around(x, foot - high / 2, wide / 2, count=9, flat=high / wide)
    ]
    s.soft(x, foot - high * 0.05, wide * 0.7, high * 0.3)
    s.blob(rim, colour)
    s.blob(
        [
            (x - wide * 0.3, foot - high * 0.6),
            (x - wide * 0.05, foot - high * 0.9),
            (x + wide * 0.2, foot - high * 0.75),
            (x - wide * 0.05, foot - high * 0.5),
        ],
        lighter(colour, 0.18),
    )
