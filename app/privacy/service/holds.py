"""Holding a record: it stays until the end of a day, whatever the policy says."""

from datetime import date
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.photos.models import Photo
from app.privacy import queries, rules
from app.privacy.models import LegalHold
from app.privacy.rules.retention import LONGEST_HOLD
from app.reports.models import Report
from app.reports.service.moves import lock_report
from app.web.database import db


def hold_record(actor: Actor, report_id: UUID, *, photo_id: UUID | None, reason: str, until: date) -> UUID:
    """Hold a report, or one photo of it, until the end of ``until``; ``NOT_FOUND``, ``INVALID``, ``ALREADY_THERE``."""
    rules.check_may_sign(actor)
    report = lock_report(actor, report_id)
    if photo_id is not None:
        _check_photo(report, photo_id)
    reason, today = nfc(reason).strip(), local(clock.now()).date()
    faults = []
    if not 1 <= len(reason) <= 300:
        faults.append(fault_at("/reason", "Xin ghi lý do, nhiều nhất 300 ký tự"))
    if not today <= until <= today + LONGEST_HOLD:
        faults.append(fault_at("/until", "Từ hôm nay, nhiều nhất hai năm"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    if any(hold.photo_id == photo_id for hold in queries.holds_of([report.commune_id], report.id)):
        raise DomainError(ALREADY_THERE)
    hold = LegalHold(commune_id=report.commune_id, id=new_id(), report_id=report.id, photo_id=photo_id, reason=reason)
    hold.until, hold.at, hold.account_id = until, clock.now(), actor.account_id
    db.session.add(hold)
    facts = {"report_id": str(report.id), "until": until.isoformat()}
    note(report.commune_id, "hold.set", Subject("hold", hold.id, report.team_id), actor, facts=facts, audience=POLICE)
    return hold.id


def _check_photo(report: Report, photo_id: UUID) -> None:
    photo = db.session.get(Photo, (report.commune_id, photo_id))
    if photo is None or (photo.owner_id, photo.team_id) != (report.shift_id, report.team_id) or photo.erased_at is not None:
        raise DomainError(NOT_FOUND)


def end_hold(actor: Actor, hold_id: UUID) -> UUID:
    """End a hold before its day; again is harmless. Gives the report that it was about."""
    rules.check_may_sign(actor)
    hold = queries.get_hold(actor, hold_id)
    lock_report(actor, hold.report_id)
    if hold.ended_at is None:
        hold.ended_at, hold.ended_by = clock.now(), actor.account_id
        note(hold.commune_id, "hold.ended", Subject("hold", hold.id), actor, audience=POLICE)
    return hold.report_id
