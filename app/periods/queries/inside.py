"""The night reports that lie inside of a period: what waits, what a signature locks, what other signatures hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from app.periods import rules
from app.periods.models import PeriodReport
from app.periods.queries.reports import Owner
from app.reports.models import Report
from app.reports.rules import State
from app.web.database import db

_WAITS = (State.SUBMITTED.value, State.RETURNED.value)


@dataclass(frozen=True)
class Inside:
    """A night report that is approved or locked; ``held`` by another signed report of a period."""

    id: UUID
    state: str
    held: bool


def _of(owner: Owner, nights: ColumnElement[bool]) -> ColumnElement[bool]:
    here = Report.commune_id.in_(owner.books) & nights
    return here if owner.team_id is None else here & (Report.team_id == owner.team_id)


def waiting_in(owner: Owner, first: date, last: date) -> list[dict[str, Any]]:
    """The reports that wait for a decision or for the team, as the content keeps them; one statement."""
    rows = db.session.execute(
        select(Report.id, Report.team_id, Report.night, Report.state)
        .where(_of(owner, Report.night.between(first, last)), Report.state.in_(_WAITS))
        .order_by(Report.night, Report.team_id, Report.id)
    )
    return [
        {"report": str(row.id), "team": str(row.team_id), "night": row.night.isoformat(), "state": row.state} for row in rows
    ]


def decided_in(
    owner: Owner, first: date, last: date, *, but: UUID, also: Collection[date] = (), locked: bool = False
) -> list[Inside]:
    """What is approved or locked from ``first`` to ``last`` and on the nights ``also``, in a fixed order; ``but`` is the
    period's report that is asked for. One statement; ``locked`` until the commit."""
    holds = exists().where(
        PeriodReport.commune_id.in_(owner.books),
        PeriodReport.state == rules.State.SIGNED.value,
        PeriodReport.id != but,
        or_(PeriodReport.team_id.is_(None), PeriodReport.team_id == Report.team_id),
        PeriodReport.first <= Report.night,
        PeriodReport.last >= Report.night,
    )
    nights = Report.night.between(first, last) | Report.night.in_(sorted(also))
    states = (State.APPROVED.value, State.LOCKED.value)
    question = select(Report.id, Report.state, holds).where(_of(owner, nights), Report.state.in_(states)).order_by(Report.id)
    rows = db.session.execute(question.with_for_update(of=Report) if locked else question)
    return [Inside(*row) for row in rows]
