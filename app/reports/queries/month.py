"""A team's month: its reports, and which page of its book each is."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.core.actor import Actor
from app.people import queries as people
from app.reports.models import Report, is_live
from app.reports.queries.lists import COLUMNS, ReportRow, named_rows
from app.web.database import db

# A month has at most 31 nights, and no team more than a few shifts a night.
_MOST = 200


def read_month(actor: Actor, team_id: UUID, first: date, last: date) -> list[ReportRow]:
    """A team's reports from the night ``first`` to ``last``, newest first, without those withdrawn or rejected; three
    statements."""
    found = db.session.execute(
        select(*COLUMNS)
        .where(people.scope(actor, Report), Report.team_id == team_id, Report.night.between(first, last))
        .where(is_live())
        .order_by(Report.night.desc(), Report.started_at.desc(), Report.id)
        .limit(_MOST)
    ).all()
    return named_rows(found)


def place_in_book(actor: Actor, facts: Any) -> int:
    """Which page of its team's book of the year a report is, from 1, by night and hour; one statement."""
    before = (Report.night < facts.night) | ((Report.night == facts.night) & (Report.started_at <= facts.started_at))
    here = (Report.team_id == facts.team_id) & (Report.night >= facts.night.replace(month=1, day=1))
    question = select(func.count()).select_from(Report).where(people.scope(actor, Report), here, before, is_live())
    return max(1, db.session.scalar(question) or 0)
