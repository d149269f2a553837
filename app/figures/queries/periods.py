"""What the nights of a period add up to, in the actor's scope: from the figures that are kept, never from the records."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from app.core.actor import Actor
from app.core.night import VIETNAM
from app.figures import rules
from app.figures.models import TeamNight, VillageKind, VillageMonth
from app.figures.rules import Counts, Happened
from app.people import queries as people
from app.reports.models import Incident, Report
from app.reports.rules.anonymous import BLANK_VERSION
from app.web.database import db


@dataclass(frozen=True)
class Sums:
    """A period of everybody in scope. ``missing``: planned shifts that are over and have no report; ``people``: distinct
    members on duty; ``wait``: the median of minutes from arrival to approval; ``kinds``: approved incidents by category."""

    counts: Counts = field(default_factory=Counts)
    missing: int = 0
    people: int = 0
    wait: int | None = None
    kinds: Mapping[str, Happened] = field(default_factory=dict)


def read_sums(actor: Actor, first: date, last: date, tonight: date) -> Sums:
    """The nights from ``first`` to ``last``; five statements, however many nights."""
    here = _nights(actor, first, last)
    row = db.session.execute(select(*_SUMS).where(here)).one()
    missing = db.session.scalar(select(func.sum(TeamNight.unreported)).where(here, TeamNight.night < tonight))
    waits = _waits(here)
    return Sums(
        counts=Counts(*(int(one or 0) for one in row)),
        missing=int(missing or 0),
        people=_people(here),
        wait=round(median(waits)) if waits else None,
        kinds=_kinds(actor, first, last),
    )


def sums_by_team(actor: Actor, first: date, last: date, tonight: date) -> dict[UUID, tuple[Counts, int]]:
    """Each team's counts and missing shifts; two statements."""
    here = _nights(actor, first, last)
    missing = dict(
        db.session.execute(
            select(TeamNight.team_id, func.sum(TeamNight.unreported))
            .where(here, TeamNight.night < tonight)
            .group_by(TeamNight.team_id)
        ).all()
    )
    rows = db.session.execute(select(TeamNight.team_id, *_SUMS).where(here).group_by(TeamNight.team_id))
    return {row[0]: (Counts(*map(int, row[1:])), int(missing.get(row[0], 0))) for row in rows}


def sums_by_month(actor: Actor, first: date, last: date, tonight: date) -> dict[date, tuple[Counts, int]]:
    """Counts and missing shifts of the months from ``first`` to ``last``, each by its first day; two statements."""
    sums = [func.sum(getattr(VillageMonth, name)) for name in rules.COUNTED]
    here = people.scope_of_figures(actor, VillageMonth) & VillageMonth.month.between(first, last)
    rows = db.session.execute(select(VillageMonth.month, *sums).where(here).group_by(VillageMonth.month))
    counts = {row[0]: Counts(*map(int, row[1:])) for row in rows}
    # A month that is not over has planned shifts ahead, of which none is missing.
    present = tonight.replace(day=1)
    over = _nights(actor, present, tonight) & (TeamNight.night < tonight)
    missing = int(db.session.scalar(select(func.sum(TeamNight.unreported)).where(over)) or 0)
    return {
        month: (one, missing if month == present else one.unreported * (month < present)) for month, one in counts.items()
    }


def hours_of_week(actor: Actor, first: date, last: date) -> dict[tuple[int, int], int]:
    """Approved incidents by the weekday of their night (0 is Monday) and the hour of the clock; one statement."""
    of_report = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    here = people.scope_of_figures(actor, Report) & Report.night.between(first, last)
    question = select(Incident.night, Incident.at).join(Report, of_report)
    rows = db.session.execute(question.where(here, Report.state.in_(sorted(rules.APPROVED))))
    found: dict[tuple[int, int], int] = defaultdict(int)
    for night, at in rows:
        found[night.weekday(), at.astimezone(VIETNAM).hour] += 1
    return dict(found)


# Where the digit of the version stands in a written UUID, counted from 1.
_VERSION_AT = 15
_SUMS = [func.sum(getattr(TeamNight, name)) for name in rules.COUNTED]


def _nights(actor: Actor, first: date, last: date) -> ColumnElement[bool]:
    return people.scope_of_figures(actor, TeamNight) & TeamNight.night.between(first, last)


def _unrolled(column: Any, of_sqlite: Any, of_postgresql: Any, name: str, here: ColumnElement[bool]) -> Select[Any]:
    """A row for each element of a JSON column."""
    each = of_sqlite if db.engine.dialect.name == "sqlite" else of_postgresql
    element = each(column).table_valued(name)
    return select(element.c[name]).select_from(TeamNight).join(element, true()).where(here)


def _waits(here: ColumnElement[bool]) -> list[int]:
    each = _unrolled(TeamNight.waits, func.json_each, func.jsonb_array_elements_text, "value", here).subquery()
    # Many reports waited equally long: the years of a commune are some hundred rows instead of ten thousand.
    rows = db.session.execute(select(each.c.value, func.count()).group_by(each.c.value))
    return [int(minutes) for minutes, times in rows for _ in range(times)]


def _people(here: ColumnElement[bool]) -> int:
    members = _unrolled(TeamNight.members, func.json_each, func.jsonb_each, "key", here).distinct().subquery()
    # Whom old reports do not name any more stands there under a new id each night (``reports/rules/anonymous.py``).
    named = func.substr(members.c.key, _VERSION_AT, 1) != str(BLANK_VERSION)
    return db.session.scalar(select(func.count()).select_from(members).where(named)) or 0


def _kinds(actor: Actor, first: date, last: date) -> dict[str, Happened]:
    """By category: whole months from their rows, the pieces at both ends from their nights; two statements."""
    months, pieces = rules.whole_months(first, last)
    found: dict[str, Happened] = defaultdict(Happened)
    sums = [func.sum(getattr(VillageKind, name)) for name in rules.HAPPENED]
    of_months = people.scope_of_figures(actor, VillageKind) & VillageKind.month.in_(months)
    for code, *numbers in db.session.execute(
        select(VillageKind.category, *sums).where(of_months).group_by(VillageKind.category)
    ):
        found[code] += Happened(*map(int, numbers))
    if pieces:
        in_pieces = or_(*(TeamNight.night.between(*piece) for piece in pieces))
        here = people.scope_of_figures(actor, TeamNight) & in_pieces
        rows = db.session.scalars(select(TeamNight.kinds).where(here, TeamNight.incidents > 0))
        for kinds in rows:
            for code, numbers in kinds.items():
                found[code] += Happened(*numbers)
    return dict(found)
