"""Members leave a report when its days are over: counts, roles and figures stay, and nobody's name or id.

In the place of a member's id stands a *blank*: an id of the free version 8 (RFC 9562), made at random for this one report.
So who led, who stood in for whom, and how many they were can still be read, and no blank leads to a person or to another
report. In the place of a name in a text stands ``UNNAMED``.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from secrets import randbits
from typing import Any
from uuid import UUID

from app.core.text import fold

# What stands in place of a member's name in a text.
UNNAMED = "(tổ viên)"
# How the note of the deed names what went.
POINTER = "/members"
_KEYS = frozenset({"lead_id", "member_id", "substitute_id", "actor_id"})
# Before one of these a single syllable is somebody's name; alone it is as often a plain word or a village's.
_TITLES = (
    "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cậu", "em", "cháu", "đ/c", "đồng chí",
    "tổ trưởng", "tổ phó", "tổ viên", "thành viên",
)  # fmt: skip
BLANK_VERSION = 8
_VERSION, _VARIANT = BLANK_VERSION << 76, 2 << 62
_FIXED = (0xF << 76) | (3 << 62)


def new_blank() -> UUID:
    """An id that stands for a member who is not named any more."""
    return UUID(int=(randbits(128) & ~_FIXED) | _VERSION | _VARIANT)


def is_blank(key: Any) -> bool:
    """Whether an id (a UUID, or as a body has it) stands for a member who is not named any more."""
    text = str(key)
    return len(text) == 36 and text[14] == str(BLANK_VERSION)


def find_members(value: Any) -> Iterator[str]:
    """The id of every member in a body or a whole operation, but for blanks; one may come more than once."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if key in _KEYS and isinstance(item, str):
            if not is_blank(item):
                yield item
        else:
            yield from find_members(item)


def without_members(value: Any, blank: Callable[[str], UUID]) -> Any:
    """The same body or operation with ``blank(id)`` for the id of every member; who a position belongs to is left out."""
    if isinstance(value, list):
        return [without_members(item, blank) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: str(blank(item))
        if key in _KEYS and isinstance(item, str) and not is_blank(item)
        else without_members(item, blank)
        for key, item in value.items()
        if not (key == "by" and "lat" in value)
    }


def is_part_of_name(phrase: str, names: Iterable[str]) -> bool:
    """Whether a phrase consists of nothing but words of one of these names."""
    wanted = set(fold(phrase).split())
    return bool(wanted) and any(wanted <= set(fold(name).split()) for name in names)


def unnaming(names: Collection[str]) -> Callable[[str], str]:
    """What takes these members' names out of a text: written whole (without the signs of Vietnamese too), or behind a title
    as people call each other."""
    known = [name.split() for name in names if name.strip()]
    if not known:
        return lambda text: text
    whole = _any_of({tuple(words) for words in known} | {tuple(fold(" ".join(words)).split()) for words in known})
    called = _any_of({tuple(words[-most:]) for words in known for most in (1, 2)})
    titles = _any_of({tuple(title.split()) for title in _TITLES})
    pattern = re.compile(rf"(?i:\b(?:{whole})\b)|(?P<title>\b(?i:{titles})\s+)(?:{called})\b")
    return lambda text: pattern.sub(lambda found: (found["title"] or "") + UNNAMED, text)


def _any_of(phrases: Iterable[tuple[str, ...]]) -> str:
    """A pattern of these phrases, the longest first, whatever the spaces between their words."""
    ordered = sorted(phrases, key=lambda words: (-len(words), words))
    return "|".join(r"\s+".join(map(re.escape, words)) for words in ordered)
