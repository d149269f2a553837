"""Answers to a kind's own questions: how each type is read from what people write, and written back. Plain."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from app.core.errors import fault_at
from app.core.text import nfc

YES, NO = "yes", "no"
Fault = dict[str, str]
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:hg]([0-5][0-9])")
_LONGEST = 200


class Unfit(ValueError):
    """A text that is no such answer; the sentence stands in ``fault_at``, so that it is collected for its English."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault["detail"])


def asked(questions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The questions that are still asked."""
    return [one for one in questions if not one.get("ended")]


def read_answers(questions: Sequence[Mapping[str, Any]], said: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    """The answers by key out of what was written, and what does not fit, as pointers ``/values/<key>``.

    An empty answer is none. Numbers are whole, days ISO, times ``HH:MM``, yes and no as booleans, choices as their codes.
    """
    values: dict[str, Any] = {}
    faults = []
    for one in asked(questions):
        text = " ".join(nfc(said.get(one["key"]) or "").split())
        pointer = f"/values/{one['key']}"
        if not text:
            if one.get("required"):
                faults.append(fault_at(pointer, "Xin điền mục này"))
            continue
        try:
            values[one["key"]] = _READ[one["type"]](one, text)
        except ValueError as fault:
            faults.append(fault_at(pointer, str(fault)))
    return values, faults


def keep_unasked(questions: Sequence[Mapping[str, Any]], before: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to questions that are asked no more: they stay with the site."""
    now = {one["key"] for one in asked(questions)}
    return {key: value for key, value in before.items() if key not in now}


def carry_over(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers to one kind's questions, for another kind: those that its own question of that key and type takes as well, and
    those that find no place there."""
    before, after = ({one["key"]: one for one in questions} for questions in (old, asked(new)))
    carried: dict[str, Any] = {}
    for key, value in values.items():
        if key in before and key in after and before[key]["type"] == after[key]["type"]:
            carried |= read_answers([after[key]], {key: write_answer(before[key], value)})[0]
    return carried, {key: value for key, value in values.items() if key not in carried}


def write_answer(question: Mapping[str, Any], value: Any) -> str:
    """An answer as its field shows it, which ``read_answers`` reads."""
    if value is None:
        return ""
    return (YES if value else NO) if question["type"] == "yesno" else str(value)


def _number(question: Mapping[str, Any], text: str) -> int:
    plain = re.sub(r"[. \u00a0](?=[0-9]{3}(?:\D|$))", "", text)
    if not re.fullmatch(r"[0-9]{1,9}", plain):
        raise Unfit(fault_at("", "Chỉ điền số nguyên"))
    number = int(plain)
    if not question.get("min", 0) <= number <= question.get("max", 999_999_999):
        raise Unfit(fault_at("", "Số này ngoài khoảng cho phép"))
    return number


def _yesno(_question: Mapping[str, Any], text: str) -> bool:
    if text not in (YES, NO):
        raise Unfit(fault_at("", "Chọn có hoặc không"))
    return text == YES


def _choice(question: Mapping[str, Any], text: str) -> str:
    if text not in {one["code"] for one in question["options"] if not one.get("ended")}:
        raise Unfit(fault_at("", "Xin chọn một câu trong danh sách"))
    return text


def _text(question: Mapping[str, Any], text: str) -> str:
    if len(text) > min(question.get("max_length", _LONGEST), _LONGEST):
        raise Unfit(fault_at("", "Dài quá, xin viết ngắn hơn"))
    return text


def _time(_question: Mapping[str, Any], text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if not found:
        raise Unfit(fault_at("", "Ghi giờ và phút, ví dụ 20:30"))
    return f"{int(found[1]):02}:{found[2]}"


def _date(_question: Mapping[str, Any], text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1945 <= day.year < 2100:
        raise Unfit(fault_at("", "Ngày chưa đúng"))
    return day.isoformat()


_READ: dict[str, Callable[[Mapping[str, Any], str], Any]] = {
    "number": _number,
    "yesno": _yesno,
    "choice": _choice,
    "text": _text,
    "time": _time,
    "date": _date,
}
