"""Reports in the order of their last change: what a program reads on from where it stopped.

A report stands where its newest note of the journal stands, so a reading shows it once, however often it was changed; when
it is changed behind the reader it stands ahead of the reader again. Numbers of the journal are given under a lock, so none
appears behind a cursor later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.core.actor import Actor
from app.exports.queries.asked import Asking, Wanted, in_reach
from app.exports.queries.reports import read_reports
from app.journal.models import JournalNote
from app.people.rules import POLICE
from app.photos.models import Photo
from app.reports.models import Incident, Report
from app.web.database import db


@dataclass(frozen=True)
class Changed:
    """A piece of the order: ids of reports with their books, how far that is in each book, and whether there is more."""

    reports: list[tuple[str, UUID]]
    reached: dict[str, int]
    more: bool


def find_changed(actor: Actor, reached: Mapping[str, int], limit: int) -> Changed:
    """The next reports that changed since ``reached``, at most ``limit``, one book after the other."""
    known = {book: reached.get(book, 0) for book in actor.books}
    found: list[tuple[str, UUID]] = []
    for book in actor.books:
        rows = db.session.execute(_newest(actor, book, known[book]).limit(limit - len(found) + 1)).all()
        more = len(rows) > limit - len(found)
        for report_id, seq in rows[: limit - len(found)]:
            found.append((book, report_id))
            known[book] = seq
        if more:
            return Changed(found, known, more=True)
    return Changed(found, known, more=False)


def _newest(actor: Actor, book: str, after: int) -> Any:
    """Each report of a book that a note after ``after`` is about, with the newest such note."""
    here = (JournalNote.commune_id == book) & (JournalNote.seq > after)
    about = select(JournalNote.subject_id.label("id"), JournalNote.seq.label("seq")).where(
        here, JournalNote.subject_kind == "report"
    )
    of_photo = (Photo.commune_id == JournalNote.commune_id) & (Photo.id == JournalNote.subject_id)
    owned = (Report.commune_id == Photo.commune_id) & (Report.team_id == Photo.team_id) & (Report.shift_id == Photo.owner_id)
    photos = select(Report.id, JournalNote.seq).select_from(JournalNote).join(Photo, of_photo).join(Report, owned)
    of_shift = (Report.commune_id == JournalNote.commune_id) & (Report.shift_id == JournalNote.subject_id)
    shifts = select(Report.id, JournalNote.seq).select_from(JournalNote).join(Report, of_shift)
    noted = about.union_all(
        photos.where(here, JournalNote.subject_kind == "photo"), shifts.where(here, JournalNote.subject_kind == "shift")
    ).subquery()
    seq = func.max(noted.c.seq)
    return (
        select(Report.id, seq)
        .join(noted, noted.c.id == Report.id)
        .where(Report.commune_id == book, in_reach(actor, whole=True))
        .group_by(Report.id)
        .order_by(seq)
    )


def read_changed(wanted: Wanted, changed: Changed) -> list[dict[str, Any]]:
    """These reports as they are now, in their order, with the incidents that they hold now by their codes."""
    assert wanted.actor.role in POLICE, "others know no report by its number"
    ids = [report_id for _, report_id in changed.reports]
    reading: Asking = read_reports(wanted)
    connection = db.session.connection()
    books = Report.commune_id.in_({book for book, _ in changed.reports})
    rows = connection.execute(reading.question.where(books, Report.id.in_(ids))).all()
    found = {}
    for cells in reading.finish(connection, rows):
        told = dict(zip(wanted.keys, cells, strict=True))
        found[told["report_id"]] = told | {"incidents": []}
    for row in db.session.execute(_incidents(changed)):
        known = found.get(str(row.report_id))
        if known is not None:
            known["incidents"].append(
                {name: getattr(row, name) for name in ("category", "severity", "people", "injured", "result")}
            )
            known["incidents"][-1]["incident_id"] = str(row.id)
    return [found[str(one)] for one in ids if str(one) in found]


def _incidents(changed: Changed) -> Any:
    books, ids = {book for book, _ in changed.reports}, [report_id for _, report_id in changed.reports]
    named = (Incident.category, Incident.severity, Incident.people, Incident.injured, Incident.result)
    here = Incident.commune_id.in_(books) & Incident.report_id.in_(ids)
    return select(Incident.report_id, Incident.id, *named).where(here).order_by(Incident.report_id, Incident.position)
