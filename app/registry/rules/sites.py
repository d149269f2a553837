"""What is written of a site and of a group: its bounds, and what does not fit. Plain: no database, no clock."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.core.errors import fault_at
from app.core.text import nfc

# Other movements that a model belongs to as well (nông thôn mới, đô thị văn minh …).
TAGS = ("countryside", "city", "fire", "traffic", "drugs", "youth", "women", "schools")
SILENT_AFTER_DAYS = 90
_FIRST_DAY = date(1945, 9, 2)
_MOST_MONEY = 1_000_000_000_000
_MOST_PEOPLE = 99_999
Fault = dict[str, str]


@dataclass(frozen=True)
class Founding:
    """By what a site was founded: decision, the day of its launch, and how many came to it."""

    decision_no: str = ""
    decision_on: date | None = None
    decision_by: str = ""
    launched_on: date | None = None
    launch_people: int | None = None


@dataclass(frozen=True)
class SiteWords:
    """A site as it is written. ``answers`` are texts by the keys of its kind's questions; money in đồng."""

    name: str
    village_id: UUID | None = None
    reason: str = ""
    head_role: str = ""
    has_regulation: bool = False
    fund_source: str = ""
    budget: int | None = None
    tags: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    founding: Founding = Founding()

    def tidy(self) -> "SiteWords":
        """The same in one form of letters, without spaces too many."""
        known = self.founding
        founding = replace(known, decision_no=_line(known.decision_no), decision_by=_line(known.decision_by))
        words = {"name": _line(self.name), "reason": nfc(self.reason).strip(), "head_role": _line(self.head_role)}
        return replace(self, **words, founding=founding)  # type: ignore[arg-type]


@dataclass(frozen=True)
class GroupWords:
    """A group as it is written."""

    name: str
    village_id: UUID | None = None
    team_id: UUID | None = None
    head_role: str = ""
    formed_on: date | None = None

    def tidy(self) -> "GroupWords":
        """The same without spaces too many."""
        return replace(self, name=_line(self.name), head_role=_line(self.head_role))


@dataclass(frozen=True)
class Counted:
    """How many belong to a group from a day on."""

    since: date
    members: int
    women: int = 0
    trained: int = 0
    households: int | None = None


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def site_faults(said: SiteWords, today: date, *, funds: Collection[str], proposed: bool) -> list[Fault]:
    """What of a tidy site does not fit. A proposal says why; a site that was founded says since when."""
    checks: tuple[tuple[bool, str, str], ...] = (
        (not 3 <= len(said.name) <= 120, "/name", "Tên có 3–120 ký tự"),
        (len(said.head_role) > 80, "/head_role", "Nhiều nhất 80 ký tự"),
        (proposed and not 5 <= len(said.reason) <= 1000, "/reason", "Lý do có 5–1000 ký tự"),
        (len(said.reason) > 1000, "/reason", "Nhiều nhất 1000 ký tự"),
        (bool(said.fund_source) and said.fund_source not in funds, "/fund_source", "Xin chọn trong danh sách"),
        (bool(set(said.tags) - set(TAGS)), "/tags", "Xin chọn trong danh sách"),
    )
    faults = [fault_at(pointer, detail) for is_so, pointer, detail in checks if is_so]
    return faults + founding_faults(said.founding, said.budget, today)


def founding_faults(known: Founding, budget: int | None, today: date) -> list[Fault]:
    """What of a decision, its money and a launch does not fit."""
    checks: tuple[tuple[bool, str, str], ...] = (
        (not _within(budget, _MOST_MONEY), "/budget", "Số tiền chưa đúng"),
        (len(known.decision_no) > 40, "/decision_no", "Nhiều nhất 40 ký tự"),
        (len(known.decision_by) > 80, "/decision_by", "Nhiều nhất 80 ký tự"),
        (not _meant(known.decision_on, today), "/decision_on", "Ngày này chưa tới hoặc không đúng"),
        (not _meant(known.launched_on, today), "/launched_on", "Ngày này chưa tới hoặc không đúng"),
        (not _within(known.launch_people, _MOST_PEOPLE), "/launch_people", "Số người chưa đúng"),
    )
    faults = [fault_at(pointer, detail) for is_so, pointer, detail in checks if is_so]
    if known.decision_on and known.launched_on and known.launched_on < known.decision_on:
        faults.append(fault_at("/launched_on", "Ngày ra mắt không thể trước ngày quyết định"))
    return faults


def group_faults(said: GroupWords, today: date) -> list[Fault]:
    """What of a tidy group does not fit."""
    checks = (
        (not 3 <= len(said.name) <= 120, "/name", "Tên có 3–120 ký tự"),
        (len(said.head_role) > 80, "/head_role", "Nhiều nhất 80 ký tự"),
        (not _meant(said.formed_on, today), "/formed_on", "Ngày này chưa tới hoặc không đúng"),
    )
    return [fault_at(pointer, detail) for is_so, pointer, detail in checks if is_so]


def count_faults(said: Counted, today: date, formed_on: date | None = None) -> list[Fault]:
    """What of a group's numbers does not fit."""
    checks = (
        (not _meant(said.since, today), "/since", "Ngày này chưa tới hoặc không đúng"),
        (formed_on is not None and said.since < formed_on, "/since", "Không thể trước ngày thành lập tổ"),
        (not _within(said.members, _MOST_PEOPLE), "/members", "Số người chưa đúng"),
        (not 0 <= said.women <= max(said.members, 0), "/women", "Không thể nhiều hơn số thành viên"),
        (not 0 <= said.trained <= max(said.members, 0), "/trained", "Không thể nhiều hơn số thành viên"),
        (not _within(said.households, _MOST_PEOPLE), "/homes", "Số hộ chưa đúng"),
    )
    return [fault_at(pointer, detail) for is_so, pointer, detail in checks if is_so]


def written_in(values: dict[str, Any]) -> list[str]:
    """The texts among the answers."""
    return [value for value in values.values() if isinstance(value, str)]


def _meant(day: date | None, today: date) -> bool:
    return day is None or _FIRST_DAY <= day <= today


def _within(number: int | None, most: int) -> bool:
    return number is None or 0 <= number <= most


def is_silent(active_on: date | None, launched_on: date | None, today: date) -> bool:
    """Whether nothing was done for so long; a site without any activity is silent since its launch."""
    last = active_on or launched_on
    return last is not None and (today - last).days >= SILENT_AFTER_DAYS
