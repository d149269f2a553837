"""Who stands in for whom, and who else could."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import rules
from app.people.models import Account, AccountVillage, StandIn
from app.web.database import db

_Absent, _Deputy, _Maker = aliased(Account), aliased(Account), aliased(Account)
_MOST = 60


@dataclass(frozen=True)
class StandInRow:
    """One stand-in with its names; ``made_by`` is None where the account is gone."""

    id: UUID
    absent_id: UUID
    absent: str
    deputy_id: UUID
    deputy: str
    first_day: date
    last_day: date
    made_by: str | None
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Reviewer:
    """Somebody who decides about reports; ``villages`` is how many the account is narrowed to, 0 for the whole commune."""

    id: UUID
    name: str
    role: str
    villages: int


def in_force(account: Any, day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether a stand-in makes ``account`` (a table of accounts) the deputy on that day."""
    theirs = (StandIn.deputy_id == account.id) & (StandIn.commune_id == account.commune_id)
    during = (StandIn.first_day <= day) & (StandIn.last_day >= day) & StandIn.ended_at.is_(None)
    condition: ColumnElement[bool] = theirs & during
    return condition


def list_stand_ins(actor: Actor) -> list[StandInRow]:
    """The stand-ins of the commune for its chief, else those that concern the actor; the last day first. One statement."""
    question = _question(actor).order_by(StandIn.last_day.desc(), StandIn.made_at.desc()).limit(_MOST)
    return [StandInRow(*row) for row in db.session.execute(question)]


def get_stand_in(actor: Actor, stand_in_id: UUID) -> StandIn:
    """One of them, locked until the commit; ``NOT_FOUND`` for what does not concern the actor. Two statements."""
    if db.session.execute(_question(actor).where(StandIn.id == stand_in_id)).one_or_none() is None:
        raise DomainError(NOT_FOUND)
    here = (StandIn.commune_id == actor.commune_id) & (StandIn.id == stand_in_id)
    return db.session.scalars(select(StandIn).where(here).with_for_update()).one()


def _question(actor: Actor) -> Any:
    columns = (StandIn.id, _Absent.id, _Absent.name, _Deputy.id, _Deputy.name, StandIn.first_day, StandIn.last_day)
    question = (
        select(*columns, _Maker.name, StandIn.made_at, StandIn.ended_at)
        .join(_Absent, _Absent.id == StandIn.account_id)
        .join(_Deputy, _Deputy.id == StandIn.deputy_id)
        .outerjoin(_Maker, _Maker.id == StandIn.made_by)
        .where(StandIn.commune_id == actor.commune_id)
    )
    if actor.role == rules.CHIEF:
        return question
    return question.where(or_(StandIn.account_id == actor.account_id, StandIn.deputy_id == actor.account_id))


def list_reviewers(actor: Actor) -> list[Reviewer]:
    """The open accounts of the actor's commune that decide about reports, by name. One statement."""
    number = select(func.count()).where(AccountVillage.account_id == Account.id).correlate(Account).scalar_subquery()
    question = select(Account.id, Account.name, Account.role, number).where(_reviews(actor)).order_by(Account.name)
    return [Reviewer(*row) for row in db.session.execute(question)]


def has_other_reviewer(actor: Actor, village_id: UUID) -> bool:
    """Whether somebody else than the actor could decide about reports of this village. One statement."""
    villages = AccountVillage.account_id == Account.id
    answers = ~exists().where(villages) | exists().where(villages, AccountVillage.village_id == village_id)
    question = select(Account.id).where(_reviews(actor), Account.id != actor.account_id, answers)
    return db.session.execute(question.limit(1)).first() is not None


def _reviews(actor: Actor) -> ColumnElement[bool]:
    here = Account.commune_id == actor.commune_id
    return here & Account.closed_at.is_(None) & Account.role.in_(rules.REVIEWERS)
