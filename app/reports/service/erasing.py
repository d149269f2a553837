""" "Gỡ khỏi hệ thống": what must not be here is taken out for good, by the chief, with a reason that stays."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select, update

from app.core.actor import Actor
from app.core.errors import INVALID, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.journal.service import Subject, note
from app.people.rules import CHIEF
from app.photos import service as photos
from app.photos.models import Photo
from app.photos.store import BlobStore
from app.reports.models import Redaction, Report
from app.reports.service.moves import lock_report, write_erasure
from app.web.database import db

# ``(commune, report, photo or all of it) → whether it must stay``
Holder = Callable[[str, UUID, UUID | None], bool]
_holders: list[Holder] = []


def register_holder(is_held: Holder) -> None:
    """Tell how to ask whether a record must not be erased for now."""
    _holders[:] = [is_held]


def check_free(report: Report, photo_id: UUID | None = None) -> None:
    """``INVALID`` while somebody holds the record."""
    if any(ask(report.commune_id, report.id, photo_id) for ask in _holders):
        raise DomainError(INVALID, errors=[fault_at("/reason", "Đang có lệnh giữ, chưa gỡ được")])


def lock_in_book(commune_id: str, report_id: UUID) -> Report | None:
    """A report of a book, locked until the commit: for the program itself, which has no scope."""
    here = (Report.commune_id == commune_id) & (Report.id == report_id)
    return db.session.scalars(
        select(Report).where(here).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()


def get_erasable(actor: Actor, report_id: UUID, photo_id: UUID) -> Photo:
    """The photo of that report that the chief may erase; ``NOT_ALLOWED``, ``NOT_FOUND``."""
    if actor.role != CHIEF:
        raise DomainError(NOT_ALLOWED)
    report = lock_report(actor, report_id)
    photo = db.session.get(Photo, (report.commune_id, photo_id))
    if photo is None or (photo.owner_id, photo.team_id) != (report.shift_id, report.team_id) or photo.erased_at is not None:
        raise DomainError(NOT_FOUND)
    return photo


def erase_photo(actor: Actor, report_id: UUID, photo_id: UUID, *, reason: str, store: BlobStore) -> None:
    """Erase one photo of a report, everywhere: here now, on the phones at their next contact.

    The fact, who and why stay in the report's history and in the journal. ``INVALID`` without a reason.
    """
    photo = get_erasable(actor, report_id, photo_id)
    report = lock_report(actor, report_id)
    if not reason.strip():
        raise DomainError(INVALID, errors=[fault_at("/reason", "Xin ghi lý do gỡ")])
    check_free(report, photo.id)
    take_out_photo(actor, report, photo.id, reason=reason, store=store)


def take_out_photo(actor: Actor, report: Report, photo_id: UUID, *, reason: str, store: BlobStore) -> None:
    """Take a photo out of a report that the caller has locked and may change."""
    write_erasure(actor, report, f"/photos/{photo_id}", reason)
    covered = (Redaction.commune_id == report.commune_id) & (Redaction.photo_id == photo_id)
    db.session.execute(update(Redaction).where(covered).values(changes={}))
    db.session.flush()
    photos.erase_photo(report.commune_id, photo_id, store=store)
    facts = {"report_id": str(report.id), "owner_id": str(report.shift_id)}
    note(report.commune_id, "photo.erased", Subject("photo", photo_id, report.team_id), actor, facts=facts)
