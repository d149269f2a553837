"""A team's month: its reports, and who was present how many nights."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.core.actor import Actor
from app.people import queries as people
from app.reports.models import Report, ReportVersion, is_live
from app.reports.queries.lists import COLUMNS, ReportRow, named_rows
from app.web.database import db

# A month has at most 31 nights, and no team more than a few shifts a night.
_MOST = 200


@dataclass(frozen=True)
class MonthReports:
    """The month's reports, newest first; ``nights_of`` counts the nights on which each member was present."""

    rows: list[ReportRow]
    nights_of: Counter[UUID]


def read_month(actor: Actor, team_id: UUID, first: date, last: date) -> MonthReports:
    """The reports of a team from the night ``first`` to ``last``, without those withdrawn or rejected; four statements."""
    found = db.session.execute(
        select(*COLUMNS)
        .where(people.scope(actor, Report), Report.team_id == team_id, Report.night.between(first, last))
        .where(is_live())
        .order_by(Report.night.desc(), Report.started_at.desc(), Report.id)
        .limit(_MOST)
    ).all()
    rows = named_rows(found)
    return MonthReports(rows, _nights_of(actor, found))


def _nights_of(actor: Actor, reports: Sequence[Any]) -> Counter[UUID]:
    present = {one.id: (one.version, one.night) for one in reports}
    versions = db.session.execute(
        select(ReportVersion.report_id, ReportVersion.version, ReportVersion.body).where(
            people.in_books(actor, ReportVersion.commune_id), ReportVersion.report_id.in_(present)
        )
    )
    nights: set[tuple[UUID, date]] = set()
    for report_id, version, body in versions:
        if present[report_id][0] == version:
            nights |= {(UUID(one["member_id"]), present[report_id][1]) for one in body.get("present") or []}
    return Counter(member_id for member_id, _night in nights)


def place_in_book(actor: Actor, facts: Any) -> int:
    """Which page of its team's book of the year a report is, from 1, by night and hour; one statement."""
    before = (Report.night < facts.night) | ((Report.night == facts.night) & (Report.started_at <= facts.started_at))
    here = (Report.team_id == facts.team_id) & (Report.night >= facts.night.replace(month=1, day=1))
    question = select(func.count()).select_from(Report).where(people.scope(actor, Report), here, before, is_live())
    return max(1, db.session.scalar(question) or 0)
