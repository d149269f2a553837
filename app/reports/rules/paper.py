"""A night entered afterwards from the paper book: why it stands on paper, what its entry must say, who approves it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.errors import NOT_ALLOWED, DomainError, fault_at

PAPER = "paper"
OTHER = "other"
WHY_WORDS = {
    "broken": "Hỏng máy",
    "lost": "Mất điện thoại",
    "no-phone": "Tổ không có máy",
    "flat": "Hết pin",
    OTHER: "Lý do khác",
}
MOST_ROUNDS = 12


@dataclass(frozen=True)
class PaperIncident:
    """An incident as the book has it; ``severity`` None is the usual one of its category."""

    category: str
    severity: int | None
    at: datetime
    place: str
    what: str
    result: str


@dataclass(frozen=True)
class PaperNight:
    """A shift as the book has it. ``rounds`` are counted only: the book proves no checkpoint, so none is passed."""

    night: date
    preset: str
    started_at: datetime
    ended_at: datetime
    present: Sequence[UUID]
    why: str
    note: str = ""
    absent: Sequence[UUID] = ()
    lead_id: UUID | None = None
    rounds: int = 0
    route_id: UUID | None = None
    reminders: int = 0
    helped: int = 0
    incidents: Sequence[PaperIncident] = ()
    remark: str = ""
    quiet: bool = False


def find_paper_faults(night: PaperNight, members: Collection[UUID], now: datetime) -> list[dict[str, str]]:
    """What an entry gets wrong beyond what every report is checked for; ``members`` are those of the team on that night."""
    faults = []
    if night.ended_at > now:
        faults.append(fault_at("/ended_at", "Ca này chưa kết thúc"))
    if not night.present:
        faults.append(fault_at("/present", "Chọn ít nhất một người có mặt"))
    if {*night.present, *night.absent, *([night.lead_id] if night.lead_id else [])} - set(members):
        faults.append(fault_at("/present", "Có người không còn trong tổ vào đêm này"))
    if night.why not in WHY_WORDS:
        faults.append(fault_at("/why", "Xin chọn vì sao ghi trên giấy"))
    if night.why == OTHER and not night.note.strip():
        faults.append(fault_at("/note", "Xin ghi rõ lý do"))
    if not 0 <= night.rounds <= MOST_ROUNDS:
        faults.append(fault_at("/rounds", f"Nhiều nhất {MOST_ROUNDS} vòng"))
    return faults


def body_from_paper(night: PaperNight, severities: Mapping[str, int | None], new_id: Callable[[], UUID]) -> dict[str, Any]:
    """The body of the report, as a phone would have written it (protocol.md §7); ``severities`` by category."""
    return {
        "night": night.night.isoformat(),
        "preset": night.preset,
        "source": PAPER,
        "paper": {"why": night.why, "note": night.note},
        "started_at": night.started_at.isoformat(),
        "ended_at": night.ended_at.isoformat(),
        "lead_id": _text(night.lead_id),
        "present": [{"member_id": str(one), "from": None, "to": None} for one in night.present],
        "absent": [{"member_id": str(one), "reason": None, "substitute_id": None} for one in night.absent],
        "rounds": [
            {"round_id": str(new_id()), "route_id": _text(night.route_id), "confirmed": "whole", "passes": []}
            for _ in range(night.rounds)
        ],
        "incidents": [_incident(one, severities, new_id) for one in night.incidents],
        "activities": [],
        "reminders": night.reminders,
        "helped": night.helped,
        "remark": night.remark or None,
        "quiet": night.quiet,
    }


def _incident(one: PaperIncident, severities: Mapping[str, int | None], new_id: Callable[[], UUID]) -> dict[str, Any]:
    return {
        "incident_id": str(new_id()),
        "category": one.category,
        "severity": one.severity or severities.get(one.category) or 1,
        "at": one.at.isoformat(),
        "place": one.place or None,
        "what": one.what or None,
        "result": one.result or None,
    }


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def may_approve_entry(entered_by: UUID | None, approver: UUID | None, *, has_other: bool) -> bool:
    """Who entered a night does not approve it, unless there is nobody else who could (``has_other``)."""
    return entered_by is None or entered_by != approver or not has_other


def check_may_approve_entry(entered_by: UUID | None, approver: UUID | None, *, has_other: bool) -> None:
    """The same as a refusal (``NOT_ALLOWED``)."""
    if not may_approve_entry(entered_by, approver, has_other=has_other):
        raise DomainError(NOT_ALLOWED, "Người nhập ca từ sổ giấy không tự duyệt. Xin để đồng nghiệp duyệt.")
