"""A family of sites as a picture: where each box and each line stands. Plain."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

WIDE, HIGH, ACROSS, DOWN = 216, 56, 56, 16


class Node(Protocol):
    """What stands in a tree."""

    @property
    def children(self) -> Sequence[Any]:
        """Its next generation."""


@dataclass
class Box:
    """A box of the picture, in its units: the corner, and the middle of its parent's right side (None for the first)."""

    node: Any
    x: int
    y: int
    depth: int
    from_x: int | None = None
    from_y: int | None = None


@dataclass
class Picture:
    """The boxes, parents before children, and how large the picture is."""

    boxes: list[Box] = field(default_factory=list)
    width: int = 0
    height: int = 0


def draw(first: Node) -> Picture:
    """Generations from left to right; a parent stands in the middle of its children."""
    picture = Picture()
    _place(picture, first, 0, 0)
    picture.boxes.sort(key=lambda box: (box.depth, box.y))
    picture.width = max(box.x for box in picture.boxes) + WIDE
    picture.height = max(box.y for box in picture.boxes) + HIGH
    return picture


def _place(picture: Picture, node: Node, depth: int, row: int) -> tuple[Box, int]:
    """Place a node and all below it from this row on; gives its box and the next free row."""
    box = Box(node, depth * (WIDE + ACROSS), row * (HIGH + DOWN), depth)
    placed = []
    free = row
    for child in node.children:
        there, free = _place(picture, child, depth + 1, free)
        placed.append(there)
    if placed:
        box.y = (placed[0].y + placed[-1].y) // 2
    for there in placed:
        there.from_x, there.from_y = box.x + WIDE, box.y + HIGH // 2
    picture.boxes.append(box)
    return box, max(free, row + 1)


def short(text: str, most: int) -> str:
    """A text that fits into a box; what is cut off is shown as such."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def shared_start(names: Sequence[str]) -> int:
    """How many letters all names begin with, in whole words: what tells them apart comes behind."""
    first = names[0]
    length = 0
    for place, letter in enumerate(first):
        if any(name[place : place + 1] != letter for name in names):
            return length
        if letter == " ":
            length = place + 1
    return length
