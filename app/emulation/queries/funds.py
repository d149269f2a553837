"""Fund books as their pages show them. A book that went over to a new commune is read on from its first entry."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.emulation.models import FundEntry, FundPublication
from app.emulation.rules import funds as rules
from app.people.models import Team
from app.people.queries import TeamColumns
from app.people.queries.filters import in_books, in_villages
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class FundRow:
    """A team with what is in its fund (None: it has no book), and the last year that was published."""

    team_id: UUID
    name: str
    village: str
    entries: int
    balance: int
    published: int | None


def list_funds(actor: Actor) -> list[FundRow]:
    """Every present team in the actor's villages with its fund; one statement."""
    sums = (
        select(FundEntry.team_id, func.count().label("entries"), func.sum(FundEntry.amount).label("balance"))
        .where(in_books(actor, FundEntry.commune_id))
        .group_by(FundEntry.team_id)
        .subquery()
    )
    years = (
        select(FundPublication.team_id, func.max(FundPublication.year).label("year"))
        .where(in_books(actor, FundPublication.commune_id))
        .group_by(FundPublication.team_id)
        .subquery()
    )
    question = (
        select(Team.id, Team.name, Village.name, sums.c.entries, sums.c.balance, years.c.year)
        .join(Village, and_(Village.commune_id == Team.commune_id, Village.id == Team.village_id))
        .outerjoin(sums, sums.c.team_id == Team.id)
        .outerjoin(years, years.c.team_id == Team.id)
        .where(_teams(actor), Team.valid_to.is_(None) | sums.c.entries.is_not(None))
        .order_by(Village.position, Team.name, Team.id)
    )
    return [
        FundRow(row[0], row[1], row[2], int(row[3] or 0), int(row[4] or 0), row[5]) for row in db.session.execute(question)
    ]


def get_fund_team(actor: Actor, team_id: UUID, *, lock: bool = False) -> tuple[Team, str]:
    """A team whose fund book the actor reads, with its village's name; ``NOT_FOUND``. ``lock``: whoever writes into the
    book goes one after another."""
    if lock:
        db.session.scalar(select(Team).where(_teams(actor), Team.id == team_id).with_for_update())
    question = (
        select(Team, Village.name)
        .join(Village, and_(Village.commune_id == Team.commune_id, Village.id == Team.village_id))
        .where(_teams(actor), Team.id == team_id)
    )
    row = db.session.execute(question).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return row[0], row[1]


def list_entries(actor: Actor, team_id: UUID) -> list[FundEntry]:
    """Every entry of a team's book, in its order; one statement."""
    here = in_books(actor, FundEntry.commune_id) & (FundEntry.team_id == team_id)
    return list(db.session.scalars(select(FundEntry).where(here).order_by(FundEntry.seq)))


def list_publications(actor: Actor, team_id: UUID) -> Sequence[FundPublication]:
    """What was published of a team's fund, the newest year first; one statement."""
    here = in_books(actor, FundPublication.commune_id) & (FundPublication.team_id == team_id)
    return db.session.scalars(select(FundPublication).where(here).order_by(FundPublication.year.desc())).all()


def _teams(actor: Actor) -> ColumnElement[bool]:
    if not rules.may_read(actor):
        return false()
    present = replace(actor, former_ids=())
    return in_books(present, TeamColumns.commune_id) & in_villages(present, TeamColumns.village_id)
