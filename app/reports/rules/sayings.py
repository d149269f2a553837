"""How each field of a body is said in one line: label in both languages, and the way from value to text."""

from collections.abc import Callable, Mapping
from typing import Any

from app.reports.rules.speaking import Speaker

Body = Mapping[str, Any]
Say = Callable[[Speaker, Any], str]
Field = tuple[str, str, str, Say]


def _text(_speaker: Speaker, value: Any) -> str:
    return str(value if value is not None else "").strip()


def _clock(speaker: Speaker, value: Any) -> str:
    return speaker.clock(value)


def _term(kind: str) -> Say:
    return lambda speaker, value: speaker.term(kind, value)


def _terms(kind: str) -> Say:
    return lambda speaker, value: ", ".join(speaker.term(kind, code) for code in value or [])


def _listed(say: Say) -> Say:
    return lambda speaker, value: "; ".join(say(speaker, one) for one in value or [])


def _span(speaker: Speaker, begin: Any, end: Any) -> str:
    return " – ".join(part for part in (speaker.clock(begin), speaker.clock(end)) if part)


def _with(text: str, more: str) -> str:
    return f"{text} ({more})" if more else text


def _present(speaker: Speaker, one: Body) -> str:
    return _with(speaker.name(one.get("member_id")), _span(speaker, one.get("from"), one.get("to")))


def _absent(speaker: Speaker, one: Body) -> str:
    stand_in = speaker.name(one.get("substitute_id"))
    why = ", ".join(part for part in (speaker.term("absences", one.get("reason")), stand_in) if part)
    return _with(speaker.name(one.get("member_id")), why)


def _guests(speaker: Speaker, one: Body) -> str:
    return f"{speaker.term('forces', one.get('force'))}: {one.get('count')}"


def _kit(speaker: Speaker, one: Body) -> str:
    word = speaker.term("kit", one.get("item"))
    return word if one.get("ok") else _with(word, speaker.either("thiếu hoặc hỏng", "missing or broken"))


def _informed(speaker: Speaker, one: Body) -> str:
    return " ".join(part for part in (speaker.term("informed", one.get("whom")), speaker.clock(one.get("at"))) if part)


def _contact(speaker: Speaker, one: Body) -> str:
    return " ".join(part for part in (speaker.clock(one.get("at")), _text(speaker, one.get("matter"))) if part)


def _matter(speaker: Speaker, one: Body) -> str:
    return _with(_text(speaker, one.get("text")), speaker.either("đã xong", "settled") if one.get("settled") else "")


def say_handover(speaker: Speaker, value: Any) -> str:
    """What the next shift was told."""
    told = value or {}
    state = told.get("kit_ok")
    kit = {
        True: speaker.either("phương tiện tốt", "kit in order"),
        False: speaker.either("phương tiện có hư hỏng", "kit damaged"),
    }
    return ". ".join(
        part for part in (_text(speaker, told.get("text")), kit[state] if state in (True, False) else "") if part
    )


def _quiet(speaker: Speaker, value: Any) -> str:
    return speaker.either("ca bình thường", "quiet shift") if value else speaker.either("có sự việc", "not quiet")


def say_incident(speaker: Speaker, entry: Body) -> str:
    """An incident in one line."""
    parts = (
        speaker.clock(entry.get("at")),
        speaker.category(entry.get("category"), short=True),
        _text(speaker, entry.get("what")),
    )
    return ", ".join(part for part in parts if part)


def _round(speaker: Speaker, entry: Body) -> str:
    taps = [
        _with(f"{speaker.name(tap.get('checkpoint_id'))} {speaker.clock(tap.get('at'))}", _text(speaker, tap.get("note")))
        for tap in entry.get("passes") or []
    ]
    whole = speaker.either("ghi cả vòng", "confirmed whole") if entry.get("confirmed") == "whole" else ""
    span = _span(speaker, entry.get("started_at"), entry.get("ended_at"))
    return ", ".join(part for part in (span, speaker.term("modes", entry.get("mode")), whole, *taps) if part)


def _activity(speaker: Speaker, entry: Body) -> str:
    code = entry.get("category")
    details = [": ".join(speaker.detail(code, key, value)) for key, value in (entry.get("details") or {}).items()]
    return ", ".join(part for part in (speaker.clock(entry.get("at")), speaker.category(code, short=True), *details) if part)


OF_SHIFT: tuple[Field, ...] = (
    ("started_at", "Giờ mở ca", "Shift started", _clock),
    ("ended_at", "Giờ kết ca", "Shift ended", _clock),
    ("preset", "Ca", "Shift", lambda speaker, value: speaker.preset(value)),
    ("quiet", "Ca bình thường", "Quiet shift", _quiet),
)
OF_CLOSE: tuple[Field, ...] = (
    ("lead_id", "Trưởng ca", "Shift leader", lambda speaker, value: speaker.name(value)),
    ("present", "Có mặt", "Present", _listed(_present)),
    ("absent", "Vắng", "Absent", _listed(_absent)),
    ("guests", "Người phối hợp", "Joining members", _listed(_guests)),
    ("kit", "Phương tiện, công cụ", "Kit", _listed(_kit)),
    ("weather", "Thời tiết", "Weather", _term("weathers")),
    ("reminders", "Nhắc nhở", "Reminders", _text),
    ("helped", "Giúp người", "People helped", _text),
    ("contacts", "Liên lạc trực ban", "Calls to the duty officer", _listed(_contact)),
    ("handover", "Bàn giao ca", "Hand-over", say_handover),
    ("open_matters", "Việc còn tồn", "Open matters", _listed(_matter)),
    ("remark", "Nhận xét chung", "General remark", _text),
    ("proposal", "Đề nghị", "Proposal", _text),
    ("correction_note", "Lời nhắn khi bổ sung", "Note with the additions", _text),
)
OF_INCIDENT: tuple[Field, ...] = (
    ("category", "loại việc", "category", lambda speaker, value: speaker.category(value)),
    ("severity", "mức độ", "severity", _text),
    ("at", "giờ phát hiện", "time observed", _clock),
    ("place", "nơi xảy ra", "place", _text),
    ("checkpoint_id", "điểm kiểm tra", "checkpoint", lambda speaker, value: speaker.name(value)),
    ("what", "nội dung", "what happened", _text),
    ("source", "ai báo", "source", _term("sources")),
    ("actions", "tổ đã làm gì", "action taken", _terms("actions")),
    ("informed", "đã báo ai", "informed whom", _listed(_informed)),
    ("result", "kết quả", "result", _term("results")),
    ("people", "số người", "people", _text),
    ("injured", "bị thương", "injured", _text),
)
ENTRIES: dict[str, tuple[str, str, Say]] = {
    "incidents": ("Sự việc", "Incident", say_incident),
    "rounds": ("Vòng", "Round", _round),
    "activities": ("Hoạt động", "Activity", _activity),
}
