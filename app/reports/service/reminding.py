"""Reminders of returned reports: each team is told once before the deadline and once behind it, no longer than needed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.ids import new_id
from app.core.night import local
from app.journal import queries as journal
from app.reports.models import Report, ReturnReminder
from app.reports.rules import State
from app.reports.rules.reminding import SHOWN, Stage, stage_at, words_to_team
from app.roster import service as roster
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work


def remind_returned() -> int:
    """Take down what is not true any more, then tell what is due; gives how many were told.

    In its own units of work, safe to run at any time and by several workers.
    """
    for key in _overtaken():
        with unit_of_work():
            _take_down(*key)
    now = clock.now()
    found = [(row, stage_at(now, returned_at=row.decided_at, due_at=row.due_at)) for row in _returned()]
    told = _told([row for row, _ in found])
    end_reading()
    return sum(_tell(row, stage) for row, stage in found if stage and (row.id, row.due_at, stage) not in told)


def _returned() -> Sequence[Any]:
    columns = (Report.commune_id, Report.id, Report.team_id, Report.night, Report.decided_at, Report.due_at)
    waits = (Report.state == State.RETURNED.value) & Report.due_at.is_not(None)
    return db.session.execute(select(*columns).where(waits).order_by(Report.due_at)).all()


def _told(rows: Sequence[Any]) -> set[tuple[UUID, Any, str]]:
    table = ReturnReminder
    question = select(table.report_id, table.due_at, table.stage).where(table.report_id.in_([row.id for row in rows]))
    return {(one.report_id, one.due_at, one.stage) for one in db.session.execute(question)}


def _overtaken() -> Sequence[Any]:
    """Notices that still stand though the report was mended, decided anew, or is past the deadline they announce."""
    table = ReturnReminder
    mine = (Report.commune_id == table.commune_id) & (Report.id == table.report_id)
    question = (
        select(table.commune_id, table.report_id, table.due_at, table.stage)
        .join(Report, mine)
        .where(table.over_at.is_(None))
        .where(
            (Report.state != State.RETURNED.value)
            | Report.due_at.is_(None)
            | (Report.due_at != table.due_at)
            | ((table.stage == Stage.SOON.value) & (table.due_at <= clock.now()))
        )
    )
    rows = db.session.execute(question).all()
    end_reading()
    return rows


def _take_down(*key: Any) -> None:
    known = db.session.get(ReturnReminder, key, with_for_update=True)
    if known is not None and known.over_at is None:
        known.over_at = clock.now()
        roster.untell_team(_home(known.commune_id), known.notice_id)


def _home(commune_id: str) -> str:
    """Where the team's phones are: a report stays in the book of a commune that was merged, its team does not."""
    return journal.find_successor(commune_id) or commune_id


def _tell(row: Any, stage: Stage) -> bool:
    title, text = words_to_team(stage, row.night, row.due_at)
    told = ReturnReminder(commune_id=row.commune_id, report_id=row.id, due_at=row.due_at, stage=stage.value)
    told.notice_id, told.at = new_id(), clock.now()
    try:
        with unit_of_work():
            db.session.add(told)
            db.session.flush()
            until = local(told.at).date() + SHOWN
            roster.tell_team(_home(row.commune_id), row.team_id, told.notice_id, title=title, text=text, until=until)
    except IntegrityError:
        # Another worker was quicker.
        return False
    return True
