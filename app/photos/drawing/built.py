"""Poles, roads, houses and walls. Measures are units of 1600 × 1200."""

from app.photos.drawing.curves import Point
from app.photos.drawing.palette import (
    ASPHALT,
    BRICK,
    BULB,
    CONCRETE,
    CREAM,
    INK,
    ORANGE,
    PLASTER,
    STEEL,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)
from app.photos.drawing.scene import HIGH, WIDE, Scene


def lamp_post(
    s: Scene, x: float, foot: float, high: float, *, arm: float = 130, lit: bool = True, radius: float = 640
) -> Point:
    """A street lamp; gives the place of its light. A negative ``arm`` reaches to the left."""
    top, side = foot - high, 1 if arm > 0 else -1
    s.soft(x, foot, 60, 14)
    s.line([(x, foot), (x, top + 40)], 18, darker(STEEL, 0.3))
    s.curve([(x, top + 40), (x + arm * 0.2, top + 6), (x + arm, top)], 12, darker(STEEL, 0.3))
    head = (x + arm, top + 12)
    s.slab((head[0] - 34 * side, head[0] + 40 * side, top - 6), (head[0] - 30 * side, head[0] + 34 * side, top + 14), STEEL)
    if lit:
        s.bulb(head[0], head[1] + 8, 11, radius)
        s.light(head[0] + 20, foot - 10, radius * 0.75, 0.5, haze=0)
    else:
        s.slab((head[0] - 24, head[0] + 26, top + 14), (head[0] - 12, head[0] + 12, top + 34), (96, 104, 116))
    return head


def power_pole(s: Scene, x: float, foot: float, high: float) -> None:
    """A concrete pole with a cross-arm and insulators."""
    s.soft(x, foot, 50, 12)
    s.slab((x - 9, x + 9, foot - high), (x - 15, x + 15, foot), CONCRETE)
    s.box(x - 90, foot - high + 36, 180, 14, darker(STEEL, 0.2))
    for side in (-80, 0, 80):
        s.box(x + side - 6, foot - high + 8, 12, 28, (176, 120, 96), r=4)


def wires(s: Scene, start: Point, end: Point, *, sag: float = 50, count: int = 3) -> None:
    """Wires between the heads of two poles."""
    for index in range(count):
        drop = index * 22
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag + drop)
        s.curve([(start[0], start[1] + drop), middle, (end[0], end[1] + drop)], 4, INK)


def cone(s: Scene, x: float, foot: float, high: float = 190) -> None:
    """A traffic cone."""

    def width(share: float) -> float:
        return high * 0.34 * (1 - 0.84 * (share - 0.07) / 0.93)

    s.soft(x, foot, high * 0.6, high * 0.12)
    s.box(x - high * 0.42, foot - high * 0.08, high * 0.84, high * 0.08, darker(ORANGE, 0.25), r=6)
    for low, up, colour in ((0.07, 1.0, ORANGE), (0.3, 0.46, CREAM), (0.6, 0.74, CREAM)):
        top = (x - width(up), x + width(up), foot - high * up)
        s.slab(top, (x - width(low), x + width(low), foot - high * low), colour)


def road(
    s: Scene,
    horizon: float,
    *,
    near: Point = (100, 1500),
    far: Point = (740, 860),
    colour: Colour = ASPHALT,
    dashes: bool = True,
) -> None:
    """A road that runs away to the horizon; ``near`` and ``far`` are its left and right edges."""
    s.slab((*far, horizon), (*near, HIGH), colour)
    edge = mix(colour, CREAM, 0.3)
    s.slab((far[0], far[0] + 3, horizon), (near[0], near[0] + 30, HIGH), edge)
    s.slab((far[1] - 3, far[1], horizon), (near[1] - 30, near[1], HIGH), edge)
    middle_far, middle_near = sum(far) / 2, sum(near) / 2
    share = 0.04
    while dashes and share < 1:
        ends = []
        for part in (share, min(1.0, share * 1.45)):
            x, half = middle_far + (middle_near - middle_far) * part, 1 + 13 * part
            ends.append((x - half, x + half, horizon + (HIGH - horizon) * part))
        s.slab(ends[0], ends[1], CREAM)
        share *= 1.45 * 1.45


def window(s: Scene, x: float, y: float, wide: float, high: float, *, lit: bool = True) -> None:
    """A window with bars, with light behind it or without."""
    frame = darker(WOOD, 0.2)
    s.box(x - 8, y - 8, wide + 16, high + 16, frame)
    if lit:
        s.light(x + wide / 2, y + high / 2, wide * 2.4, 0.45)
        s.glowing([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], (250, 214, 140))
    else:
        s.box(x, y, wide, high, (58, 70, 98))
    s.box(x + wide / 2 - 4, y, 8, high, frame)
    s.box(x, y + high / 2 - 4, wide, 8, frame)


def house(
    s: Scene, x: float, foot: float, wide: float, *, wall: Colour = PLASTER, roof: Colour = BRICK, lit: bool = True
) -> None:
    """A small house seen from its front."""
    high = wide * 0.52
    s.soft(x + wide / 2, foot, wide * 0.65, 24)
    s.box(x, foot - high, wide, high, wall)
    top = (x + wide * 0.16, x + wide * 0.84, foot - high * 1.7)
    s.slab(top, (x - wide * 0.1, x + wide * 1.1, foot - high), roof)
    s.shade(x, foot - high, wide, high * 0.3, top=110, low=0)
    s.box(x + wide * 0.42, foot - high * 0.72, wide * 0.17, high * 0.72, darker(WOOD, 0.25))
    window(s, x + wide * 0.12, foot - high * 0.68, wide * 0.17, high * 0.34, lit=lit)
    window(s, x + wide * 0.73, foot - high * 0.68, wide * 0.17, high * 0.34, lit=lit and s.rng.random() < 0.5)


def village(s: Scene, foot: float, *, count: int = 5, lit: bool = True, colour: Colour = (70, 80, 104)) -> None:
    """Far houses as shapes, some with a lit window."""
    for index in range(count):
        x, wide = (index + s.rng.uniform(0.1, 0.7)) * WIDE / count, s.rng.uniform(110, 190)
        shade = mix(colour, (40, 46, 66), s.rng.random() * 0.5)
        s.box(x, foot - wide * 0.42, wide, wide * 0.42 + 2, shade)
        eaves = foot - wide * 0.42
        s.poly([(x - 16, eaves), (x + wide / 2, foot - wide * 0.8), (x + wide + 16, eaves)], darker(shade, 0.15))
        if lit and s.rng.random() < 0.75:
            left, top, side = x + wide * s.rng.uniform(0.2, 0.6), foot - wide * 0.32, wide * 0.14
            s.light(left, top, 90, 0.4, haze=0.35)
            s.glowing([(left, top), (left + side, top), (left + side, top + side), (left, top + side)], BULB)


def planks(s: Scene, colour: Colour = WOOD, *, high: float = 150) -> None:
    """A wall or table of boards behind a thing seen from near."""
    s.box(0, 0, WIDE, HIGH, colour)
    place = s.rng.uniform(-high, 0)
    while place < HIGH:
        s.box(0, place, WIDE, high, mix(colour, (60, 40, 30), s.rng.random() * 0.18))
        s.box(0, place, WIDE, 7, darker(colour, 0.45))
        for _ in range(3):
            x, long = s.rng.uniform(0, WIDE), s.rng.uniform(100, 400)
            y = place + s.rng.uniform(0.25, 0.8) * high
            s.line([(x, y), (x + long, y)], 3, darker(colour, 0.25), 90)
        place += high


def ribs(
    s: Scene, x: float, y: float, wide: float, high: float, colour: Colour, *, step: float = 56, level: bool = False
) -> None:
    """A wall (upright) or a shutter (``level``) of corrugated sheet."""
    s.box(x, y, wide, high, colour)
    dark, bright = darker(colour, 0.23), lighter(colour, 0.12)
    for index in range(1, int((high if level else wide) // step) + 1):
        at = index * step
        if level:
            s.box(x, y + at - 8, wide, 8, dark)
            s.box(x, y + at, wide, 4, bright)
        else:
            s.box(x + at - 9, y, 9, high, dark)
            s.box(x + at, y, 4, high, bright)


def bricks(s: Scene, x: float, y: float, wide: float, high: float, colour: Colour = BRICK, *, size: float = 60) -> None:
    """A brick wall."""
    s.box(x, y, wide, high, darker(colour, 0.35))
    row = 0
    while row * size * 0.5 < high:
        left = x - (size * 0.5 if row % 2 else 0)
        while left < x + wide:
            a, b = max(left, x), min(left + size - 5, x + wide)
            low = min(size * 0.5 - 5, high - row * size * 0.5)
            if b > a:
                s.box(a, y + row * size * 0.5, b - a, low, mix(colour, (110, 70, 60), s.rng.random() * 0.3))
            left += size
        row += 1
