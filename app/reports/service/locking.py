"""Locking reports whose period was signed, and unlocking them when it is opened again.

No button does it, so nobody's role is asked here: whoever may sign or open a period may do what follows from it.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.reports.models import Report
from app.reports.rules import Move, next_state
from app.reports.service.moves import note_move, write_move
from app.web.database import db

# So many are read at once.
_AT_ONCE = 400


def lock_of_period(actor: Actor, books: Collection[str], report_ids: Collection[UUID], period_id: UUID, words: str) -> int:
    """Lock approved reports; ``words`` say in their history which period. Gives how many."""
    return _move_all(actor, books, report_ids, period_id, Move.LOCK, words)


def unlock_of_period(actor: Actor, books: Collection[str], report_ids: Collection[UUID], period_id: UUID, words: str) -> int:
    """Let locked reports be approved ones again; gives how many."""
    return _move_all(actor, books, report_ids, period_id, Move.UNLOCK, words)


def _move_all(
    actor: Actor, books: Collection[str], report_ids: Collection[UUID], period_id: UUID, move: Move, words: str
) -> int:
    kind = "report.locked" if move is Move.LOCK else "report.unlocked"
    ids = sorted(report_ids)
    for begin in range(0, len(ids), _AT_ONCE):
        here = Report.commune_id.in_(books) & Report.id.in_(ids[begin : begin + _AT_ONCE])
        question = select(Report).where(here).order_by(Report.id).with_for_update()
        now = clock.now()
        for report in db.session.scalars(question.execution_options(populate_existing=True)):
            before = report.state
            # The decision stays that of the officer who approved it.
            report.state = next_state(before, move).value
            report.rev += 1
            report.changed_at = now
            write_move(actor, report, move.value, before, now, fields=[f"/periods/{period_id}"], comment=words)
            note_move(actor, report, kind, period_id=str(period_id))
    return len(ids)
