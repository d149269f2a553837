"""Who signs in where: second factors, sessions, and what the chief sees of the office accounts of the commune."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import rules
from app.people.models import Account, AccountVillage, OfficeSession, RecoveryCode, SecondFactor
from app.units.models import Village
from app.web.database import db

_MOST_SESSIONS = 20


@dataclass(frozen=True)
class SessionRow:
    """One sign-in: where (``Chrome/Windows``), since when, and whether it is still open."""

    id: UUID
    account_id: UUID
    browser: str
    made_at: datetime
    seen_at: datetime
    open: bool


@dataclass(frozen=True)
class DeskRow:
    """An office account as the one who answers for it sees it; ``factor_since`` is None without a second factor."""

    id: UUID
    username: str
    name: str
    role: str
    factor_since: datetime | None
    codes_left: int
    has_password: bool


def find_factor(account_id: UUID) -> SecondFactor | None:
    """The second factor of an account."""
    return db.session.scalar(select(SecondFactor).where(SecondFactor.account_id == account_id))


def get_own_desk(actor: Actor) -> DeskRow:
    """The actor's own account. One statement."""
    row = db.session.execute(_desks().where(Account.id == actor.account_id)).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return DeskRow(*row)


def list_desks(actor: Actor) -> list[DeskRow]:
    """The open office accounts of the commune whose chief the actor is, by name. One statement."""
    commune_id = rules.check_may_keep_desks(actor)
    here = _desks().where(Account.commune_id == commune_id, Account.closed_at.is_(None))
    return [DeskRow(*row) for row in db.session.execute(here.order_by(Account.username))]


def list_closed(actor: Actor) -> list[Account]:
    """The closed office accounts of the commune whose chief the actor is, the last closed first. One statement."""
    commune_id = rules.check_may_keep_desks(actor)
    here = select(Account).where(Account.commune_id == commune_id, Account.closed_at.is_not(None))
    return list(db.session.scalars(here.order_by(Account.closed_at.desc(), Account.username)))


def get_closed(actor: Actor, account_id: UUID) -> Account:
    """A closed account of the commune whose chief the actor is; ``NOT_FOUND`` for everything else."""
    account = next((one for one in list_closed(actor) if one.id == account_id), None)
    if account is None:
        raise DomainError(NOT_FOUND)
    return account


def _desks() -> Any:
    left = (
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == Account.id, RecoveryCode.used_at.is_(None))
        .correlate(Account)
        .scalar_subquery()
    )
    columns = (Account.id, Account.username, Account.name, Account.role, SecondFactor.since, left)
    return select(*columns, Account.password_hash.is_not(None)).outerjoin(
        SecondFactor, SecondFactor.account_id == Account.id
    )


def names_of_villages(account_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The names of the villages that each of the accounts answers for, in their order; none for the whole commune. One
    statement."""
    found: dict[UUID, list[str]] = {}
    here = (Village.commune_id == AccountVillage.commune_id) & (Village.id == AccountVillage.village_id)
    question = select(AccountVillage.account_id, Village.name).join(Village, here)
    rows = db.session.execute(
        question.where(AccountVillage.account_id.in_(account_ids)).order_by(Village.position, Village.name)
    )
    for account_id, name in rows:
        found.setdefault(account_id, []).append(name)
    return found


def get_colleague(actor: Actor, account_id: UUID) -> Account:
    """Another open account of the commune whose chief the actor is; ``NOT_FOUND`` for everything else."""
    commune_id = rules.check_may_keep_desks(actor)
    account = db.session.scalar(
        select(Account).where(
            Account.id == account_id, Account.commune_id == commune_id, Account.closed_at.is_(None), Account.id != actor.id
        )
    )
    if account is None:
        raise DomainError(NOT_FOUND)
    return account


def list_sessions(account_id: UUID) -> list[SessionRow]:
    """The last sign-ins of an account, the newest first; open and over. One statement."""
    theirs = _sessions().where(OfficeSession.account_id == account_id)
    rows = db.session.execute(theirs.order_by(OfficeSession.made_at.desc(), OfficeSession.id.desc()).limit(_MOST_SESSIONS))
    now = clock.now()
    return [_session(row, now) for row in rows]


def list_open_sessions(account_ids: Collection[UUID]) -> list[SessionRow]:
    """The open sessions of several accounts, the one last seen first. One statement."""
    now = clock.now()
    lively = (
        OfficeSession.ended_at.is_(None)
        & (OfficeSession.expires_at > now)
        & (OfficeSession.seen_at > now - rules.SESSION_IDLE)
    )
    theirs = _sessions().where(OfficeSession.account_id.in_(account_ids), lively)
    return [_session(row, now) for row in db.session.execute(theirs.order_by(OfficeSession.seen_at.desc()))]


def _sessions() -> Any:
    table = OfficeSession
    return select(table.id, table.account_id, table.browser, table.made_at, table.seen_at, table.expires_at, table.ended_at)


def _session(row: Row[Any], now: datetime) -> SessionRow:
    is_open = row.ended_at is None and row.expires_at > now and row.seen_at + rules.SESSION_IDLE > now
    return SessionRow(row.id, row.account_id, row.browser, row.made_at, row.seen_at, is_open)
