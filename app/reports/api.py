"""The doors of reports for programs and for the office's own pages that speak JSON. Phones send by ``sync`` instead."""

import re
from typing import Any
from uuid import UUID

from flask import request

from app.core.actor import Actor
from app.core.errors import BAD_FILTER, CHANGED_MEANWHILE, INVALID, REV_NEEDED, DomainError, fault_at
from app.journal import queries as journal
from app.people.rules import POLICE
from app.reports import faces, queries
from app.reports.batch import approve_one
from app.reports.queries import Filters
from app.reports.rules import Move
from app.reports.schemas.asked import BatchIn, MoveIn, ReportsIn
from app.reports.schemas.told import BatchOut, HistoryOut, MovedOut, ReportFaceOut, ReportOut, ReportsOut
from app.reports.service import moves, reading
from app.web.actor import current_actor, office_only
from app.web.blueprint import Blueprint
from app.web.pages import read_cursor, write_cursor
from app.web.transaction import own_transactions, transactional, unit_of_work

reports = Blueprint("reports_api", __name__, url_prefix="/api/v1/reports", description="Shift reports, for the police.")
batches = Blueprint("moves_api", __name__, url_prefix="/api/v1/moves", description="Several reports at once.")
LIST = "reports"
_ETAG = {"ETag": {"description": "The report's rev, for If-Match", "schema": {"type": "string", "example": '"3"'}}}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "description": 'The rev that the officer saw, as "3"; only a comment goes without',
    "schema": {"type": "string"},
    "example": '"3"',
}


@reports.get("")
@office_only(*POLICE)
@reports.arguments(ReportsIn, location="query")
@reports.response(200, ReportsOut)
def list_reports(asked: dict[str, Any]) -> dict[str, Any]:
    """The reports in scope, newest night first."""
    if asked["from_"] and asked["to"] and asked["from_"] > asked["to"]:
        raise DomainError(BAD_FILTER, "from lies after to")
    filters = Filters(
        q=asked["q"],
        team=asked["team"],
        village=asked["village"],
        states=[asked["state"]] if asked["state"] else (),
        from_night=asked["from_"],
        to_night=asked["to"],
        category=asked["category"],
        complete=asked["complete"],
    )
    page = queries.list_reports(current_actor(), filters, place=read_cursor(LIST, asked["cursor"]), limit=asked["limit"])
    return {"items": [faces.face_of(row) for row in page.rows], "next": write_cursor(LIST, page.older)}


@reports.get("/<uuid:report_id>")
@office_only(*POLICE)
@own_transactions
@reports.response(200, ReportOut, headers=_ETAG)
def read_report(report_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """One report, whole. Reading a grave one, one with words for police alone, or one that shows positions is written into
    the access log."""
    actor = current_actor()
    whole = queries.get_whole(actor, report_id)
    face = faces.whole_face(actor, whole)
    _note(actor, whole, reading.READ)
    return face, 200, _etag(face["rev"])


def _note(actor: Actor, whole: queries.WholeReport, action: str) -> None:
    opened = reading.Reading.of(whole)
    if opened.is_noted:
        with unit_of_work():
            reading.note_reading(actor, opened, action)


@reports.get("/<uuid:report_id>/history")
@office_only(*POLICE)
@own_transactions
@reports.response(200, HistoryOut)
def read_history(report_id: UUID) -> dict[str, Any]:
    """Everything that happened to a report: versions and what each changed, moves, parts, corrections, photos, notes.
    Noted like the reading of the report."""
    actor = current_actor()
    whole = queries.get_whole(actor, report_id)
    notes = journal.notes_about(whole.facts.commune_id, report_id)
    face = faces.history_face(whole, queries.history_of(whole), notes)
    _note(actor, whole, reading.HISTORY)
    return face


@reports.post("/<uuid:report_id>/moves")
@office_only(*POLICE)
@transactional
@reports.doc(parameters=[_IF_MATCH])
@reports.arguments(MoveIn)
@reports.response(200, MovedOut, headers=_ETAG)
def move_report(asked: dict[str, Any], report_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Approve, return, reject, undo, reopen, correct or comment. ``412`` carries the present report in ``current``."""
    actor = current_actor()
    try:
        report = _move(actor, report_id, asked)
    except DomainError as refusal:
        if refusal.problem is not CHANGED_MEANWHILE:
            raise
        (row,) = queries.list_rows(actor, [report_id])
        current = ReportFaceOut().dump(faces.face_of(row))
        raise DomainError(CHANGED_MEANWHILE, refusal.detail, **refusal.facts, current=current) from None
    return {"state": report.state, "version": report.version, "rev": report.rev}, 200, _etag(report.rev)


def _move(actor: Actor, report_id: UUID, asked: dict[str, Any]) -> Any:
    if asked["move"] == "comment":
        return moves.comment_report(actor, report_id, comment=asked["comment"], fields=asked["fields_"])
    rev = _seen_rev()
    if asked["move"] == "correct":
        if asked["incident_id"] is None:
            raise DomainError(INVALID, errors=[fault_at("/incident_id", "Thiếu")])
        return moves.correct_incident(
            actor, report_id, asked["incident_id"], rev=rev, changes=asked["changes"], reason=asked["reason"]
        )
    words = {"reasons": asked["reasons"], "fields": asked["fields_"], "comment": asked["comment"]}
    return moves.move_report(actor, report_id, Move(asked["move"]), rev=rev, **words)


def _seen_rev() -> int:
    """The rev in ``If-Match``; one that is no rev of ours matches no report."""
    seen = request.headers.get("If-Match", "").strip()
    if seen in ("", "*"):
        raise DomainError(REV_NEEDED)
    found = re.fullmatch(r'"?([0-9]{1,9})"?', seen)
    return int(found[1]) if found else 0


@batches.post("")
@office_only(*POLICE)
@own_transactions
@batches.arguments(BatchIn)
@batches.response(200, BatchOut)
def move_batch(asked: dict[str, Any]) -> dict[str, Any]:
    """Approve quiet, complete reports together; each has its own result, and one refusal holds back no other."""
    actor = current_actor()
    return {"results": [approve_one(actor, one["id"], one["rev"]) for one in asked["reports"]]}


def _etag(rev: int) -> dict[str, str]:
    return {"ETag": f'"{rev}"'}
