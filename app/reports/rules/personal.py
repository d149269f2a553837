"""Names, papers and labels of people have no place in a report: the phone warns before sending, the desk is warned again."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_CITIZEN_CARD = re.compile(r"(?<!\d)\d{12}(?!\d)")
_TELEPHONE = re.compile(r"(?<!\d)0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\d)")
_PLATE = re.compile(r"(?<!\d)\d{2}[ -]?[A-ZĐ]\d?[ -]?\d{3}\.?\d{1,2}(?!\d)")
_TITLED = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú|em|cháu|bác)\s+(\w+)\s+(\w+)", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:công giáo|tin lành|phật tử|đạo hồi|giáo dân|dân tộc thiểu số|tôn giáo)\b", re.IGNORECASE
)  # fmt: skip
KINDS = ("card", "telephone", "plate", "name", "label")


def find_personal(text: str) -> set[str]:
    """What a text seems to hold: ``card``, ``telephone``, ``plate``, ``name``, ``label``."""
    found = {
        kind
        for kind, pattern in (("card", _CITIZEN_CARD), ("telephone", _TELEPHONE), ("plate", _PLATE), ("label", _LABEL))
        if pattern.search(text)
    }
    if any(first.istitle() and second.istitle() for first, second in _TITLED.findall(text)):
        found.add("name")
    return found


PLATE_OUT = "(biển số)"


def part_plates(text: str) -> tuple[str, list[str]]:
    """The text without its number plates, and the plates."""
    return _PLATE.sub(PLATE_OUT, text), _PLATE.findall(text)


def find_personal_in(bodies: Iterable[Mapping[str, Any]]) -> set[str]:
    """The same for everything written in these bodies, except what police alone see."""
    found: set[str] = set()
    for body in bodies:
        for name in ("remark", "proposal", "correction_note", "text"):
            found |= find_personal(str(body.get(name) or ""))
        found |= find_personal(str((body.get("handover") or {}).get("text") or ""))
        for entry in body.get("incidents") or []:
            found |= find_personal(f"{entry.get('what') or ''}\n{entry.get('place') or ''}")
    return found
