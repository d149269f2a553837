"""Lists of reports: filtered, scoped, newest night first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.people.models import Team
from app.reports.models import Incident, Report, is_live
from app.reports.queries.narrowing import Filters, narrow
from app.units.models import Village
from app.web.database import db
from app.web.pages import Place, read_rows


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


def list_known(actor: Actor, ids: Collection[UUID], teams: Mapping[UUID, str]) -> list[ReportRow]:
    """These reports with their teams as they are called in ``teams``, and neither villages nor categories. One
    statement, one more where a team is called nothing there."""
    rows = db.session.execute(select(*COLUMNS).where(people.scope(actor, Report), Report.id.in_(ids))).all()
    strange = [row for row in rows if row.team_id not in teams]
    names = {**_names({row.commune_id for row in strange}, strange), **teams} if strange else teams
    return [ReportRow(row, names[row.team_id], "") for row in rows]


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
    if not ids:
        return found
    question = (
        select(Incident.report_id, Incident.category)
        .where(Incident.commune_id.in_(communes), Incident.report_id.in_(ids))
        .order_by(Incident.report_id, Incident.severity.desc(), Incident.position)
    )
    for report_id, category in db.session.execute(question):
        found.setdefault(report_id, []).append(category)
    return found


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
