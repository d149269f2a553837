"""What the office decides about a report: approve, return, reject, take back, reopen, correct, comment."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.journal.service import Subject, note
from app.people.queries import scope
from app.people.rules import REVIEWERS
from app.photos import service as photos
from app.reports import rules
from app.reports.models import Correction, Incident, MoveNote, Report
from app.reports.rules import Move, State
from app.reports.service import content
from app.reports.service.telling_team import TO_TEAM, tell_team
from app.reports.service.vouching import check_entry
from app.web.database import db


def move_report(
    actor: Actor,
    report_id: UUID,
    move: Move,
    *,
    rev: int,
    reasons: Sequence[str] = (),
    fields: Sequence[str] = (),
    comment: str = "",
    due_in: timedelta = rules.RETURN_DUE,
) -> Report:
    """Move a report on. ``rev`` is the one that the officer saw: another one means that somebody was quicker.

    ``due_in`` is how long the team has to answer a return.
    """
    report = lock_report(actor, report_id)
    _check_rev(report, rev)
    rules.check_may_move(report.state, move, actor.role)
    rules.check_words(move, reasons, comment)
    now = clock.now()
    _mind_photos(report, move, comment)
    if move is Move.APPROVE:
        check_entry(actor, report)
    if move is Move.UNDO:
        rules.check_may_undo(report.decided_by, report.decided_at, actor.id, now)
    before = report.state
    report.state = rules.next_state(before, move).value
    report.rev += 1
    report.changed_at = now
    report.decided_at, report.decided_by = (None, None) if move is Move.UNDO else (now, actor.id)
    report.due_at = now + due_in if report.state == State.RETURNED else None
    write_move(actor, report, move.value, before, now, reasons=reasons, fields=fields, comment=comment)
    note_move(actor, report, f"report.{_PAST[move]}", reasons=list(reasons))
    return report


def _mind_photos(report: Report, move: Move, comment: str) -> None:
    if move is Move.APPROVE:
        rules.check_photos_in(rules.is_complete(report.photos_expected, report.photos_ready), comment)
    if move is Move.REJECT:
        # The shift may be reported again, and the next report counts its own pictures alone.
        photos.retire_slots(report.commune_id, report.id)


_PAST = {
    Move.APPROVE: "approved",
    Move.RETURN: "returned",
    Move.REJECT: "rejected",
    Move.UNDO: "undone",
    Move.REOPEN: "reopened",
}


def approve_quiet(actor: Actor, report_id: UUID, *, rev: int) -> Report:
    """Approve one report of a batch: only quiet, complete ones may go this way."""
    report = lock_report(actor, report_id)
    complete = rules.is_complete(report.photos_expected, report.photos_ready)
    if report.state == State.SUBMITTED and not rules.is_batchable(
        state=report.state, quiet=report.quiet, complete=complete, source=report.source
    ):
        raise DomainError(MOVE_NOT_POSSIBLE, "Chỉ ca bình thường, đủ ảnh mới duyệt cả loạt được.", state=report.state)
    return move_report(actor, report_id, Move.APPROVE, rev=rev)


def comment_report(actor: Actor, report_id: UUID, *, comment: str, fields: Sequence[str] = ()) -> Report:
    """Note something; the state stays. ``fields`` name an incident that was passed on (``/incidents/<id>``), or ``/team``:
    thanks or a question, which the team's phones are told."""
    report = lock_report(actor, report_id)
    _check_reviewer(actor)
    if not comment.strip():
        raise DomainError(INVALID, errors=[fault_at("/comment", "Xin ghi lời nhắn")])
    report.rev += 1
    write_move(actor, report, "comment", report.state, clock.now(), fields=fields, comment=comment)
    note_move(actor, report, "report.commented")
    if TO_TEAM in fields:
        tell_team(actor, report, f"nhắn về đêm {report.night:%d/%m}", comment)
    return report


def correct_incident(
    actor: Actor, report_id: UUID, incident_id: UUID, *, rev: int, changes: Mapping[str, Any], reason: str
) -> Report:
    """Set another class or severity for the figures, beside the team's version and never in it."""
    report = lock_report(actor, report_id)
    _check_reviewer(actor)
    _check_rev(report, rev)
    if report.state not in (State.SUBMITTED, State.APPROVED):
        raise DomainError(MOVE_NOT_POSSIBLE, state=report.state, move="correct")
    incident = db.session.get(Incident, (report.commune_id, report.id, incident_id))
    if incident is None:
        raise DomainError(NOT_FOUND)
    _check_changes(changes, reason)
    told = _said(incident, changes)
    now = clock.now()
    db.session.add(
        Correction(
            commune_id=report.commune_id,
            id=new_id(),
            report_id=report.id,
            incident_id=incident_id,
            changes=dict(changes),
            reason=reason.strip(),
            account_id=actor.id,
            at=now,
        )
    )
    db.session.flush()
    for name, value in content.rewrite(report.commune_id, report.id, report.shift_id, report.version).items():
        setattr(report, name, value)
    report.rev += 1
    report.changed_at = now
    note_move(actor, report, "report.corrected", incident_id=str(incident_id), changes=sorted(changes))
    tell_team(actor, report, f"ghi lại đêm {report.night:%d/%m}: {told}", reason)
    return report


_SEVERITIES = ("thấp", "trung bình", "cao", "khẩn cấp")
_TEXT_TOLD = {"police-only": "nội dung chỉ công an xem", "plates": "bỏ biển số khỏi nội dung"}


def _said(incident: Incident, changes: Mapping[str, Any]) -> str:
    """What a correction changes, in the words of the team."""
    known = catalogue.categories()
    code = str(changes.get("category") or incident.category)
    told = [known[incident.category].short("vi") if incident.category in known else incident.category]
    if code != incident.category:
        told[0] += f" → {known[code].short('vi')}"
    if "severity" in changes:
        told.append(f"mức {_SEVERITIES[changes['severity'] - 1]}")
    if "text" in changes:
        told.append(_TEXT_TOLD[changes["text"]])
    return ", ".join(told)


def _check_changes(changes: Mapping[str, Any], reason: str) -> None:
    faults = []
    if not changes or set(changes) - {"category", "severity", "text"}:
        faults.append(fault_at("/changes", "Chỉ sửa được loại việc, mức độ, hoặc chuyển nội dung"))
    known = catalogue.own_categories(ended=True).get(str(changes.get("category")))
    if "category" in changes and (known is None or known.kind not in ("incident", "other")):
        faults.append(fault_at("/changes/category", "Loại việc không có trong danh mục"))
    if "severity" in changes and changes["severity"] not in (1, 2, 3, 4):
        faults.append(fault_at("/changes/severity", "Mức độ từ 1 đến 4"))
    if "text" in changes and changes["text"] not in rules.TEXT_CHANGES:
        faults.append(fault_at("/changes/text", "Nội dung chỉ chuyển vào mục chỉ công an xem"))
    if not reason.strip():
        faults.append(fault_at("/reason", "Xin ghi lý do"))
    if faults:
        raise DomainError(INVALID, errors=faults)


def lock_report(actor: Actor, report_id: UUID) -> Report:
    """The report, locked until the commit; 404 outside the actor's scope."""
    found = db.session.scalars(
        select(Report)
        .where(scope(actor, Report), Report.id == report_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def write_erasure(actor: Actor, report: Report, pointer: str, reason: str) -> None:
    """Note in the history that a photo or a text was taken out for good; the state stays."""
    report.rev += 1
    report.changed_at = clock.now()
    write_move(actor, report, "erase", report.state, report.changed_at, fields=[pointer], comment=reason)


def _check_rev(report: Report, rev: int) -> None:
    if report.rev != rev:
        raise DomainError(CHANGED_MEANWHILE, state=report.state, version=report.version, rev=report.rev)


def _check_reviewer(actor: Actor) -> None:
    if actor.role not in REVIEWERS:
        raise DomainError(NOT_ALLOWED)


def write_move(
    actor: Actor,
    report: Report,
    move: str,
    before: str,
    now: datetime,
    *,
    reasons: Sequence[str] = (),
    fields: Sequence[str] = (),
    comment: str = "",
) -> None:
    """Write what happened to a report into its history; ``before`` is the state that it had."""
    db.session.add(
        MoveNote(
            commune_id=report.commune_id,
            id=new_id(),
            report_id=report.id,
            move=move,
            from_state=before,
            to_state=report.state,
            version=report.version,
            rev=report.rev,
            reasons=list(reasons),
            fields=list(fields),
            comment=comment.strip(),
            due_at=report.due_at,
            account_id=actor.id,
            stood_for=actor.stands_for_in(report.village_id),
            at=now,
        )
    )


def note_move(actor: Actor, report: Report, kind: str, **facts: Any) -> None:
    """Note in the journal what happened to a report; ``facts`` are coded values."""
    known = {"version": report.version, "rev": report.rev, "state": report.state, "night": report.night.isoformat()}
    absent = actor.stands_for_in(report.village_id)
    stood_for = {"stood_for": str(absent)} if absent else {}
    note(report.commune_id, kind, Subject("report", report.id, report.team_id), actor, facts=known | facts | stood_for)
