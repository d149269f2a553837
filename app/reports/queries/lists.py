"""Lists of reports: filtered, scoped, newest night first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, or_, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.text import fold
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.reports import rules
from app.reports.models import Activity, Incident, Report, ReportVersion, is_live
from app.reports.rules import State
from app.units.models import Village
from app.web.database import db
from app.web.pages import Place, read_rows

_MOST_WORDS = 8


@dataclass(frozen=True)
class Filters:
    """Which reports are asked for; what is empty does not narrow. ``waits`` is a name of ``WAITING_FOR``."""

    q: str = ""
    team: UUID | None = None
    village: UUID | None = None
    states: Collection[str] = ()
    from_night: date | None = None
    to_night: date | None = None
    category: str = ""
    complete: bool | None = None
    waits: str = ""


@dataclass(frozen=True)
class ReportRow:
    """One report of a list: its columns (``facts``), the names of its team and village, the categories of its incidents."""

    facts: Row[Any]
    team: str
    village: str
    categories: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReportPage:
    """A page of reports with the places of its neighbours."""

    rows: list[ReportRow]
    newer: Place | None
    older: Place | None


_LEFT_OUT = ("search",)
COLUMNS: tuple[Any, ...] = tuple(column for column in Report.__table__.c if column.name not in _LEFT_OUT)


def list_reports(actor: Actor, filters: Filters, *, place: Place | None = None, limit: int = 50) -> ReportPage:
    """One page of the reports that the actor may see; three statements, one more for a search."""
    page = read_rows(narrow(actor, select(*COLUMNS), filters), Report, place, limit)
    return ReportPage(named_rows(page.rows), page.newer, page.older)


def list_rows(actor: Actor, ids: Collection[UUID]) -> list[ReportRow]:
    """These reports, as far as the actor may see them; three statements."""
    rows = db.session.execute(select(*COLUMNS).where(people.scope(actor, Report), Report.id.in_(ids))).all()
    return named_rows(rows)


def named_rows(rows: Sequence[Row[Any]]) -> list[ReportRow]:
    """Rows of ``COLUMNS`` with their names and categories; two statements."""
    if not rows:
        return []
    communes = {row.commune_id for row in rows}
    names = _names(communes, rows)
    categories = _categories(communes, [row.id for row in rows if row.incidents])
    return [ReportRow(row, names[row.team_id], names[row.village_id], categories.get(row.id, [])) for row in rows]


def _names(communes: Collection[str], rows: Sequence[Row[Any]]) -> dict[UUID, str]:
    teams = select(Team.id, Team.name).where(Team.commune_id.in_(communes), Team.id.in_({row.team_id for row in rows}))
    villages = select(Village.id, Village.name).where(
        Village.commune_id.in_(communes), Village.id.in_({row.village_id for row in rows})
    )
    return dict(db.session.execute(teams.union_all(villages)).all())


def _categories(communes: Collection[str], ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    question = (
        select(Incident.report_id, Incident.category)
        .where(Incident.commune_id.in_(communes), Incident.report_id.in_(ids))
        .order_by(Incident.report_id, Incident.severity.desc(), Incident.position)
    )
    for report_id, category in db.session.execute(question):
        found.setdefault(report_id, []).append(category)
    return found


def narrow(actor: Actor, question: Select[Any], filters: Filters) -> Select[Any]:
    """The question for those of the actor's reports that the filters let through."""
    conditions: list[ColumnElement[bool]] = [people.scope(actor, Report)]
    if filters.team is not None:
        conditions.append(Report.team_id == filters.team)
    if filters.village is not None:
        conditions.append(Report.village_id == filters.village)
    if filters.states:
        conditions.append(Report.state.in_(filters.states))
    if filters.from_night is not None:
        conditions.append(Report.night >= filters.from_night)
    if filters.to_night is not None:
        conditions.append(Report.night <= filters.to_night)
    if filters.category:
        conditions.append(_has_category(actor, filters.category))
    if filters.complete is not None:
        whole = Report.photos_ready >= Report.photos_expected
        conditions.append(whole if filters.complete else ~whole)
    if filters.waits:
        conditions.append(WAITING_FOR[filters.waits]())
    return question.where(*conditions, *_search(actor, filters.q))


def is_back() -> ColumnElement[bool]:
    """Whether a report waits that was given back and has been mended."""
    return (Report.state == State.SUBMITTED.value) & (Report.version > 1)


def is_overdue() -> ColumnElement[bool]:
    """Whether the content that waits for a decision came longer ago than a report may wait."""
    mine = (ReportVersion.commune_id == Report.commune_id) & (ReportVersion.report_id == Report.id)
    newest = mine & (ReportVersion.version == Report.version)
    came = exists().where(newest, ReportVersion.at <= clock.now() - rules.MAY_WAIT)
    return (Report.state == State.SUBMITTED.value) & came


def is_past_due() -> ColumnElement[bool]:
    """Whether the team has let the deadline of a returned report pass."""
    return (Report.state == State.RETURNED.value) & (Report.due_at <= clock.now())


WAITING_FOR: dict[str, Callable[[], ColumnElement[bool]]] = {
    "back": is_back,
    "overdue": is_overdue,
    "past-due": is_past_due,
}


def _has_category(actor: Actor, category: str) -> ColumnElement[bool]:
    """Incidents are found by their own index of categories; activities, which have none, report by report."""
    known = catalogue.categories().get(category)
    if known is not None and known.kind == "activity":
        mine = (Activity.commune_id == Report.commune_id) & (Activity.report_id == Report.id)
        return exists().where(mine, Activity.category == category)
    # A group's letter stands for each of its categories.
    codes = [code for code, one in catalogue.categories().items() if one.group == category] or [category]
    return Report.id.in_(
        select(Incident.report_id).where(people.in_books(actor, Incident.commune_id), Incident.category.in_(codes))
    )


def _search(actor: Actor, text: str) -> list[ColumnElement[bool]]:
    """Every word stands somewhere: in what was written, or in the name of the team or village. Diacritics do not matter."""
    words = fold(text).split()[:_MOST_WORDS]
    if not words:
        return []
    names = [(team_id, fold(f"{team} {village}")) for team_id, team, village in _teams(actor)]
    return [
        or_(
            Report.search.contains(word, autoescape=True),
            Report.team_id.in_([team_id for team_id, name in names if word in name]),
        )
        for word in words
    ]


def _teams(actor: Actor) -> Sequence[Any]:
    return db.session.execute(
        select(Team.id, Team.name, Village.name.label("village"))
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope(actor, TeamColumns))
    ).all()


def report_names(actor: Actor, ids: Collection[Any]) -> dict[Any, str]:
    """``<team>`` of each of these reports that the actor may see; one statement."""
    rows = db.session.execute(
        select(Report.id, Team.name)
        .join(Team, (Team.commune_id == Report.commune_id) & (Team.id == Report.team_id))
        .where(people.scope(actor, Report), Report.id.in_(ids))
    )
    return dict(rows.all())


def get_incident(actor: Actor, report_id: UUID, incident_id: UUID) -> Incident:
    """An incident as it is now; ``NOT_FOUND`` outside the actor's scope. One statement."""
    found = db.session.scalar(
        select(Incident)
        .join(Report, (Report.commune_id == Incident.commune_id) & (Report.id == Incident.report_id))
        .where(people.scope(actor, Report), Incident.report_id == report_id, Incident.id == incident_id)
    )
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def is_for_police(commune_id: str, shift_id: UUID, incident_id: UUID) -> bool:
    """Whether an incident of a shift's report is of a kind that is for police alone; one statement."""
    category = db.session.scalar(
        select(Incident.category)
        .join(Report, (Report.commune_id == Incident.commune_id) & (Report.id == Incident.report_id))
        .where(Report.commune_id == commune_id, Report.shift_id == shift_id, is_live(), Incident.id == incident_id)
    )
    known = catalogue.categories().get(category) if category else None
    return known is not None and known.police_only
