"""What an activity must say, which ones only police write, and what bears it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NOT_ALLOWED, DomainError, fault_at
from app.people.rules import CHIEF, OFFICER, POLICE

WEAPONS = "weapons"
MOST_WORDS, MOST_WORDS_OF_WEAPONS = 500, 100
MOST_PEOPLE, MOST_MINUTES = 100_000, 7 * 24 * 60
# How far back somebody writes down what was done: the books of older years are closed.
OLDEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Doing:
    """What was done, on which day: ``values`` answer the questions of its kind; ``people`` and ``minutes`` are numbers."""

    kind: str
    on: date
    site_id: UUID | None = None
    asset_id: UUID | None = None
    village_id: UUID | None = None
    began_at: datetime | None = None
    minutes: int | None = None
    people: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""


def is_police_only(kind: str) -> bool:
    """Whether the police alone write and read activities of this kind."""
    return kind == WEAPONS


def reads_weapons(actor: Actor) -> bool:
    """Whether the actor reads of weapons that were handed over."""
    return actor.kind == "office" and actor.role in POLICE


def may_log_kind(actor: Actor, kind: str) -> bool:
    """Whether who writes down activities writes those of this kind."""
    return not is_police_only(kind) or actor.role in (CHIEF, OFFICER)


def check_may_log_kind(actor: Actor, kind: str) -> None:
    """``NOT_ALLOWED`` where only police write down what this kind is."""
    if not may_log_kind(actor, kind):
        raise DomainError(NOT_ALLOWED)


def has_evidence(photos: int, shift_id: UUID | None) -> bool:
    """Whether something bears the activity out: a photo, or the shift in which it was done."""
    return photos > 0 or shift_id is not None


def find_doing_faults(
    doing: Doing, today: date, fields: Sequence[Mapping[str, Any]], personal: set[str]
) -> list[dict[str, str]]:
    """What does not fit. ``fields`` are the questions of its kind, ``personal`` what its words seem to hold of people."""
    weapons = doing.kind == WEAPONS
    checks = (
        (doing.on <= today, fault_at("/on", "Ngày này chưa tới")),
        (doing.on > today - OLDEST, fault_at("/on", "Ngày này đã quá ba năm")),
        (doing.people is None or 0 <= doing.people <= MOST_PEOPLE, fault_at("/people", "Số người chưa đúng")),
        (doing.minutes is None or 0 <= doing.minutes <= MOST_MINUTES, fault_at("/minutes", "Số phút chưa đúng")),
        (len(doing.words) <= MOST_WORDS, fault_at("/words", "Nhiều nhất 500 ký tự")),
        (not weapons or len(doing.words) <= MOST_WORDS_OF_WEAPONS, fault_at("/words", "Nhiều nhất 100 ký tự")),
        (not (weapons and personal), fault_at("/words", "Xin bỏ tên người, số giấy tờ, số nhà")),
        (not weapons or any(doing.values.values()), fault_at("/values", "Xin ghi ít nhất một con số")),
    )
    faults = [fault for fits, fault in checks if not fits]
    asked = {one["key"]: one for one in fields}
    faults += [fault_at(f"/values/{key}", "Không có câu hỏi này") for key in doing.values if key not in asked]
    return faults + [fault for one in fields for fault in _answer_faults(one, doing.values.get(one["key"]))]


def _answer_faults(asked: Mapping[str, Any], answer: Any) -> list[dict[str, str]]:
    where = f"/values/{asked['key']}"
    if answer in (None, ""):
        return [fault_at(where, "Xin điền mục này")] if asked.get("required") else []
    if asked["type"] == "choice":
        fits = answer in [one["code"] for one in asked["options"]]
        return [] if fits else [fault_at(where, "Chưa có câu trả lời này")]
    whole = isinstance(answer, int) and not isinstance(answer, bool)
    fits = whole and asked.get("min", 0) <= answer <= asked.get("max", MOST_PEOPLE)
    return [] if fits else [fault_at(where, "Con số chưa đúng")]
