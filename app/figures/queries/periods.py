"""What the nights of a period add up to, in the actor's scope: from the figures that are kept, never from the records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, extract, func, or_, select, true

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.night import VIETNAM
from app.figures import rules
from app.figures.models import TeamNight, VillageKind, VillageMonth
from app.figures.rules import Counts, Happened
from app.people import queries as people
from app.reports.models import Incident, Report
from app.reports.rules import attendance
from app.reports.rules.anonymous import BLANK_VERSION
from app.web.database import db


@dataclass(frozen=True)
class Sums:
    """A period of everybody in scope. ``missing``: planned shifts that are over and have no report; ``people``: distinct
    members on duty; ``window``: nights of members that count for the allowance, before the month's cap; ``wait``: the median
    of minutes from arrival to approval; ``kinds``: approved incidents by category."""

    counts: Counts = field(default_factory=Counts)
    missing: int = 0
    people: int = 0
    window: int = 0
    wait: int | None = None
    kinds: Mapping[str, Happened] = field(default_factory=dict)


def read_sums(actor: Actor, first: date, last: date, tonight: date, team_id: UUID | None = None) -> Sums:
    """The nights from ``first`` to ``last``, of one team where it is named; seven statements, however many nights."""
    here, without = nights_in(actor, first, last, team_id), left_out(actor.commune_id or "", tonight)
    if team_id:
        return add_up(here, tonight, kinds_in(here), without)
    return _told(here, _counts(actor, first, last, tonight), _kinds(actor, first, last), without)


def add_up(here: ColumnElement[bool], tonight: date, kinds: Mapping[str, Happened], without: set[date]) -> Sums:
    """The nights ``here``, whose approved incidents are ``kinds``; those ``without`` give no allowance. Four statements."""
    return _told(here, _counts_of_nights(here, tonight), kinds, without)


def _told(here: ColumnElement[bool], counted: tuple[Counts, int], kinds: Mapping[str, Happened], without: set[date]) -> Sums:
    (counts, missing), waits = counted, _waits(here)
    return Sums(
        counts=counts,
        missing=missing,
        people=_people(here),
        window=counts.window - _left_out(here, without),
        wait=round(median(waits)) if waits else None,
        kinds=kinds,
    )


def _counts(actor: Actor, first: date, last: date, tonight: date) -> tuple[Counts, int]:
    """Counts and missing shifts: months that are over from their rows, the pieces from their nights; two statements."""
    months, _ = rules.whole_months(first, min(last, tonight.replace(day=1) - timedelta(days=1)))
    if not months:
        return _counts_of_nights(nights_in(actor, first, last), tonight)
    sums = [func.sum(getattr(VillageMonth, name)) for name in rules.COUNTED]
    of_months = people.scope_of_figures(actor, VillageMonth) & VillageMonth.month.in_(months)
    counts = _as_counts(db.session.execute(select(*sums).where(of_months)).one())
    missing = counts.unreported
    end = (months[-1] + timedelta(days=31)).replace(day=1)
    for since, until in [(first, months[0] - timedelta(days=1)), (end, last)]:
        if since <= until:
            more = _counts_of_nights(nights_in(actor, since, until), tonight)
            counts, missing = counts + more[0], missing + more[1]
    return counts, missing


def _counts_of_nights(here: ColumnElement[bool], tonight: date) -> tuple[Counts, int]:
    over = func.sum(case((TeamNight.night < tonight, TeamNight.unreported), else_=0))
    *counts, missing = db.session.execute(select(*_SUMS, over).where(here)).one()
    return _as_counts(counts), int(missing or 0)


def _as_counts(row: Iterable[Any]) -> Counts:
    return Counts(*(int(one or 0) for one in row))


def left_out(commune_id: str, today: date) -> set[date]:
    """The nights that by the commune's decision do not count for the allowance, as known today; no statement, or one."""
    decided = catalogue.recent_dated_setting(attendance.LEFT_OUT, commune_id).on(today)
    return set(attendance.nights_left_out(decided))


def sums_by_team(actor: Actor, first: date, last: date, tonight: date) -> dict[UUID, tuple[Counts, int]]:
    """Each team's counts and missing shifts; two statements."""
    here = nights_in(actor, first, last)
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
    over = nights_in(actor, present, tonight) & (TeamNight.night < tonight)
    missing = int(db.session.scalar(select(func.sum(TeamNight.unreported)).where(over)) or 0)
    return {
        month: (one, missing if month == present else one.unreported * (month < present)) for month, one in counts.items()
    }


def months_of_team(actor: Actor, team_id: UUID, first: date, last: date, tonight: date) -> dict[date, tuple[Counts, int]]:
    """The same of one team, from its nights; one statement."""
    columns = [getattr(TeamNight, name) for name in rules.COUNTED]
    rows = db.session.execute(select(TeamNight.night, *columns).where(nights_in(actor, first, last, team_id)))
    found: dict[date, tuple[Counts, int]] = {}
    for night, *numbers in rows:
        month, one = night.replace(day=1), Counts(*numbers)
        before, missing = found.get(month, (Counts(), 0))
        found[month] = (before + one, missing + one.unreported * (night < tonight))
    return found


def hours_of_week(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> dict[tuple[int, int], int]:
    """Approved incidents by the weekday of their night (0 is Monday) and the hour of the clock; one statement."""
    of_report = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    here = people.scope_of_figures(actor, Report) & Report.night.between(first, last)
    if team_id is not None:
        here &= Report.team_id == team_id
    weekday, hour = _clock_of(db.engine.dialect.name)
    question = select(weekday, hour, func.count()).select_from(Incident).join(Report, of_report)
    rows = db.session.execute(question.where(here, Report.state.in_(sorted(rules.APPROVED))).group_by(weekday, hour))
    # Databases count the days of the week from Sunday.
    return {((int(day) + 6) % 7, int(at)): times for day, at, times in rows}


def _clock_of(dialect: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The weekday of an incident's night (0 is Sunday) and the hour of its clock, as the database tells them."""
    if dialect == "sqlite":
        return func.strftime("%w", Incident.night), func.strftime("%H", Incident.at, "+7 hours")
    return extract("dow", Incident.night), extract("hour", func.timezone(VIETNAM.key, Incident.at))


def nights_in(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> ColumnElement[bool]:
    """The kept nights of a period that the actor may add up, of one team where it is named."""
    here = people.scope_of_figures(actor, TeamNight) & TeamNight.night.between(first, last)
    return here if team_id is None else here & (TeamNight.team_id == team_id)


# Where the digit of the version stands in a written UUID, counted from 1.
_VERSION_AT = 15
_SUMS = [func.sum(getattr(TeamNight, name)) for name in rules.COUNTED]


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


def _left_out(here: ColumnElement[bool], nights: set[date]) -> int:
    if not nights:
        return 0
    return db.session.scalar(select(func.sum(TeamNight.window)).where(here, TeamNight.night.in_(nights))) or 0


def kinds_in(here: ColumnElement[bool]) -> dict[str, Happened]:
    """By category, from the nights themselves; one statement."""
    found: dict[str, Happened] = defaultdict(Happened)
    for kinds in db.session.scalars(select(TeamNight.kinds).where(here, TeamNight.incidents > 0)):
        for code, numbers in kinds.items():
            found[code] += Happened(*numbers)
    return dict(found)


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
        for code, happened in kinds_in(people.scope_of_figures(actor, TeamNight) & in_pieces).items():
            found[code] += happened
    return dict(found)
