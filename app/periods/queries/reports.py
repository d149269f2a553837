"""Which reports there are, their texts and signed versions, in the actor's scope."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.figures.rules import Period
from app.journal import queries as journal
from app.people import queries as people
from app.people.models import Account, Team
from app.people.queries import TeamColumns
from app.people.rules import PROVINCE
from app.periods import rules
from app.periods.models import PeriodReport, PeriodText, PeriodVersion
from app.units.models import Unit, Village
from app.web.database import db


@dataclass(frozen=True)
class Owner:
    """Whose report it is: a team, or without ``team_id`` the whole commune; ``books`` are those that are read for it."""

    commune_id: str
    books: tuple[str, ...]
    team_id: UUID | None


@dataclass(frozen=True)
class PeriodRow:
    """A report as lists and pages show it; ``commune`` and ``team`` are names, ``team`` empty for the commune's own."""

    report: PeriodReport
    commune: str
    team: str

    @property
    def period(self) -> Period:
        """Its nights."""
        return Period(self.report.kind, self.report.first, self.report.last)

    @property
    def of_team(self) -> bool:
        """Whether it is a team's."""
        return self.report.team_id is not None


def _seen(actor: Actor) -> ColumnElement[bool]:
    """A province: what its communes have signed once. A commune: teams that the police sees, and its own."""
    if actor.kind == "office" and actor.role == PROVINCE:
        signed = PeriodReport.team_id.is_(None) & (PeriodReport.version > 0)
        return signed & (Unit.parent_id == actor.province_id)
    conditions: list[ColumnElement[bool]] = []
    if rules.may_read(actor, of_team=True):
        conditions.append(PeriodReport.team_id.is_not(None) & people.in_villages(actor, PeriodReport.village_id))
    if rules.may_read(actor, of_team=False):
        conditions.append(PeriodReport.team_id.is_(None))
    return people.in_books(actor, PeriodReport.commune_id) & or_(*conditions) if conditions else false()


def _named(here: ColumnElement[bool]) -> Any:
    """Reports with the names of their commune and team."""
    return (
        select(PeriodReport, Unit.name, Team.name)
        .join(Unit, Unit.id == PeriodReport.commune_id)
        .outerjoin(Team, (Team.commune_id == PeriodReport.commune_id) & (Team.id == PeriodReport.team_id))
        .where(here)
    )


def _rows(here: ColumnElement[bool]) -> list[PeriodRow]:
    order = (PeriodReport.first.desc(), Unit.name, Team.name, PeriodReport.id)
    return [PeriodRow(one, commune, team or "") for one, commune, team in db.session.execute(_named(here).order_by(*order))]


def list_periods(actor: Actor, kind: str, first: date, last: date) -> list[PeriodRow]:
    """The reports of a kind whose period begins between two nights, the newest first; one statement."""
    return _rows(_seen(actor) & (PeriodReport.kind == kind) & PeriodReport.first.between(first, last))


def list_beginning(actor: Actor, first: date) -> list[PeriodRow]:
    """The reports of any kind whose period begins on a night; one statement."""
    return _rows(_seen(actor) & (PeriodReport.first == first))


def get_period(actor: Actor, period_id: UUID, *, locked: bool = False) -> PeriodRow:
    """One report in scope (``NOT_FOUND``); ``locked`` until the commit. One statement."""
    question = _named(_seen(actor) & (PeriodReport.id == period_id))
    if locked:
        question = question.with_for_update(of=PeriodReport).execution_options(populate_existing=True)
    found = db.session.execute(question).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return PeriodRow(found[0], found[1], found[2] or "")


def owner_of(report: PeriodReport) -> Owner:
    """Whose it is, with the books that its commune keeps on; one statement."""
    return Owner(report.commune_id, (report.commune_id, *journal.list_former(report.commune_id)), report.team_id)


def read_texts(report: PeriodReport) -> dict[str, PeriodText]:
    """What people wrote, by part; one statement."""
    mine = (PeriodText.commune_id == report.commune_id) & (PeriodText.report_id == report.id)
    return {one.part: one for one in db.session.scalars(select(PeriodText).where(mine))}


def list_versions(report: PeriodReport) -> list[PeriodVersion]:
    """Its signed versions, the newest first; one statement."""
    mine = (PeriodVersion.commune_id == report.commune_id) & (PeriodVersion.report_id == report.id)
    return list(db.session.scalars(select(PeriodVersion).where(mine).order_by(PeriodVersion.version.desc())))


def names_of(account_ids: Collection[UUID | None]) -> Mapping[UUID | None, str]:
    """The names of accounts; one statement."""
    asked = select(Account.id, Account.name).where(Account.id.in_([one for one in account_ids if one]))
    return dict(db.session.execute(asked).all())


def names_of_teams(owner: Owner) -> dict[str, str]:
    """The names of the teams in an owner's books, by id as text; one statement."""
    rows = db.session.execute(select(Team.id, Team.name).where(Team.commune_id.in_(owner.books)))
    return {str(team_id): name for team_id, name in rows}


@dataclass(frozen=True)
class TeamDays:
    """A team, and from when to when it is one."""

    id: UUID
    name: str
    since: date | None
    until: date | None

    def was_in(self, period: Period) -> bool:
        """Whether it was a team in a night of the period."""
        return (self.since or period.first) <= period.last and (self.until or period.last) >= period.first


def teams_of(actor: Actor) -> list[TeamDays]:
    """The teams of which the actor may read reports, in the order of their villages; one statement."""
    rows = db.session.execute(
        select(Team.id, Team.name, Team.valid_from, Team.valid_to)
        .join(Village, (Village.commune_id == Team.commune_id) & (Village.id == Team.village_id))
        .where(people.scope_today(actor, TeamColumns))
        .order_by(Village.position, Team.name, Team.id)
    )
    return [TeamDays(*row) for row in rows]
