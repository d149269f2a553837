"""Difficulties as their list, their page and a site's page show them: those past their day first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people.models import Account, Team
from app.registry.models import Asset, Difficulty, DifficultyStep, ModelSite
from app.registry.queries.scopes import readable
from app.registry.rules import lateness
from app.units.models import Village
from app.web.database import db

_MOST = 300


@dataclass(frozen=True)
class DifficultyRow:
    """A difficulty with the names of what it is about; ``late`` days, 0 when it is settled or in time."""

    it: Difficulty
    site: str
    asset: str
    team: str
    village: str
    late: int

    @property
    def about(self) -> str:
        """What it is about, by name."""
        return self.site or self.asset or self.team


@dataclass(frozen=True)
class StepRow:
    """What was done with it, by whom."""

    step: str
    words: str
    owner: str
    due_on: date
    at: datetime
    by: str


@dataclass(frozen=True)
class Wanted:
    """Which difficulties a list holds; what is empty does not narrow."""

    state: str = "open"
    owner: str = ""
    village: UUID | None = None


def list_difficulties(
    actor: Actor, wanted: Wanted | None = None, *, site_id: UUID | None = None, limit: int = _MOST
) -> list[DifficultyRow]:
    """The actor's difficulties: open ones by their day, so that late ones stand first, then settled ones, newest first.

    With ``site_id`` all of that site, whatever their state. One statement.
    """
    question = _rows(actor)
    if site_id is not None:
        question = question.where(Difficulty.site_id == site_id)
    elif wanted is not None:
        if wanted.state:
            question = question.where(Difficulty.state == wanted.state)
        if wanted.owner:
            question = question.where(Difficulty.owner == wanted.owner)
        if wanted.village is not None:
            question = question.where(Difficulty.village_id == wanted.village)
    settled = case((Difficulty.state == "open", 0), else_=1)
    question = question.order_by(settled, Difficulty.settled_on.desc(), Difficulty.due_on, Difficulty.id).limit(limit)
    today = local(clock.now()).date()
    return [_row(row, today) for row in db.session.execute(question)]


def get_difficulty(actor: Actor, difficulty_id: UUID) -> DifficultyRow:
    """One of them; ``NOT_FOUND`` out of scope. One statement."""
    row = db.session.execute(_rows(actor).where(Difficulty.id == difficulty_id)).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return _row(row, local(clock.now()).date())


def lock_difficulty(actor: Actor, difficulty_id: UUID) -> Difficulty:
    """One of them until the end of the transaction; ``NOT_FOUND`` out of scope."""
    question = select(Difficulty).where(Difficulty.id == difficulty_id, readable(actor, Difficulty))
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def steps_of(difficulty: Difficulty) -> list[StepRow]:
    """What was done with it, oldest first; one statement."""
    question = (
        select(DifficultyStep, Account.name)
        .outerjoin(Account, Account.id == DifficultyStep.account_id)
        .where(DifficultyStep.commune_id == difficulty.commune_id, DifficultyStep.difficulty_id == difficulty.id)
        .order_by(DifficultyStep.at, DifficultyStep.id)
    )
    return [
        StepRow(one.step, one.words, one.owner, one.due_on, one.at, by or "") for one, by in db.session.execute(question)
    ]


def _rows(actor: Actor) -> Any:
    """Difficulties with the names beside them."""
    here = Difficulty.commune_id
    return (
        select(Difficulty, ModelSite.name, Asset.place, Team.name, Village.name)
        .outerjoin(ModelSite, and_(ModelSite.commune_id == here, ModelSite.id == Difficulty.site_id))
        .outerjoin(Asset, and_(Asset.commune_id == here, Asset.id == Difficulty.asset_id))
        .outerjoin(Team, and_(Team.commune_id == here, Team.id == Difficulty.team_id))
        .outerjoin(Village, and_(Village.commune_id == here, Village.id == Difficulty.village_id))
        .where(readable(actor, Difficulty))
    )


def _row(row: Any, today: date) -> DifficultyRow:
    one: Difficulty = row[0]
    late = lateness.days_late(one.due_on, today) if one.state == "open" else 0
    return DifficultyRow(one, row[1] or "", row[2] or "", row[3] or "", row[4] or "", late)
