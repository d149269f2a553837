"""Texts of people made fit for print: no sign that turns a line around or that the typeface lacks, no endless word."""

import functools
import re
import struct
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
# What stands for a sign that the typeface does not have (an emoji).
UNKNOWN = "□"
_SOFT_BREAK = "\u200b"
# Longer than any word or number of a report: a line may break within it.
_LONG = re.compile(r"\S{25,}")
_PIECE = re.compile(r".{1,8}")


def plain(text: str) -> str:
    """The text in NFC without control characters and without marks that change the direction of writing."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(one for one in composed if one == "\n" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Cn"))


def printable(text: str) -> str:
    """``plain``, with only what the typeface draws, and places to break in words that have no end."""
    known = drawn_signs()
    drawn = "".join(one if one == "\n" or ord(one) in known else UNKNOWN for one in plain(text))
    return _LONG.sub(lambda word: _SOFT_BREAK.join(_PIECE.findall(word[0])), drawn)


def every_text(value: Any, change: Any) -> Any:
    """The same value with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: every_text(inner, change) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [every_text(inner, change) for inner in value]
    return value


@functools.cache
def drawn_signs() -> frozenset[int]:
    """The code points that every style of the typeface draws, read from the files' own tables."""
    return frozenset.intersection(*(_signs_of(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _signs_of(font: bytes) -> frozenset[int]:
    """What a TrueType file maps to a glyph (its table ``cmap`` of format 4, which holds the basic plane)."""
    (tables,) = struct.unpack(">H", font[4:6])
    heads = [struct.unpack(">4sLLL", font[12 + 16 * place : 28 + 16 * place]) for place in range(tables)]
    start = next(offset for tag, _, offset, _ in heads if tag == b"cmap")
    (count,) = struct.unpack(">H", font[start + 2 : start + 4])
    maps = [struct.unpack(">HHL", font[start + 4 + 8 * place : start + 12 + 8 * place]) for place in range(count)]
    at = start + next(offset for platform, encoding, offset in maps if (platform, encoding) == (3, 1))
    segments = struct.unpack(">H", font[at + 6 : at + 8])[0] // 2
    ends = struct.unpack(f">{segments}H", font[at + 14 : at + 14 + 2 * segments])
    starts = struct.unpack(f">{segments}H", font[at + 16 + 2 * segments : at + 16 + 4 * segments])
    return frozenset(code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)) - {0xFFFF}
