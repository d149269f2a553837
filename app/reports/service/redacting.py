"""Covering parts of a photo and words of a text, and taking that back.

From the commit on everybody reads the redacted form: pages, feed, search, files. What the team sent stays as it is; its own
phones keep the words that it wrote, since a report that was given back and mended there comes again with them.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.journal.rules import POLICE
from app.journal.service import Subject, note, note_access
from app.people.rules import CHIEF, REVIEWERS
from app.photos import rules as photo_rules
from app.photos import service as photos
from app.photos.models import Photo
from app.photos.rules import Rectangle
from app.reports import queries, rules
from app.reports.models import Redaction, Report
from app.reports.queries import WholeReport
from app.reports.service import content
from app.reports.service.moves import lock_report
from app.web.database import db


def find_photo(actor: Actor, whole: WholeReport, photo_id: UUID) -> Photo:
    """The photo of that report in which the officer may cover something; ``NOT_ALLOWED``, ``NOT_FOUND``.

    Only what has been developed can be looked at, and so be covered.
    """
    _check_reviewer(actor)
    found = next((one for one in whole.photos if one.id == photo_id and one.state == "ready"), None)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def redact_photo(
    actor: Actor, report_id: UUID, photo_id: UUID, rectangles: Sequence[Rectangle], *, reason: str, comment: str = ""
) -> Redaction:
    """Cover these parts of a photo besides what is covered in it already; ``INVALID`` with pointers."""
    rules.check_reason(reason, comment, rules.PHOTO_REASONS)
    checked = photo_rules.check_rectangles(rectangles)
    photo = find_photo(actor, queries.get_whole(actor, report_id), photo_id)
    report = lock_report(actor, report_id)
    made = _write(actor, report, {"rectangles": checked}, photo_id=photo.id, reason=reason, comment=comment)
    _cover_picture(report.commune_id, photo.sha256)
    _note(actor, report, "report.redacted", made)
    return made


def redact_words(actor: Actor, report_id: UUID, phrase: str, *, reason: str, comment: str = "") -> Redaction:
    """Cover a phrase wherever it stands in the report; ``INVALID`` unless people read it there now."""
    _check_reviewer(actor)
    rules.check_reason(reason, comment, rules.WORDS_REASONS)
    words = rules.check_phrase(phrase, queries.shown_texts(queries.get_whole(actor, report_id)))
    report = lock_report(actor, report_id)
    made = _write(actor, report, {"words": words}, reason=reason, comment=comment)
    _read_anew(report)
    _note(actor, report, "report.redacted", made)
    return made


def may_undo(actor: Actor, redaction: Redaction) -> bool:
    """The chief may; for ten minutes also the officer who covered it, since that shows nothing they have not seen."""
    own = redaction.account_id == actor.id and clock.now() - redaction.at <= rules.UNDO_WITHIN
    return redaction.undone_at is None and bool(redaction.changes) and (actor.role == CHIEF or own)


def get_undoable(actor: Actor, report_id: UUID, redaction_id: UUID) -> Redaction:
    """A redaction of that report which the actor may take back; ``NOT_FOUND``, ``NOT_ALLOWED``, ``MOVE_NOT_POSSIBLE``."""
    _check_reviewer(actor)
    report = lock_report(actor, report_id)
    found = db.session.get(Redaction, (report.commune_id, redaction_id), with_for_update=True, populate_existing=True)
    if found is None or found.report_id != report.id:
        raise DomainError(NOT_FOUND)
    if found.undone_at is not None or not found.changes:
        raise DomainError(MOVE_NOT_POSSIBLE, "Chỗ che này đã được bỏ.")
    if not may_undo(actor, found):
        raise DomainError(NOT_ALLOWED, "Đã quá 10 phút: chỉ Trưởng Công an xã bỏ che được.")
    return found


def undo(actor: Actor, report_id: UUID, redaction_id: UUID, *, why: str) -> Redaction:
    """Take one redaction back: what no other one covers is read by everybody again. ``INVALID`` without a reason."""
    found = get_undoable(actor, report_id, redaction_id)
    if not why.strip():
        raise DomainError(INVALID, errors=[fault_at("/why", "Xin ghi rõ lý do")])
    report = lock_report(actor, report_id)
    found.undone_at, found.undone_by, found.undone_why = clock.now(), actor.id, why.strip()
    db.session.flush()
    if found.photo_id is None:
        _read_anew(report)
    else:
        photo = db.session.get(Photo, (report.commune_id, found.photo_id))
        assert photo is not None
        _cover_picture(report.commune_id, photo.sha256)
    _note(actor, report, "report.uncovered", found)
    return found


def note_seen(actor: Actor, whole: WholeReport, reason: str) -> None:
    """Write down that the chief sees the unredacted form; ``NOT_ALLOWED`` for others, ``INVALID`` without a reason."""
    if actor.role != CHIEF:
        raise DomainError(NOT_ALLOWED)
    if not reason.strip():
        raise DomainError(INVALID, errors=[fault_at("/reason", "Xin ghi rõ lý do")])
    facts = {"reason": reason.strip(), "photos": [str(one.id) for one in whole.photos if one.cover]}
    note_access(whole.facts.commune_id, actor, "redaction.unredacted-seen", "report", whole.facts.id, **facts)


def _check_reviewer(actor: Actor) -> None:
    if actor.role not in REVIEWERS:
        raise DomainError(NOT_ALLOWED)


def _write(
    actor: Actor, report: Report, changes: Mapping[str, Any], *, photo_id: UUID | None = None, reason: str, comment: str
) -> Redaction:
    made = Redaction(
        commune_id=report.commune_id,
        id=new_id(),
        report_id=report.id,
        photo_id=photo_id,
        changes=dict(changes),
        reason=reason,
        comment=comment.strip(),
        account_id=actor.id,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _cover_picture(commune_id: str, sha256: bytes) -> None:
    """Everything that is covered in any report's photo with these bytes is covered in all of them."""
    cover = photos.lock_cover(commune_id, sha256)
    same = (Photo.commune_id == Redaction.commune_id) & (Photo.id == Redaction.photo_id)
    standing = db.session.scalars(
        select(Redaction.changes)
        .join(Photo, same)
        .where(Redaction.commune_id == commune_id, Photo.sha256 == sha256, Redaction.undone_at.is_(None))
        .order_by(Redaction.at, Redaction.id)
    )
    photos.set_cover(cover, [one for changes in standing for one in changes.get("rectangles") or []])


def _read_anew(report: Report) -> None:
    """What lists and the search keep of the report's words follows what people read."""
    db.session.flush()
    for name, value in content.rewrite(report.commune_id, report.id, report.shift_id, report.version).items():
        setattr(report, name, value)


def _note(actor: Actor, report: Report, kind: str, redaction: Redaction) -> None:
    facts = {"redaction_id": str(redaction.id), "reason": redaction.reason}
    if redaction.photo_id:
        facts["photo_id"] = str(redaction.photo_id)
    # The phones of the team have nothing to do about it.
    note(report.commune_id, kind, Subject("report", report.id, report.team_id), actor, facts=facts, audience=POLICE)
