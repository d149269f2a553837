"""How a commune calls and uses a category: how that is read and kept, and the codes of its own ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalogue.rules import OF_CATEGORY
from app.core.text import nfc


@dataclass(frozen=True)
class Called:
    """How a commune calls and uses a category."""

    vi: str
    short_vi: str
    en: str
    severity: int | None
    off: bool

    def as_value(self) -> dict[str, Any]:
        """As its setting keeps it."""
        return {"vi": self.vi, "short_vi": self.short_vi, "en": self.en, "severity": self.severity, "off": self.off}


def category_key(code: str) -> str:
    """Under which setting a commune's word on a category stands."""
    return f"{OF_CATEGORY}{code}"


def called_from(row: Mapping[str, Any], *, kind: str) -> tuple[Called, list[dict[str, str]]]:
    """What ``row`` (texts, and ``off``) says of a category of this kind, with what is wrong in it as pointers."""
    words = {name: " ".join(nfc(str(row.get(name) or "")).split()) for name in ("vi", "short_vi", "en")}
    faults = []
    if not 2 <= len(words["vi"]) <= 80:
        faults.append({"pointer": "/vi", "detail": "Tên loại việc có 2–80 ký tự"})
    if len(words["short_vi"]) > 30 or (not words["short_vi"] and len(words["vi"]) > 30):
        faults.append({"pointer": "/short_vi", "detail": "Tên ngắn trên máy nhiều nhất 30 ký tự"})
    if len(words["en"]) > 80:
        faults.append({"pointer": "/en", "detail": "Tên tiếng Anh nhiều nhất 80 ký tự"})
    text = str(row.get("severity") or "").strip()
    if kind == "activity":
        text = ""
    elif text not in ("1", "2", "3", "4"):
        faults.append({"pointer": "/severity", "detail": "Mức độ từ 1 đến 4"})
        text = "1"
    called = Called(
        words["vi"],
        words["short_vi"] or words["vi"],
        words["en"] or words["vi"],
        int(text) if text else None,
        bool(row.get("off")),
    )
    return called, faults


def next_code(group: str, taken: Sequence[str]) -> str:
    """The code of a new category of a group: its letter and three digits, never one that was given before."""
    numbers = [int(code[1:]) for code in taken if re.fullmatch(rf"{group}\d{{3}}", code)]
    return f"{group}{max(numbers, default=100) + 1}"
