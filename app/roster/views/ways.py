"""A route as a line with its stations, like a map of a metro: where everything stands, in units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 334
_COLUMNS = (34, 167, 300)
_ANCHORS = ("start", "middle", "end")
# From a station to where its name begins or ends, at the two sides of the drawing.
_LEAN = (-12, 0, 12)
_TOP, _LINE, _NAME_BELOW, _TURN = 16, 15, 28, 22
_LETTERS = 12
_MOST_LINES = 3


@dataclass(frozen=True)
class Station:
    """A checkpoint: its middle, and its name in lines ``(y, text)`` that hang on ``name_x`` by ``anchor``."""

    number: int
    x: int
    y: int
    name_x: int
    anchor: str
    lines: list[tuple[int, str]]


@dataclass(frozen=True)
class Way:
    """The whole drawing, ``WIDTH`` wide: the ``path`` through all stations."""

    height: int
    path: str
    stations: list[Station]


def draw_way(names: Sequence[str]) -> Way:
    """Lay the stations out in rows of three, to and fro, so that the line never jumps."""
    rows = [list(range(first, min(first + 3, len(names)))) for first in range(0, len(names), 3)]
    stations, path, y = [], "", _TOP
    for number, row in enumerate(rows):
        told = {place: _lines_of(names[place]) for place in row}
        columns = (0, 1, 2) if number % 2 == 0 else (2, 1, 0)
        for place, column in zip(row, columns, strict=False):
            x = _COLUMNS[column]
            lines = [(y + _NAME_BELOW + at * _LINE, text) for at, text in enumerate(told[place])]
            stations.append(Station(place + 1, x, y, x + _LEAN[column], _ANCHORS[column], lines))
        if number == 0:
            path = f"M{_COLUMNS[0]} {y}"
        path += f"H{_COLUMNS[columns[len(row) - 1]]}"
        below = _NAME_BELOW + max(len(lines) for lines in told.values()) * _LINE + 12
        if number + 1 < len(rows):
            path += _turn(below, outward=1 if number % 2 == 0 else -1)
            y += below
        else:
            return Way(y + below - 17, path, stations)
    return Way(0, "", [])


def _turn(down: int, *, outward: int) -> str:
    """From the end of a row to the beginning of the next one, around the names."""
    out, bend = outward * (_TURN - 8), outward * 8
    return f"h{out}q{bend} 0 {bend} 8v{down - 16}q0 8 {-bend} 8h{-out}"


def _lines_of(name: str) -> list[str]:
    """A name in at most three short lines; what does not fit ends with dots (the whole name is in the drawing's words)."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    cut = [line if len(line) <= _LETTERS + 2 else f"{line[: _LETTERS + 1]}…" for line in lines[:_MOST_LINES]]
    return cut if len(lines) <= _MOST_LINES else [*cut[:-1], f"{cut[-1].rstrip('…')}…"]
