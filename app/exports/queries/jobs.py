"""Files that the worker makes: what waits, what was asked for, by whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.exports.models import ExportJob
from app.exports.rules.files import State
from app.people.models import Account
from app.people.rules import CHIEF
from app.web.database import db

_LISTED = 30


def waits(now: datetime) -> ColumnElement[bool]:
    """Not begun, or begun by a worker that has said nothing for the length of its lease."""
    dead = (ExportJob.state == State.RUNNING.value) & (ExportJob.claimed_until <= now)
    return or_(ExportJob.state == State.QUEUED.value, dead)


def anything_to_do(now: datetime) -> bool:
    """Whether a worker would find a file to make: a look that writes nothing."""
    return bool(db.session.scalar(select(exists().where(waits(now)))))


def list_jobs(actor: Actor) -> Sequence[Any]:
    """The last files of the actor, newest first; for the chief those of the commune, with who asked. One statement."""
    mine = ExportJob.commune_id == actor.commune_id
    if actor.role != CHIEF:
        mine &= ExportJob.account_id == actor.account_id
    question = (
        select(*ExportJob.__table__.c, Account.name.label("who"))
        .join(Account, Account.id == ExportJob.account_id)
        .where(mine)
        .order_by(ExportJob.asked_at.desc(), ExportJob.id.desc())
    )
    return db.session.execute(question.limit(_LISTED)).all()


def count_open(actor: Actor) -> int:
    """How many files of the actor are being made or wait for it."""
    still = ExportJob.state.in_((State.QUEUED.value, State.RUNNING.value))
    mine = (ExportJob.commune_id == actor.commune_id) & (ExportJob.account_id == actor.account_id)
    return db.session.scalar(select(func.count()).select_from(ExportJob).where(mine, still)) or 0


def get_own_job(actor: Actor, job_id: UUID) -> ExportJob:
    """A file that the actor asked for; ``NOT_FOUND`` for those of others, the chief's eyes included."""
    mine = (ExportJob.commune_id == actor.commune_id) & (ExportJob.id == job_id)
    found = db.session.scalar(select(ExportJob).where(mine, ExportJob.account_id == actor.account_id))
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def list_over(now: datetime) -> Sequence[Any]:
    """The files whose days are over and that still lie in the storage."""
    over = (ExportJob.state == State.DONE.value) & (ExportJob.expires_at <= now)
    return db.session.execute(select(ExportJob.commune_id, ExportJob.id).where(over)).all()
