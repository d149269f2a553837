"""The job that takes what is over, by the ways in which a chief erases: report by report, each in its own unit of work.

The log keeps which kind, which id and when; the report's history says why.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from uuid import UUID

import structlog
from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import SYSTEM
from app.core.night import local
from app.journal import queries as journal
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.photos.models import Photo
from app.photos.storage import present_store
from app.photos.store import BlobStore
from app.privacy import queries
from app.privacy.models import Deletion
from app.privacy.queries import DuePicture, DueRow
from app.privacy.rules import retention
from app.privacy.rules.retention import FEED, MEMBERS, MODEL_PHOTO, UNUSUAL, Policy
from app.registry.service.pictures import let_go
from app.reports.models import Report
from app.reports.service.anonymising import take_out_members
from app.reports.service.erasing import lock_in_book, take_out_photo
from app.reports.service.erasing_words import take_out_words, words_of_incident
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

log = structlog.get_logger()


@dataclass
class Taken:
    """What one run deleted, by kind."""

    counts: Counter[str] = field(default_factory=Counter)


def retain_by_night() -> None:
    """The nightly run over all communes whose chief has switched it on; does nothing by day."""
    if not retention.is_hour(clock.now()):
        return
    for commune_id in journal.list_communes(present=True):
        taken = retain(commune_id)
        if taken.counts:
            log.info("retention.done", commune=commune_id, **{kind: taken.counts[kind] for kind in sorted(taken.counts)})


def retain(commune_id: str, *, limit: int = retention.REPORTS_AT_ONCE) -> Taken:
    """Delete what is over in a commune's books, at most ``limit`` records of each sort; nothing while it is switched off.

    Safe at any time and by several at once: each record is looked at again under its report's lock.
    """
    taken = Taken()
    today = local(clock.now()).date()
    policy = queries.read_policy(commune_id, today)
    books = (commune_id, *journal.list_former(commune_id))
    if policy.on:
        photos = queries.list_due_photos(books, policy, today, limit=limit)
        notes = queries.list_due_unusual(books, policy, today, limit=limit)
        items, members = (queries.list_due_reports(kind, books, policy, today, limit=limit) for kind in (FEED, MEMBERS))
        pictures = queries.list_due_pictures(books, policy, today, limit=limit)
        end_reading()
        _by_report(photos, policy, taken, _take_photos)
        _by_report(notes, policy, taken, _take_notes)
        _by_report(items, policy, taken, _take_item)
        _by_report(members, policy, taken, partial(_take_members, books=books))
        _take_pictures(pictures, policy, taken)
    end_reading()
    return taken


Take = Callable[[Report, Sequence[DueRow], Policy, Taken], None]


def _by_report(rows: Sequence[DueRow], policy: Policy, taken: Taken, take: Take) -> None:
    for (commune_id, report_id), mine in groupby(rows, key=lambda row: (row.commune_id, row.report_id)):
        with unit_of_work():
            report = lock_in_book(commune_id, report_id)
            if report is not None and report.state not in ("submitted", "returned"):
                take(report, list(mine), policy, taken)


def _take_photos(report: Report, rows: Sequence[DueRow], policy: Policy, taken: Taken) -> None:
    store = present_store()
    for row in rows:
        _take_photo(report, row.kind, row.id, policy.days[row.kind], store, taken)


def _take_photo(report: Report, kind: str, photo_id: UUID, days: int, store: BlobStore, taken: Taken) -> None:
    photo = db.session.get(Photo, (report.commune_id, photo_id))
    gone = photo is None or photo.erased_at is not None
    if gone or queries.is_held(report.commune_id, report.id, photo_id):
        return
    take_out_photo(SYSTEM, report, photo_id, reason=retention.words_of(days), store=store)
    _log(report.commune_id, kind, photo_id, taken)


def _take_pictures(rows: Sequence[DuePicture], policy: Policy, taken: Taken) -> None:
    """Photos of the book of models, each by itself: what was looked at and done stays as it was told."""
    if not rows:
        return
    store, reason = present_store(), retention.words_of(policy.days[MODEL_PHOTO])
    for row in rows:
        with unit_of_work():
            photo = db.session.get(Photo, (row.commune_id, row.id), with_for_update=True)
            if photo is not None and photo.erased_at is None:
                let_go(photo, reason, store)
                _log(row.commune_id, MODEL_PHOTO, row.id, taken)


def _take_notes(report: Report, rows: Sequence[DueRow], policy: Policy, taken: Taken) -> None:
    if queries.is_held(report.commune_id, report.id, None):
        return
    store, days = present_store(), policy.days[UNUSUAL]
    category = catalogue.categories().get(retention.UNUSUAL_CATEGORY)
    for row in rows:
        if db.session.get(Deletion, (report.commune_id, UNUSUAL, row.id)) is not None:
            continue
        words = words_of_incident(report, row.id, ready=category.phrases if category else ())
        for photo_id in _photos_of(report, row.id):
            _take_photo(report, UNUSUAL, photo_id, days, store, taken)
        if words:
            take_out_words(SYSTEM, report, words, reason=retention.words_of(days))
        _log(report.commune_id, UNUSUAL, row.id, taken)


def _take_item(report: Report, _rows: Sequence[DueRow], _policy: Policy, taken: Taken) -> None:
    """The item is told to nobody any more (``feed/queries/visible.py``); phones hear of it by the note."""
    gone = db.session.get(Deletion, (report.commune_id, FEED, report.id)) is not None
    if gone or queries.holds_of([report.commune_id], report.id):
        return
    _log(report.commune_id, FEED, report.id, taken)
    note(report.commune_id, "feed.unpublished", Subject("report", report.id, report.team_id), SYSTEM, audience=POLICE)


def _take_members(report: Report, _rows: Sequence[DueRow], policy: Policy, taken: Taken, *, books: Collection[str]) -> None:
    if queries.holds_of([report.commune_id], report.id):
        return
    take_out_members(report, books, reason=retention.words_of(policy.days[MEMBERS]))
    _log(report.commune_id, MEMBERS, report.id, taken)


def _photos_of(report: Report, incident_id: UUID) -> list[UUID]:
    mine = (Photo.commune_id == report.commune_id) & (Photo.owner_id == report.shift_id) & (Photo.team_id == report.team_id)
    there = mine & (Photo.incident_id == incident_id) & Photo.erased_at.is_(None)
    return list(db.session.scalars(select(Photo.id).where(there)))


def _log(commune_id: str, kind: str, key: UUID, taken: Taken) -> None:
    # What came late of a report goes after it, on a day of its own.
    db.session.merge(Deletion(commune_id=commune_id, kind=kind, id=key, at=clock.now()))
    db.session.flush()
    taken.counts[kind] += 1
