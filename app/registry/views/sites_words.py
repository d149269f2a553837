"""Sites in words: their states, classes, steps and answers, each with the look of its chip."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.catalogue import queries as catalogue
from app.catalogue.queries import KindOfModel
from app.web.wording import day, language, number

STATE_WORDS = {
    "proposed": _l("Đề xuất"),
    "surveyed": _l("Đã khảo sát"),
    "awaiting": _l("Chờ phê duyệt"),
    "active": _l("Đang hoạt động"),
    "weak": _l("Cần củng cố"),
    "paused": _l("Tạm dừng"),
    "ended": _l("Kết thúc"),
    "declined": _l("Không phê duyệt"),
}
# Look and icon of each state's chip.
STATE_LOOKS = {
    "proposed": ("wait", "lightbulb"),
    "surveyed": ("wait", "search"),
    "awaiting": ("wait", "hourglass"),
    "active": ("good", "circle-check"),
    "weak": ("trouble", "circle-alert"),
    "paused": ("plain", "circle-dashed"),
    "ended": ("plain", "ban"),
    "declined": ("plain", "circle-x"),
}
LEVEL_WORDS = {"tot": _l("Tốt"), "kha": _l("Khá"), "tb": _l("Trung bình"), "yeu": _l("Yếu")}
# What a step is called on its button, and as a line of the story.
MOVE_WORDS = {
    "survey": _l("Ghi kết quả khảo sát"),
    "submit": _l("Trình phê duyệt"),
    "decline": _l("Không phê duyệt"),
    "launch": _l("Phê duyệt, ra mắt"),
    "weaken": _l("Cần củng cố"),
    "strengthen": _l("Đã củng cố"),
    "pause": _l("Tạm dừng"),
    "resume": _l("Hoạt động lại"),
    "end": _l("Kết thúc"),
}
STORY_WORDS = {
    "propose": _l("Đề xuất"),
    "survey": _l("Khảo sát xong"),
    "submit": _l("Trình phê duyệt"),
    "decline": _l("Không được phê duyệt"),
    "launch": _l("Ra mắt"),
    "weaken": _l("Cần củng cố"),
    "strengthen": _l("Đã củng cố, hoạt động tốt"),
    "pause": _l("Tạm dừng"),
    "resume": _l("Hoạt động lại"),
    "end": _l("Kết thúc"),
    "correct": _l("Sửa cho đúng"),
}
TAG_WORDS = {
    "countryside": _l("Nông thôn mới"),
    "city": _l("Đô thị văn minh"),
    "fire": _l("Phòng cháy, chữa cháy"),
    "traffic": _l("An toàn giao thông"),
    "drugs": _l("Phòng, chống ma túy"),
    "youth": _l("Đoàn Thanh niên"),
    "women": _l("Hội Phụ nữ"),
    "schools": _l("Trường học an toàn"),
}


def state_face(state: str) -> dict[str, Any]:
    """A state as its chip: ``{code, words, look, icon}``."""
    look, icon = STATE_LOOKS[state]
    return {"code": state, "words": STATE_WORDS[state], "look": look, "icon": icon}


def kind_words(code: str) -> str:
    """What a kind is called."""
    known = catalogue.model_kinds().get(code)
    return known.named(language()) if known else code


def fund_words(code: str | None) -> str:
    """Where the money comes from; empty when nobody said."""
    known = catalogue.terms("funds").get(code or "")
    return known.named(language()) if known else ""


def question_words(question: Mapping[str, Any]) -> str:
    """What is asked."""
    return str(question["en"] if language() == "en" else question["vi"])


def answer_words(question: Mapping[str, Any], value: Any) -> str:
    """An answer as a person reads it."""
    if question["type"] == "yesno":
        return _("Có") if value else _("Không")
    if question["type"] == "choice":
        found = next((one for one in question["options"] if one["code"] == value), None)
        return str(found["en"] if language() == "en" else found["vi"]) if found else str(value)
    if question["type"] == "date":
        return day(date.fromisoformat(value))
    if question["type"] == "number":
        unit = question.get("unit_en" if language() == "en" else "unit") or ""
        return f"{number(value)} {unit}".strip()
    return str(value)


def answers(kind: KindOfModel, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """``(question, answer)`` of what was answered."""
    return [
        (question_words(one), answer_words(one, values[one["key"]]))
        for one in kind.fields
        if one["key"] in values and not one.get("police_only")
    ]


def corrected_words(facts: Mapping[str, Any]) -> str:
    """What a correction changed: ``Loại: Tiếng kẻng → Camera; ngày ra mắt: …; câu trả lời cũ: …``."""
    told = []
    if "kinds" in facts:
        old, new = facts["kinds"]
        told.append(_("Loại: %(old)s → %(new)s", old=kind_words(old), new=kind_words(new)))
        known = catalogue.model_kinds().get(old)
        left = answers(known, facts.get("answers", {})) if known else []
        if left:
            told.append(_("câu trả lời cũ: %(answers)s", answers=", ".join(f"{asked}: {answer}" for asked, answer in left)))
    if "launches" in facts:
        before, after = (day(date.fromisoformat(one)) for one in facts["launches"])
        told.append(_("ngày ra mắt: %(old)s → %(new)s", old=before, new=after))
    return "; ".join(told)


def place_words(village: str) -> str:
    """The village, or the whole commune."""
    return village or _("Cả xã")
