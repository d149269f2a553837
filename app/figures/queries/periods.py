"""What the nights of a period add up to, in the actor's scope: from the figures that are kept, never from the records."""

from collections.abc import Sequence, Set
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, extract, func, select

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.night import VIETNAM
from app.figures import rules
from app.figures.models import SettledMonth, TeamNight, VillageKind, VillageMonth
from app.figures.queries.adding import (
    SUMS,
    Kept,
    Months,
    Part,
    Sums,
    add_up,
    as_counts,
    missing_until,
    number_of,
    read_parts,
    within,
)
from app.figures.rules import Counts
from app.journal.memory import Span
from app.people import queries as people
from app.reports.models import Incident, Report
from app.reports.rules import attendance
from app.web.database import db

# How many by the weekday (0 is Monday) and the hour of the clock.
Hours = dict[tuple[int, int], int]


def read_sums(actor: Actor, spans: Sequence[Span], tonight: date, team_id: UUID | None = None) -> list[Sums]:
    """Each of these spans of nights, of one team where it is named. Nine statements at most, for any number of nights."""
    kept = _in_scope(actor)
    if team_id is not None:
        kept = Kept(kept.nights & (TeamNight.team_id == team_id))
    return add_up(kept, spans, tonight, left_out(actor.commune_id or "", tonight))


def read_parts_of(actor: Actor, segments: Sequence[Span], tonight: date, without: Set[date]) -> list[Part]:
    """What everybody in scope adds up to in each segment; nights ``without`` give no allowance. Eight statements at most."""
    return read_parts(_in_scope(actor), segments, tonight, without)


def _in_scope(actor: Actor) -> Kept:
    return Kept(people.scope_of_figures(actor, TeamNight), _months(actor))


def _months(actor: Actor) -> Months:
    sums, kinds, settled = (people.scope_of_figures(actor, one) for one in (VillageMonth, VillageKind, SettledMonth))
    return Months(sums, kinds, settled, actor.books)


def left_out(commune_id: str, today: date) -> set[date]:
    """The nights that by the commune's decision do not count for the allowance, as known today; no statement, or one."""
    decided = catalogue.recent_dated_setting(attendance.LEFT_OUT, commune_id).on(today)
    return set(attendance.nights_left_out(decided))


def sums_by_team(actor: Actor, first: date, last: date, tonight: date) -> dict[UUID, tuple[Counts, int]]:
    """Each team's counts and missing shifts; one statement."""
    here = nights_in(actor, first, last)
    rows = db.session.execute(
        select(TeamNight.team_id, *SUMS, missing_until(tonight)).where(here).group_by(TeamNight.team_id)
    )
    return {team_id: (as_counts(numbers), int(missing)) for team_id, *numbers, missing in rows}


def sums_by_month(actor: Actor, first: date, last: date, tonight: date) -> dict[date, tuple[Counts, int]]:
    """Counts and missing shifts of the months from ``first`` to ``last``, each by its first day; one statement."""
    sums = [func.sum(getattr(VillageMonth, name)) for name in rules.COUNTED]
    here = people.scope_of_figures(actor, VillageMonth) & VillageMonth.month.between(first, last)
    # A month that is not over has planned shifts ahead, of which none is missing.
    present = tonight.replace(day=1)
    over = nights_in(actor, present, tonight) & (TeamNight.night < tonight)
    so_far = select(func.sum(TeamNight.unreported)).where(over).scalar_subquery()
    months: dict[date, tuple[Counts, int]] = {}
    for month, *numbers, missing in db.session.execute(
        select(VillageMonth.month, *sums, so_far).where(here).group_by(VillageMonth.month)
    ):
        counts = as_counts(numbers)
        months[month] = counts, int(missing or 0) if month == present else counts.unreported * (month < present)
    return months


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


def hours_of_week(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> Hours:
    """Approved incidents by the weekday of their night (0 is Monday) and the hour of the clock; one statement."""
    return hours_of_weeks(actor, [(first, last)], team_id)[0]


def hours_of_weeks(actor: Actor, spans: Sequence[Span], team_id: UUID | None = None) -> list[Hours]:
    """The same of each of these spans, which follow one another in time; one statement."""
    of_report = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    here = people.scope_of_figures(actor, Report) & within(Report.night, spans)
    if team_id is not None:
        here &= Report.team_id == team_id
    clock = number_of(Report.night, spans), *_clock_of(db.engine.dialect.name)
    question = select(*clock, func.count()).select_from(Incident).join(Report, of_report)
    rows = db.session.execute(question.where(here, Report.state.in_(sorted(rules.APPROVED))).group_by(*clock))
    found: list[Hours] = [{} for _ in spans]
    for place, day, at, times in rows:
        # Databases count the days of the week from Sunday.
        found[place][(int(day) + 6) % 7, int(at)] = times
    return found


def _clock_of(dialect: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The weekday of an incident's night (0 is Sunday) and the hour of its clock, as the database tells them."""
    if dialect == "sqlite":
        return func.strftime("%w", Incident.night), func.strftime("%H", Incident.at, "+7 hours")
    return extract("dow", Incident.night), extract("hour", func.timezone(VIETNAM.key, Incident.at))


def nights_in(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> ColumnElement[bool]:
    """The kept nights of a period that the actor may add up, of one team where it is named."""
    here = people.scope_of_figures(actor, TeamNight) & TeamNight.night.between(first, last)
    return here if team_id is None else here & (TeamNight.team_id == team_id)
