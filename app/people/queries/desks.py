"""Who signs in where: second factors, sessions, and what the chief sees of the office accounts of the commune."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, func, or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import rules
from app.people.models import Account, AccountVillage, OfficeSession, Passkey, RecoveryCode, SecondFactor
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
    """An office account as the one who answers for it sees it; ``factor_since`` is None without an authenticator app."""

    id: UUID
    username: str
    name: str
    role: str
    factor_since: datetime | None
    codes_left: int
    passkeys: int
    has_password: bool

    @property
    def has_factor(self) -> bool:
        """Whether there is a second factor of either kind."""
        return self.factor_since is not None or self.passkeys > 0


def find_factor(account_id: UUID) -> SecondFactor | None:
    """The authenticator app of an account."""
    return db.session.scalar(select(SecondFactor).where(SecondFactor.account_id == account_id))


def any_factor(account_id: Any) -> ColumnElement[bool]:
    """Whether an account has a second factor, as a column: an authenticator app or a passkey, no matter which."""
    return or_(
        exists().where(SecondFactor.account_id == account_id),
        exists().where(Passkey.account_id == account_id),
    )


def has_factor(account_id: UUID) -> bool:
    """Whether an account has a second factor. One statement."""
    return bool(db.session.scalar(select(any_factor(account_id))))


def list_passkeys(account_id: UUID) -> list[Passkey]:
    """The passkeys of an account, the oldest first. One statement."""
    theirs = select(Passkey).where(Passkey.account_id == account_id)
    return list(db.session.scalars(theirs.order_by(Passkey.made_at, Passkey.id)))


def find_passkey(account_id: UUID, credential_id: bytes) -> Passkey | None:
    """The passkey of an account by what its browser calls it; another account's is none."""
    here = (Passkey.account_id == account_id) & (Passkey.credential_id == credential_id)
    return db.session.scalar(select(Passkey).where(here))


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
    left = select(func.count()).where(RecoveryCode.account_id == Account.id, RecoveryCode.used_at.is_(None))
    keys = select(func.count()).where(Passkey.account_id == Account.id)
    counts = [one.correlate(Account).scalar_subquery() for one in (left, keys)]
    columns = (Account.id, Account.username, Account.name, Account.role, SecondFactor.since, *counts)
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
