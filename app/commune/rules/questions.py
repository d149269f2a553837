"""What a category of a commune's own asks: how a question is written, kept and put in order. Plain: no database."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.text import fold, nfc

TYPES = ("yesno", "number", "choice", "time", "text")
MOST_QUESTIONS, MOST_OPTIONS = 6, 8
_LONGEST, _LONGEST_UNIT, _LONGEST_OPTION = 60, 15, 40
_LARGEST = 9999
_TEXT_LENGTH = 60
# Whoever asks these begins a file on a person.
_PERSONAL = re.compile(
    r"\b(ho (va )?ten|ten nguoi|ten doi tuong|cccd|cmnd|can cuoc|chung minh|ngay sinh|nam sinh|ton giao|dan toc|so dien"
    r" thoai|bien so|dia chi|que quan)\b"
)
Fault = dict[str, str]
Question = dict[str, Any]


def question_from(said: Mapping[str, Any], before: Question | None, key: str) -> tuple[Question, list[Fault]]:
    """The question that a form's texts write: ``vi, en, type, unit, least, most, options, required, police_only, off``.

    ``before`` is how it stands: its type and who may see its answers stay, because answers were given to them. Faults are
    pointers into ``said``.
    """
    words = {name: " ".join(nfc(str(said.get(name) or "")).split()) for name in ("vi", "en", "unit")}
    kind = before["type"] if before else str(said.get("type") or "")
    question: Question = {"key": key, "vi": words["vi"], "en": words["en"] or words["vi"], "type": kind}
    faults = _name_faults(words, hidden=bool(before["police_only"] if before else said.get("police_only")))
    if kind == "number":
        faults += _write_number(question, words["unit"], said)
    elif kind == "choice":
        faults += _write_options(question, str(said.get("options") or ""), before)
    elif kind == "text":
        question["max_length"] = _TEXT_LENGTH
    question["required"] = bool(said.get("required"))
    question["police_only"] = bool(before["police_only"] if before else kind == "text" and said.get("police_only"))
    question["ended"] = bool(said.get("off"))
    return question, faults


def _name_faults(words: Mapping[str, str], *, hidden: bool) -> list[Fault]:
    faults = []
    if not 2 <= len(words["vi"]) <= _LONGEST:
        faults.append({"pointer": "/vi", "detail": "Câu hỏi có 2–60 ký tự"})
    if len(words["en"]) > _LONGEST:
        faults.append({"pointer": "/en", "detail": "Câu hỏi có 2–60 ký tự"})
    personal = _PERSONAL.search(fold(words["vi"]))
    # A plate has a place of its own, for the police alone.
    if personal and not (hidden and personal[0] == "bien so"):
        faults.append(
            {"pointer": "/vi", "detail": "Hỏi về việc, không hỏi tên, giấy tờ, nơi ở, tôn giáo, dân tộc của người"}
        )
    return faults


def _write_number(question: Question, unit: str, said: Mapping[str, Any]) -> list[Fault]:
    bounds = [str(said.get(name) or "").strip() or usual for name, usual in (("least", "0"), ("most", "999"))]
    faults = []
    if len(unit) > _LONGEST_UNIT:
        faults.append({"pointer": "/unit", "detail": "Đơn vị nhiều nhất 15 ký tự"})
    if not all(re.fullmatch(r"[0-9]{1,4}", one) for one in bounds) or int(bounds[0]) >= int(bounds[1]):
        faults.append({"pointer": "/most", "detail": "Cần hai số từ 0 đến 9999, số sau lớn hơn"})
        bounds = ["0", str(_LARGEST)]
    question |= {"min": int(bounds[0]), "max": int(bounds[1])}
    if unit:
        question |= {"unit": unit, "unit_en": unit}
    return faults


def _write_options(question: Question, text: str, before: Question | None) -> list[Fault]:
    """An answer that is there already keeps its code; one that left the lines keeps its words, and is not offered."""
    lines = list(dict.fromkeys(" ".join(line.split()) for line in nfc(text).splitlines() if line.strip()))
    known = {one["vi"]: one for one in (before or {}).get("options", ())}
    number = len(known)
    options = []
    for line in lines:
        vi, _, en = (part.strip() for part in line.partition("|"))
        number += vi not in known
        code = known[vi]["code"] if vi in known else f"o{number}"
        options.append({"code": code, "vi": vi, "en": en or vi})
    gone = [one | {"ended": True} for vi, one in known.items() if vi not in {option["vi"] for option in options}]
    question["options"] = options + gone
    if not 2 <= len(options) <= MOST_OPTIONS or any(not 1 <= len(one["vi"]) <= _LONGEST_OPTION for one in options):
        return [{"pointer": "/options", "detail": "Cần 2–8 câu trả lời, mỗi câu một dòng, nhiều nhất 40 ký tự"}]
    return []


def options_text(question: Mapping[str, Any]) -> str:
    """The answers to choose from as a person writes them: what ``question_from`` reads."""
    left = [one for one in question.get("options", ()) if not one.get("ended")]
    return "\n".join(one["vi"] if one["en"] == one["vi"] else f"{one['vi']} | {one['en']}" for one in left)


def next_key(questions: Sequence[Question]) -> str:
    """The key of a new question, never one that was given before: reports answer by it."""
    numbers = [int(one["key"][1:]) for one in questions if re.fullmatch(r"f\d+", one["key"])]
    return f"f{max(numbers, default=0) + 1}"


def put(questions: Sequence[Question], question: Question, place: int) -> tuple[list[Question], list[Fault]]:
    """The list with a question at a place (from 1) among those that are asked; the ended ones stand behind them."""
    others = [one for one in questions if one["key"] != question["key"]]
    asked = [one for one in others if not one.get("ended")]
    ended = [one for one in others if one.get("ended")]
    if question["ended"]:
        return [*asked, *ended, question], []
    faults = []
    if any(fold(one["vi"]) == fold(question["vi"]) for one in asked):
        faults.append({"pointer": "/vi", "detail": "Loại việc này đã hỏi câu như vậy"})
    if len(asked) >= MOST_QUESTIONS:
        faults.append({"pointer": "", "detail": "Nhiều nhất 6 câu hỏi: máy của tổ hỏi từng câu"})
    at = min(max(place, 1), len(asked) + 1) - 1
    return [*asked[:at], question, *asked[at:], *ended], faults
