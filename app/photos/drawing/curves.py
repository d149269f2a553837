"""Smooth ways through points."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def bend(points: Sequence[Point], steps: int = 8, *, closed: bool = False) -> list[Point]:
    """A smooth way through ``points`` (Catmull-Rom)."""
    count = len(points)
    ends = range(count if closed else count - 1)
    way: list[Point] = []
    for index in ends:
        a, b, c, d = (
            points[(index + step) % count] if closed else points[min(max(index + step, 0), count - 1)]
            for step in (-1, 0, 1, 2)
        )
        for part in range(steps):
            t = part / steps
            way.append(tuple(_between(a[axis], b[axis], c[axis], d[axis], t) for axis in (0, 1)))  # type: ignore[arg-type]
    return way if closed else [*way, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def around(x: float, y: float, r: float, *, count: int = 12, flat: float = 1.0) -> list[Point]:
    """Points on a circle, or on a flattened one."""
    turns = (2 * math.pi * step / count for step in range(count))
    return [(x + r * math.cos(turn), y + r * flat * math.sin(turn)) for turn in turns]
