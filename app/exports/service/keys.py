"""Keys for programs: made, shown once, revoked; dead with the account, its role and its password."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, NOT_FOUND, DomainError
from app.core.ids import new_id
from app.core.night import VIETNAM, local
from app.core.text import nfc
from app.exports.models import ExportKey
from app.exports.rules import tokens as rules
from app.exports.rules.tables import TABLES, check_may_export
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people.models import Account
from app.web.cookies import new_token, token_hash
from app.web.database import db


@dataclass(frozen=True)
class NewKey:
    """A key just made; ``token`` is shown once and stands nowhere."""

    id: UUID
    token: str
    expires_at: datetime


def make_key(actor: Actor, name: str, scopes: list[str], last_day: date) -> NewKey:
    """Make a key of the actor's own account, good until the end of ``last_day``.

    ``INVALID`` names what does not fit, ``NOT_ALLOWED`` for data that the actor may not export, ``ALREADY_THERE`` when there
    are too many.
    """
    now = clock.now()
    name = rules.check_key(nfc(name), scopes, last_day, local(now).date())
    for scope in scopes:
        check_may_export(actor, TABLES[scope])
    open_ones = select(func.count()).select_from(ExportKey).where(*_open(actor.account_id, now))
    if (db.session.scalar(open_ones) or 0) >= rules.MOST_KEYS:
        raise DomainError(ALREADY_THERE)
    token = rules.PREFIX + new_token()
    ends = datetime.combine(last_day + timedelta(days=1), time(), VIETNAM).astimezone(UTC)
    key = ExportKey(
        id=new_id(),
        account_id=actor.account_id,
        token_hash=token_hash(token),
        name=name,
        scopes=list(scopes),
        role=actor.role,
        made_at=now,
        expires_at=ends,
    )
    db.session.add(key)
    _note(actor, "account.key-made", {"scopes": list(scopes), "on": last_day.isoformat()})
    return NewKey(key.id, token, ends)


def revoke_key(actor: Actor, key_id: UUID) -> None:
    """End one of the actor's own keys; again is harmless. ``NOT_FOUND`` when it is none of them."""
    mine = (ExportKey.id == key_id) & (ExportKey.account_id == actor.account_id)
    key = db.session.scalar(select(ExportKey).where(mine))
    if key is None:
        raise DomainError(NOT_FOUND)
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        _note(actor, "account.key-revoked", {})


def drop_keys(_commune_id: str, kind: str, subject: Subject, _facts: dict[str, Any]) -> None:
    """Follow the journal: an account's keys end when it is closed, gets another role, or sets its password anew."""
    if kind not in ("account.closed", "account.changed", "account.password-set"):
        return
    theirs = update(ExportKey).where(ExportKey.account_id == subject.id, ExportKey.revoked_at.is_(None))
    if kind == "account.changed":
        role = select(Account.role).where(Account.id == subject.id).scalar_subquery()
        theirs = theirs.where(ExportKey.role != role)
    db.session.execute(theirs.values(revoked_at=clock.now()).execution_options(synchronize_session=False))


def _open(account_id: UUID | None, now: datetime) -> tuple[Any, ...]:
    return ExportKey.account_id == account_id, ExportKey.revoked_at.is_(None), ExportKey.expires_at > now


def _note(actor: Actor, kind: str, facts: dict[str, Any]) -> None:
    assert actor.commune_id is not None and actor.id is not None, "who exports belongs to a commune"
    subject = Subject("account", actor.id)
    journal.note(actor.commune_id, kind, subject, actor, facts=facts, audience=journal_rules.POLICE)
