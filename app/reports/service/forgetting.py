"""Positions go when their days are over; everything else of a report stays. Its own units of work, some rows at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select

from app.consents import queries as consents
from app.core import clock
from app.core.actor import SYSTEM
from app.journal import queries as journal
from app.journal.rules import POLICE
from app.journal.service import Subject, note
from app.reports import rules
from app.reports.models import ParkedOperation, ReportVersion, Supplement
from app.reports.service import positions
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

_HOLDERS = (ReportVersion, Supplement, ParkedOperation)
_AT_ONCE = 100
Holder = TypeVar("Holder", ReportVersion, Supplement, ParkedOperation)
AnyHolder = ReportVersion | Supplement | ParkedOperation


def forget_positions() -> int:
    """Take out every position whose days are over, wherever a report or an operation is kept; gives how many rows held one.

    The journal keeps which report and when, never a position. Safe to run at any time, and by several at once.
    """
    count = 0
    for commune_id, oldest in _oldest_by_commune().items():
        before = clock.now() - consents.time_kept(journal.find_successor(commune_id) or commune_id)
        end_reading()
        while oldest < before and (found := _forget_some(commune_id, before)):
            count += found
    return count


def _oldest_by_commune() -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for table in _HOLDERS:
        at = table.oldest_position_at
        rows = db.session.execute(select(table.commune_id, func.min(at)).where(at.is_not(None)).group_by(table.commune_id))
        for commune_id, oldest in rows:
            assert oldest is not None
            found[commune_id] = min(oldest, found.get(commune_id, oldest))
    return found


def _forget_some(commune_id: str, before: datetime) -> int:
    with unit_of_work():
        rows: list[AnyHolder] = [
            *_due(ReportVersion, commune_id, before),
            *_due(Supplement, commune_id, before),
            *_due(ParkedOperation, commune_id, before),
        ]
        for row in rows:
            _clean(row, before)
        for subject in sorted({_subject_of(row) for row in rows}, key=lambda one: one.id):
            note(commune_id, "positions.forgotten", subject, SYSTEM, audience=POLICE)
    return len(rows)


def _due(table: type[Holder], commune_id: str, before: datetime) -> Sequence[Holder]:
    """Whoever changes a body meanwhile goes first: its row is passed over, and found the next time."""
    due = (table.commune_id == commune_id) & (table.oldest_position_at < before)
    rows = select(table).where(due).order_by(table.oldest_position_at).limit(_AT_ONCE)
    return db.session.scalars(rows.with_for_update(skip_locked=True)).all()


def _clean(row: AnyHolder, before: datetime) -> None:
    if not isinstance(row, ParkedOperation):
        row.body = rules.without_old(row.body, before)
        row.oldest_position_at = rules.oldest_reading(row.body)
        return
    row.operation = _without_old(row.operation, before)
    if row.problem.get("current"):
        row.problem = row.problem | {"current": _without_old(row.problem["current"], before)}
    row.oldest_position_at = positions.oldest_in(row.operation, row.problem)


def _without_old(holder: dict[str, object], before: datetime) -> dict[str, object]:
    body = holder.get("body")
    return holder | {"body": rules.without_old(body, before)} if isinstance(body, dict) else holder


def _subject_of(row: AnyHolder) -> Subject:
    if isinstance(row, ParkedOperation):
        return Subject("held", row.id, row.team_id)
    if isinstance(row, ReportVersion):
        return Subject("report", row.report_id)
    return Subject("report", row.report_id) if row.report_id else Subject("shift", row.shift_id, row.team_id)
