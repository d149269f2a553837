"""A sheet to draw on: shapes in one set of measures, and light that falls on them at the end.

A picture is drawn in plain colours as if by day, 1600 × 1200 units, at twice its size so that edges come out smooth.
Then the night falls: everything is multiplied by the dusk and by the lamps, and the lamps get their haze.
"""

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw

from app.photos.drawing.curves import Point, around, bend
from app.photos.drawing.light import add_spot, grain, spot
from app.photos.drawing.palette import AMBER, BULB, DEEP, DUSK, EARTH, FLARE, WARM, Colour

WIDE, HIGH = 1600, 1200
_FINE = 2
# Light is soft, so its map can be coarse.
_COARSE = 4
Edge = tuple[float, float, float]


class Scene:
    """One picture under way. ``rng`` is the only chance in it, so that name, seed and size give the same picture."""

    def __init__(self, size: tuple[int, int], rng: Random) -> None:
        self.rng = rng
        self.ambient = DUSK
        scale = max(size[0] / WIDE, size[1] / HIGH)
        full = (math.ceil(WIDE * scale), math.ceil(HIGH * scale))
        small = (max(1, full[0] // _COARSE), max(1, full[1] // _COARSE))
        self._size = size
        self._fine, self._coarse = scale * _FINE, scale / _COARSE
        self._sheet = Image.new("RGB", (full[0] * _FINE, full[1] * _FINE), EARTH)
        self._pen = ImageDraw.Draw(self._sheet, "RGBA")
        self._light, self._haze, self._flare = (Image.new("RGB", small) for _ in range(3))
        self._shining, self._shines = Image.new("L", self._sheet.size), False
        self._shine_pen = ImageDraw.Draw(self._shining)

    def near(self, value: float, by: float) -> float:
        """``value``, off by at most ``by``."""
        return value + self.rng.uniform(-by, by)

    def _at(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self._fine, y * self._fine) for x, y in points]

    def poly(self, points: Iterable[Point], colour: Colour, alpha: int = 255) -> None:
        """A filled shape with corners."""
        way = self._at(points)
        self._pen.polygon(way, fill=(*colour, alpha))
        if self._shines and alpha == 255:
            self._shine_pen.polygon(way, fill=0)

    def blob(self, points: Sequence[Point], colour: Colour, alpha: int = 255) -> None:
        """A filled shape without corners."""
        self.poly(bend(points, closed=True), colour, alpha)

    def slab(self, top: Edge, low: Edge, colour: Colour, alpha: int = 255) -> None:
        """A shape with two level edges, each (left, right, y)."""
        self.poly([(top[0], top[2]), (top[1], top[2]), (low[1], low[2]), (low[0], low[2])], colour, alpha)

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour, *, r: float = 0, alpha: int = 255) -> None:
        """A rectangle with corners of radius ``r``."""
        edges = [value * self._fine for value in (x, y, x + wide, y + high)]
        if r:
            self._pen.rounded_rectangle(edges, r * self._fine, fill=(*colour, alpha))
        else:
            self._pen.rectangle(edges, fill=(*colour, alpha))
        if self._shines and alpha == 255:
            self._shine_pen.rectangle(edges, fill=0)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: int = 255) -> None:
        """A filled ellipse around its middle."""
        edges = [v * self._fine for v in (x - rx, y - ry, x + rx, y + ry)]
        self._pen.ellipse(edges, fill=(*colour, alpha))
        if self._shines and alpha == 255:
            self._shine_pen.ellipse(edges, fill=0)

    def ring(self, at: Point, r: Point, width: float, colour: Colour, *, start: float = 0, end: float = 360) -> None:
        """Part of the rim of an ellipse of radii ``r``; degrees run clockwise from three o'clock."""
        (x, y), (rx, ry) = at, r
        edges = [v * self._fine for v in (x - rx, y - ry, x + rx, y + ry)]
        self._pen.arc(edges, start, end, fill=colour, width=max(1, round(width * self._fine)))

    def line(self, points: Sequence[Point], width: float, colour: Colour, alpha: int = 255) -> None:
        """A stroke with round joints and ends."""
        way, thick = self._at(points), max(1, round(width * self._fine))
        self._pen.line(way, fill=(*colour, alpha), width=thick, joint="curve")
        if alpha == 255 and thick > 3:
            for x, y in (way[0], way[-1]):
                self._pen.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=colour)

    def curve(self, points: Sequence[Point], width: float, colour: Colour, alpha: int = 255) -> None:
        """A stroke that bends through its points."""
        self.line(bend(points), width, colour, alpha)

    def shade(
        self, x: float, y: float, wide: float, high: float, *, top: int, low: int, colour: Colour = (14, 16, 28)
    ) -> None:
        """A veil whose strength (0 to 255) runs from its top to its low edge."""
        left, upper, right, lower = (round(v * self._fine) for v in (x, y, x + wide, y + high))
        ramp = Image.linear_gradient("L").point([top + (low - top) * level // 255 for level in range(256)])
        self._sheet.paste(colour, (left, upper), ramp.resize((max(1, right - left), max(1, lower - upper))))

    def soft(self, x: float, y: float, rx: float, ry: float, colour: Colour = (0, 0, 0), alpha: int = 120) -> None:
        """A spot without edge: a shadow on the ground, a patch of mist."""
        wide, high = (max(2, round(2 * radius * self._fine)) for radius in (rx, ry))
        mask = spot(1).point([level * alpha // 255 for level in range(256)]).resize((wide, high))
        self._sheet.paste(colour, (round((x - rx) * self._fine), round((y - ry) * self._fine)), mask)

    def light(
        self, x: float, y: float, radius: float, strength: float = 1.0, colour: Colour = WARM, *, haze: float = 0.5
    ) -> None:
        """Light from a place: what lies within ``radius`` is seen in its colour. ``haze`` is what the air shows of it."""
        cx, cy, far = (value * self._coarse for value in (x, y, radius))
        add_spot(self._light, (cx, cy, far), 1, colour, strength)
        if haze:
            add_spot(self._haze, (cx, cy, far * 0.72), 2, (255, 255, 255), strength * haze * 0.75)

    def beam(self, points: Sequence[Point], strength: float, colour: Colour = WARM) -> None:
        """Light within a shape: the cone of a torch, the shine of a door on the ground."""
        glow = Image.new("RGB", (self._light.width * _COARSE, self._light.height * _COARSE))
        red, green, blue = (round(part * strength) for part in colour)
        scale = self._coarse * _COARSE
        ImageDraw.Draw(glow).polygon([(x * scale, y * scale) for x, y in points], fill=(red, green, blue))
        self._light.paste(ImageChops.add(self._light, glow.reduce(_COARSE)))

    def glowing(self, points: Sequence[Point], colour: Colour = BULB) -> None:
        """A shape that shines by itself, whatever the night, unless something is drawn over it: a window, a sign."""
        self.poly(points, colour)
        self._shine_pen.polygon(self._at(points), fill=255)
        self._shines = True

    def bulb(self, x: float, y: float, r: float = 12, radius: float = 460, colour: Colour = WARM) -> None:
        """A burning lamp with its light and its haze."""
        self.light(x, y, radius, 1.0, colour, haze=0.8)
        add_spot(self._flare, (x * self._coarse, y * self._coarse, r * 8 * self._coarse), 3, (255, 255, 255), 0.9)
        self.glowing(around(x, y, r, count=24))

    def by_torch(self, x: float = 800, y: float = 600, radius: float = 900) -> None:
        """A thing seen from near in the light of a torch that is not in the picture."""
        self.ambient = DEEP
        self.light(self.near(x, 60), self.near(y, 40), radius, 0.95, (255, 222, 160), haze=0.12)

    def finish(self, *, mirrored: bool) -> Image.Image:
        """Let the night fall, and give the picture in its size."""
        day = self._sheet.reduce(_FINE)
        dusk = Image.new("RGB", self._light.size, self.ambient)
        light = ImageChops.add(dusk, self._light).resize(day.size, Image.Resampling.BICUBIC)
        night = ImageChops.multiply(day, light)
        # Lit air hides what is behind it; adding the lamp's colour to a blue night would only make it grey.
        for veil, colour in ((self._haze, AMBER), (self._flare, FLARE)):
            night.paste(colour, (0, 0), veil.getchannel("R").resize(day.size, Image.Resampling.BICUBIC))
        night.paste(day, (0, 0), self._shining.reduce(_FINE))
        night = ImageChops.add(night, grain(self.rng, day.size), 1, -3)
        left, top = (day.width - self._size[0]) // 2, (day.height - self._size[1]) // 2
        night = night.crop((left, top, left + self._size[0], top + self._size[1]))
        return night.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else night
