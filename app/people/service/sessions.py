"""Signing in at a desk and leaving it: passwords are checked here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update

from app.core import clock
from app.core.actor import Actor
from app.core.ids import new_id
from app.journal import service as journal
from app.people import queries, rules
from app.people.models import Account, OfficeSession
from app.web.cookies import new_token, token_hash
from app.web.database import db

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class NewSession:
    """A session just opened; ``token`` is its cookie."""

    account: Account
    token: str
    expires_at: datetime


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return HASHER.hash(new_token())


def check_password(username: str, password: str) -> UUID | None:
    """The account that this name and password open. Takes the same time for a name that nobody has.

    Ends the transaction before the slow part, so that no lock and no connection waits for it.
    """
    account = queries.find_account(username)
    account_id, kept = (account.id, account.password_hash) if account else (None, None)
    db.session.rollback()
    try:
        HASHER.verify(kept or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return None
    return account_id if kept else None


def open_session(account_id: UUID) -> NewSession:
    """Open a session of twelve hours for an account whose password was checked."""
    account = db.session.get_one(Account, account_id)
    now, token = clock.now(), new_token()
    session = OfficeSession(
        id=new_id(),
        token_hash=token_hash(token),
        account_id=account.id,
        made_at=now,
        seen_at=now,
        expires_at=now + rules.SESSION_LIFE,
    )
    db.session.add(session)
    if account.commune_id is not None:
        journal.note_access(account.commune_id, queries.actor_of(account), "sign-in", "account", account.id)
    return NewSession(account, token, session.expires_at)


def end_session(actor: Actor) -> None:
    """End the session that the actor came with."""
    here = update(OfficeSession).where(OfficeSession.id == actor.session_id, OfficeSession.ended_at.is_(None))
    db.session.execute(here.values(ended_at=clock.now()))


def end_sessions(account_id: UUID) -> None:
    """End every session of an account, from their next requests on."""
    theirs = update(OfficeSession).where(OfficeSession.account_id == account_id, OfficeSession.ended_at.is_(None))
    db.session.execute(theirs.values(ended_at=clock.now()))
