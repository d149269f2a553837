"""Settling what phones sent and could not take effect: entered after all, as a part, as an addendum, or refused."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError, fault_at
from app.journal.service import Subject, note
from app.people.rules import REVIEWERS
from app.photos.models import Photo
from app.reports import queries, rules
from app.reports.models import ParkedOperation
from app.reports.rules import Resolution
from app.reports.schemas import PartBody
from app.reports.service import intake, operations
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context
from app.web.database import db

_part = PartBody()


def settle_held(actor: Actor, op_id: UUID, resolution: Resolution, *, words: str = "") -> ParkedOperation:
    """Settle one operation; the phone hears of it at its next pull. ``MOVE_NOT_POSSIBLE`` when it was settled before."""
    parked = queries.get_held(actor, op_id).operation
    if actor.role not in REVIEWERS:
        raise DomainError(NOT_ALLOWED)
    db.session.refresh(parked, with_for_update=True)
    if parked.settled_at is not None:
        raise DomainError(MOVE_NOT_POSSIBLE, "Việc này đã có người xử lý.", resolution=parked.resolution)
    (report,) = queries.find_targets([parked.commune_id], [parked])
    if resolution not in rules.legal_resolutions(parked.kind, problem_of(parked), has_report=report is not None):
        raise DomainError(MOVE_NOT_POSSIBLE, "Cách xử lý này không dùng được ở đây.")
    if resolution is Resolution.REFUSED and not words.strip():
        raise DomainError(INVALID, errors=[fault_at("/note", "Xin ghi lý do để tổ hiểu")])
    now = clock.now()
    # Settled first, so that what takes effect now does not close it as overtaken.
    parked.settled_at, parked.settled_by = now, actor.id
    parked.resolution, parked.note = resolution.value, words.strip()
    if resolution is Resolution.APPLIED:
        _try_again(actor, parked, now)
    elif report is not None and resolution is not Resolution.REFUSED:
        _take_in(actor, parked, report, resolution, now)
    facts = {"resolution": resolution.value}
    note(parked.commune_id, "operation.settled", Subject("held", parked.id, parked.team_id), actor, facts=facts)
    return parked


def problem_of(parked: ParkedOperation) -> str:
    """Why it was held, as a problem's slug."""
    return str(parked.problem.get("type", "")).rsplit("/", 1)[-1]


def _try_again(actor: Actor, parked: ParkedOperation, now: datetime) -> None:
    """Let the operation take effect as what it is, now that the reason may be gone: a shape learned, a team put right."""
    try:
        op = intake.read_body(_head_of(parked))
        operations.apply(Context(actor.as_phone(parked.device_id, op.team_id), now, None), op)
    except Refused as refused:
        why = refused.problem["title"]
        raise DomainError(MOVE_NOT_POSSIBLE, "Vẫn chưa vào sổ được, nội dung giữ nguyên.", reason=why) from None


def _head_of(parked: ParkedOperation) -> Op:
    # Its digest stays that of what the phone sent, although texts may have been erased from it here; its book is the one
    # in which it is held, whatever its commune is called today.
    return replace(intake.read_head(parked.operation), hash=parked.hash, commune_id=parked.commune_id)


def _take_in(actor: Actor, parked: ParkedOperation, report: Any, resolution: Resolution, now: datetime) -> None:
    """Let the operation take effect in its new form, under its own id, as its phone's deed."""
    op = _head_of(parked)
    if resolution is Resolution.AS_PART:
        body = rules.part_of(op.body)
        kind, loaded = "report.part", _part.load(body)
    else:
        body = rules.addendum_of(op.body, queries.speaker())
        kind, loaded = "report.addendum", body
    mended = replace(
        op,
        kind=kind,
        body=body,
        loaded=loaded,
        report_id=report.id,
        shift_id=report.shift_id,
        photos=_new_photos(op),
    )
    try:
        operations.apply(Context(actor.as_phone(parked.device_id, op.team_id), now, None), mended)
    except Refused as refused:
        raise DomainError(MOVE_NOT_POSSIBLE, refused.problem["title"]) from None


def _new_photos(op: Op) -> list[dict[str, Any]]:
    """The announced photos that have no slot yet: a conflicting amend names kept ones again."""
    ids = [photo["photo_id"] for photo in op.photos]
    known = set(db.session.scalars(select(Photo.id).where(Photo.commune_id == op.commune_id, Photo.id.in_(ids))))
    return [photo for photo in op.photos if photo["photo_id"] not in known]
