"""Accesses and notes as their pages draw them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row

from app.core.actor import Actor
from app.reports import queries as reports
from app.traces import queries, rules
from app.traces.queries import Name, Record
from app.traces.views.deeds import act_words, deed_words, record_words
from app.traces.views.facts import facts_in_words
from app.web.shell import role_name
from app.web.wording import number, short_night

Face = dict[str, Any]


def access_faces(actor: Actor, rows: Sequence[Row[Any]]) -> list[Face]:
    """A page of the access log; two statements. Who does not see content gets numbers instead of nights and names."""
    whole = rules.sees_content(actor)
    names = queries.read_actors(actor.books, map(_who_key, rows))
    records = queries.read_records(actor.books, ((row.subject_kind, row.subject_id) for row in rows if row.subject_id))
    return [
        {
            "at": row.night,
            "by": who_words(_who_key(row), names),
            "act": act_words(row.action),
            "about": _about(row, records, whole=whole),
            "url": _record_url(row, records) if whole else None,
            "more": access_facts(row.facts, whole=whole),
            "reason": str((row.facts or {}).get("reason") or ""),
        }
        for row in rows
    ]


def _who_key(row: Row[Any]) -> str:
    if row.account_id is not None:
        return f"account:{row.account_id}"
    return f"device:{row.device_id}" if row.device_id is not None else "system"


def who_words(key: str, names: Mapping[str, Name]) -> Face:
    """``{name, role}`` of an actor of the journal."""
    kind = key.partition(":")[0]
    known = names.get(key)
    roles = {"member": _("trên máy của tổ"), "device": _("máy của tổ")}
    if kind == "system":
        return {"name": "Kẻng", "role": _("tự động")}
    if key == "member:":
        return {"name": _("Tổ viên"), "role": roles[kind]}
    if known is None:
        return {"name": _("không rõ"), "role": roles.get(kind, "")}
    return {"name": known.name, "role": role_name(known.role) if kind == "account" else roles[kind]}


def access_facts(facts: Mapping[str, Any] | None, *, whole: bool) -> str:
    """What an access showed, in words; grave or not is content, and left out for who sees none."""
    known = facts or {}
    said = []
    if known.get("positions"):
        said.append(ngettext("có vị trí của %(num)s tổ viên", "có vị trí của %(num)s tổ viên", int(known["positions"])))
    if known.get("police_only"):
        said.append(_("có phần chỉ Công an xã xem"))
    if whole and int(known.get("severity") or 0) >= 3:
        said.append(_("có việc nghiêm trọng"))
    if known.get("rows") is not None:
        said.append(_("%(form)s, %(num)s dòng", form=str(known.get("form") or "").upper(), num=number(int(known["rows"]))))
    if known.get("by"):
        said.append(_("bằng mã dự phòng"))
    return ", ".join(said)


def number_of(kind: str, record_id: UUID | None, receipt: str | None) -> str:
    """How a record is named by number alone: a report by its receipt, others by the beginning of their id."""
    if record_id is None:
        return ""
    return f"{record_words(kind)} {receipt or str(record_id)[-8:].upper()}"


def _about(row: Row[Any], records: Mapping[Any, Record], *, whole: bool) -> str:
    if row.subject_id is None:
        return ""
    record = records.get((row.subject_kind, row.subject_id))
    if record is None or not whole:
        return number_of(
            row.subject_kind, row.subject_id, record.number if record and row.subject_kind == "report" else None
        )
    return title_of(record)


def title_of(record: Record) -> str:
    """``Báo cáo đêm 20/11, Tổ tự quản Cầu Đá``."""
    name = reports.speaker().preset(record.name).lower() if record.kind == "shift" else record.name
    parts = [name, short_night(record.night) if record.night else "", record.team]
    said = ", ".join(part for part in parts if part)
    return f"{record_words(record.kind)}: {said}" if said else number_of(record.kind, record.id, None)


def _record_url(row: Row[Any], records: Mapping[Any, Record]) -> str | None:
    if row.subject_kind == "report" and ("report", row.subject_id) in records:
        return url_for("reports.show_report", report_id=row.subject_id)
    return None


def note_faces(books: Sequence[str], rows: Iterable[Row[Any]], *, with_record: bool) -> list[Face]:
    """Notes of the journal; two statements. ``with_record`` also says what each is about, with the way to its history."""
    notes = list(rows)
    keys = [*(_actor(note) for note in notes), *(f"device:{note.device_id}" for note in notes if note.device_id)]
    names = queries.read_actors(books, keys)
    wanted = ((note.subject_kind, note.subject_id) for note in notes if with_record)
    records = queries.read_records(books, wanted)
    return [
        {
            "seq": note.seq,
            "at": note.at,
            "by": who_words(_actor(note), names),
            "device": _device(note, names),
            "deed": deed_words(note.kind),
            "facts": facts_in_words(note.facts),
            "erased": note.facts is None,
            "about": _subject(note, records) if with_record else "",
            "url": url_for("traces.show_history", kind=note.subject_kind, record_id=note.subject_id)
            if with_record
            else None,
        }
        for note in notes
    ]


def _actor(note: Row[Any]) -> str:
    return "member:" if note.nameless and note.actor.startswith("member:") else str(note.actor)


def _device(note: Row[Any], names: Mapping[str, Name]) -> str:
    if note.device_id is None or note.nameless or note.actor.startswith("device:"):
        return ""
    known = names.get(f"device:{note.device_id}")
    return known.name if known else ""


def _subject(note: Row[Any], records: Mapping[Any, Record]) -> str:
    kind = "member" if note.subject_kind == "consent" else note.subject_kind
    record = records.get((kind, note.subject_id))
    return title_of(record) if record else number_of(note.subject_kind, note.subject_id, None)
