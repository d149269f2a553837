"""What retention would take: photos, B04 notes, feed items and members whose days are over, and what keeps some back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from app.photos.models import Photo
from app.privacy.models import Deletion, LegalHold
from app.privacy.queries.due_pictures import count_due_pictures
from app.privacy.rules.retention import (
    FEED,
    GRAVE_PHOTO,
    INCIDENT_PHOTO,
    MEMBERS,
    MODEL_PHOTO,
    QUIET_PHOTO,
    UNUSUAL,
    UNUSUAL_CATEGORY,
    Policy,
)
from app.reports.models import Correction, Incident, MoveNote, Report, Supplement, is_live
from app.web.database import db

_SAMPLE = 5
_PENDING = ("submitted", "returned")


@dataclass(frozen=True)
class DueRow:
    """One record to go: a photo, or an incident's note, with its report and the day of its night."""

    kind: str
    commune_id: str
    report_id: UUID
    id: UUID


@dataclass(frozen=True)
class Sum:
    """How much of one kind is over: what goes, what is held, what waits for a decision; samples as ``(night, receipt)``."""

    kind: str
    going: int
    held: int
    pending: int
    oldest: date | None
    samples: tuple[tuple[date, str], ...] = ()


def _in_force(today: date) -> ColumnElement[bool]:
    return LegalHold.ended_at.is_(None) & (LegalHold.until >= today)


def _held(today: date, record: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = (LegalHold.commune_id == Report.commune_id) & (LegalHold.report_id == Report.id)
    return exists().where(mine, _in_force(today), record)


def _speaks() -> ColumnElement[bool]:
    """Whether a report is the one that its shift's photos belong to: the live one, else the last that there was."""
    other = aliased(Report)
    same = (other.commune_id == Report.commune_id) & (other.shift_id == Report.shift_id) & (other.team_id == Report.team_id)
    later = or_(is_live(other), other.id > Report.id)
    return or_(is_live(), ~exists().where(same, other.night == Report.night, other.id != Report.id, later))


def _photos(books: Collection[str], policy: Policy, today: date) -> Any:
    """Every photo whose days are over: kind, report, night, and whether something keeps it back.

    Those that never arrived, or could not be read, go on the same day: nobody waits for them any more.
    """
    severity = func.coalesce(Incident.severity, Report.severity)
    kind = case((severity >= 3, GRAVE_PHOTO), (severity >= 1, INCIDENT_PHOTO), else_=QUIET_PHOTO)
    over = or_(
        and_(severity == 0, Report.night < policy.before(QUIET_PHOTO, today)),
        and_(severity.in_((1, 2)), Report.night < policy.before(INCIDENT_PHOTO, today)),
        and_(severity >= 3, Report.night < policy.before(GRAVE_PHOTO, today)),
    )
    first = max(policy.before(one, today) for one in (QUIET_PHOTO, INCIDENT_PHOTO, GRAVE_PHOTO))
    of_shift = (Photo.commune_id == Report.commune_id) & (Photo.owner_id == Report.shift_id)
    about = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    held = _held(today, LegalHold.photo_id.is_(None) | (LegalHold.photo_id == Photo.id))
    return (
        select(*_columns(kind, Photo.id, held))
        .select_from(Report)
        .join(Photo, of_shift & (Photo.team_id == Report.team_id))
        .outerjoin(Incident, about & (Incident.id == Photo.incident_id))
        .where(Report.commune_id.in_(books), Report.night < first, Photo.erased_at.is_(None))
        .where(over, _speaks())
        .subquery()
    )


def _columns(kind: Any, key: Any, held: ColumnElement[bool]) -> tuple[Any, ...]:
    return (
        kind.label("kind"),
        Report.commune_id,
        Report.id.label("report_id"),
        key.label("id"),
        Report.night,
        Report.receipt,
        case((held, 1), else_=0).label("held"),
        case((Report.state.in_(_PENDING), 1), else_=0).label("pending"),
    )


def sum_due(books: Collection[str], policy: Policy, today: date) -> list[Sum]:
    """How much of each kind is over, with a few samples: the dry run. Nine statements at most."""
    photos = _sum(_photos(books, policy, today), (QUIET_PHOTO, INCIDENT_PHOTO, GRAVE_PHOTO))
    reports = [one for kind in (FEED, MEMBERS) for one in _sum(_reports(kind, books, policy, today), (kind,))]
    number, oldest = count_due_pictures(books, policy, today)
    models = Sum(MODEL_PHOTO, number, 0, 0, oldest)
    return [*photos, models, _sum_unusual(books, policy, today), *reports]


def _sum(due: Any, kinds: Collection[str]) -> list[Sum]:
    counts: dict[str, list[Any]] = {kind: [] for kind in kinds}
    grouped = select(
        due.c.kind, due.c.held, due.c.pending, func.count().label("number"), func.min(due.c.night).label("first")
    )
    for row in db.session.execute(grouped.group_by(due.c.kind, due.c.held, due.c.pending)):
        counts[row.kind].append(row)
    samples = _samples(due)
    return [_summed(kind, rows, samples.get(kind, ())) for kind, rows in counts.items()]


def _summed(kind: str, rows: list[Any], samples: Any) -> Sum:
    def number(chosen: Any) -> int:
        return sum(row.number for row in rows if chosen(row))

    free = [row for row in rows if not row.held and not row.pending]
    oldest = min((row.first for row in free), default=None)
    going = sum(row.number for row in free)
    return Sum(kind, going, number(lambda r: r.held), number(lambda r: r.pending and not r.held), oldest, tuple(samples))


def _samples(due: Any) -> dict[str, list[tuple[date, str]]]:
    place = func.row_number().over(partition_by=due.c.kind, order_by=(due.c.night, due.c.id)).label("place")
    free = (due.c.held == 0) & (due.c.pending == 0)
    ranked = select(due.c.kind, due.c.night, due.c.receipt, place).where(free).subquery()
    found: dict[str, list[tuple[date, str]]] = {}
    chosen = select(ranked).where(ranked.c.place <= _SAMPLE).order_by(ranked.c.kind, ranked.c.place)
    for row in db.session.execute(chosen):
        found.setdefault(row.kind, []).append((row.night, row.receipt or ""))
    return found


def list_due_photos(books: Collection[str], policy: Policy, today: date, *, limit: int) -> list[DueRow]:
    """The photos that go now, the oldest night first; one statement."""
    return _list(_photos(books, policy, today), limit)


def _list(due: Any, limit: int) -> list[DueRow]:
    free = select(due).where(due.c.held == 0, due.c.pending == 0).order_by(due.c.night, due.c.report_id, due.c.id)
    return [_row(row) for row in db.session.execute(free.limit(limit))]


def _row(row: Any) -> DueRow:
    return DueRow(row.kind, row.commune_id, row.report_id, row.id)


def _reports(kind: str, books: Collection[str], policy: Policy, today: date) -> Any:
    """Every report of which something goes that is no record of its own: its feed item, or its members."""
    gone = (Deletion.commune_id == Report.commune_id) & (Deletion.kind == kind) & (Deletion.id == Report.id)
    # A part that a phone brought late has brought its members' ids along.
    late = (Supplement.commune_id == Report.commune_id) & (Supplement.shift_id == Report.shift_id)
    late &= (Supplement.team_id == Report.team_id) & Supplement.device_id.is_not(None)
    todo = {FEED: is_live() & ~exists().where(gone), MEMBERS: ~exists().where(gone) | exists().where(late)}
    return (
        select(*_columns(literal(kind), Report.id, _held(today, true())))
        .where(Report.commune_id.in_(books), Report.night < policy.before(kind, today), todo[kind])
        .subquery()
    )


def list_due_reports(kind: str, books: Collection[str], policy: Policy, today: date, *, limit: int) -> list[DueRow]:
    """The reports whose feed item or members (``kind``) go now, the oldest night first; one statement."""
    return _list(_reports(kind, books, policy, today), limit)


def _unusual(books: Collection[str], policy: Policy, today: date) -> list[Any]:
    """B04 notes whose days are over and that led to nothing: neither corrected nor named in a decision; two statements."""
    gone = (Deletion.commune_id == Incident.commune_id) & (Deletion.kind == UNUSUAL) & (Deletion.id == Incident.id)
    mended = (Correction.commune_id == Incident.commune_id) & (Correction.incident_id == Incident.id)
    rows = (
        select(*_columns(literal(UNUSUAL), Incident.id, _held(today, true())))
        .select_from(Incident)
        .join(Report, (Report.commune_id == Incident.commune_id) & (Report.id == Incident.report_id))
        .where(Incident.commune_id.in_(books), Incident.category == UNUSUAL_CATEGORY)
        .where(Incident.night < policy.before(UNUSUAL, today), ~exists().where(gone), ~exists().where(mended))
        .order_by(Incident.night, Incident.id)
    )
    found = list(db.session.execute(rows))
    named = _named(books, policy.before(UNUSUAL, today)) if found else set()
    return [row for row in found if f"/incidents/{row.id}" not in named]


def _named(books: Collection[str], before: date) -> set[str]:
    """What decisions about reports with an old B04 note have marked or passed on."""
    of_report = (Incident.commune_id == MoveNote.commune_id) & (Incident.report_id == MoveNote.report_id)
    noted = exists().where(of_report, Incident.category == UNUSUAL_CATEGORY, Incident.night < before)
    rows = db.session.scalars(select(MoveNote.fields).where(MoveNote.commune_id.in_(books), noted))
    return {field for fields in rows for field in fields}


def _sum_unusual(books: Collection[str], policy: Policy, today: date) -> Sum:
    rows = _unusual(books, policy, today)
    free = [row for row in rows if not row.held and not row.pending]
    samples = tuple((row.night, row.receipt or "") for row in free[:_SAMPLE])
    pending = sum(1 for row in rows if row.pending and not row.held)
    held = sum(1 for row in rows if row.held)
    return Sum(UNUSUAL, len(free), held, pending, free[0].night if free else None, samples)


def list_due_unusual(books: Collection[str], policy: Policy, today: date, *, limit: int) -> list[DueRow]:
    """The B04 notes that go now, the oldest first; two statements."""
    rows = _unusual(books, policy, today)
    return [_row(row) for row in rows if not row.held and not row.pending][:limit]
