"""Signing in at a desk and leaving it: passwords are checked here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import case, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.ids import new_id
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
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


def open_session(account_id: UUID, *, browser: str = "", by: str = "") -> NewSession:
    """Open a session of twelve hours for an account whose password (and code) was checked.

    ``browser`` is where (``rules.browsers``), ``by`` what stood in for the second factor, where something did.
    """
    account = db.session.get_one(Account, account_id)
    now, token = clock.now(), new_token()
    session = OfficeSession(
        id=new_id(),
        token_hash=token_hash(token),
        account_id=account.id,
        made_at=now,
        proven_at=now,
        seen_at=now,
        expires_at=now + rules.SESSION_LIFE,
        browser=browser,
    )
    db.session.add(session)
    if account.commune_id is not None:
        facts = {"by": by} if by else {}
        journal.note_access(account.commune_id, queries.actor_of(account), "sign-in", "account", account.id, **facts)
    return NewSession(account, token, session.expires_at)


def prove_session(actor: Actor) -> None:
    """Note that the actor's session has shown the password (and code) just now."""
    here = update(OfficeSession).where(OfficeSession.id == actor.session_id)
    db.session.execute(here.values(proven_at=clock.now()))


def end_session(actor: Actor) -> None:
    """End the session that the actor came with."""
    here = update(OfficeSession).where(OfficeSession.id == actor.session_id, OfficeSession.ended_at.is_(None))
    db.session.execute(here.values(ended_at=clock.now()))


def end_own_session(actor: Actor, session_id: UUID) -> None:
    """End one of the actor's own sessions; ``NOT_FOUND`` when it is none of them."""
    _end_one(actor.account_id, session_id)


def end_other_sessions(actor: Actor) -> int:
    """End every session of the actor's account but this one; how many there were."""
    return end_sessions(actor.account_id, but=actor.session_id)


def end_sessions(account_id: UUID | None, *, but: UUID | None = None) -> int:
    """End the sessions of an account, from their next requests on; how many there were."""
    theirs = update(OfficeSession).where(OfficeSession.account_id == account_id, OfficeSession.ended_at.is_(None))
    if but is not None:
        theirs = theirs.where(OfficeSession.id != but)
    ended = db.session.execute(theirs.values(ended_at=clock.now()).returning(OfficeSession.id))
    return len(ended.all())


def end_session_of(actor: Actor, account_id: UUID, session_id: UUID) -> None:
    """The chief ends one session of an account of the commune. ``NOT_FOUND`` outside it."""
    account = queries.get_colleague(actor, account_id)
    _end_one(account.id, session_id)
    _note_end(account, actor)


def end_sessions_of(actor: Actor, account_id: UUID) -> None:
    """The chief ends every session of a colleague. ``NOT_FOUND`` outside the commune, and for the chief's own."""
    account = queries.get_colleague(actor, account_id)
    end_sessions(account.id)
    _note_end(account, actor)


def _end_one(account_id: UUID | None, session_id: UUID) -> None:
    one = update(OfficeSession).where(OfficeSession.id == session_id, OfficeSession.account_id == account_id)
    ended = case((OfficeSession.ended_at.is_(None), clock.now()), else_=OfficeSession.ended_at)
    if db.session.execute(one.values(ended_at=ended).returning(OfficeSession.id)).one_or_none() is None:
        raise DomainError(NOT_FOUND)


def _note_end(account: Account, actor: Actor) -> None:
    if account.commune_id is not None:
        subject = Subject("account", account.id)
        journal.note(account.commune_id, "account.signed-out", subject, actor, audience=journal_rules.POLICE)
