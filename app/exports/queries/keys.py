"""Keys for programs: those of an account, and the one that a request shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.night import local
from app.exports.models import ExportKey
from app.people.models import Account
from app.web.cookies import token_hash
from app.web.database import db

_LISTED = 40


@dataclass(frozen=True)
class KeyRow:
    """A key as its owner sees it."""

    id: UUID
    name: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    @property
    def last_day(self) -> date:
        """The last day on which it opens anything."""
        return local(self.expires_at - timedelta(seconds=1)).date()

    def is_open(self, now: datetime) -> bool:
        """Whether it opens anything still."""
        return self.revoked_at is None and self.expires_at > now


@dataclass(frozen=True)
class ShownKey:
    """A key that a request carries: whose it is and what it opens."""

    id: UUID
    account_id: UUID
    name: str
    scopes: list[str]
    used_at: datetime | None


def list_keys(actor: Actor) -> list[KeyRow]:
    """The actor's own keys, newest first."""
    names = ("id", "name", "scopes", "made_at", "expires_at", "used_at", "revoked_at")
    mine = select(*(getattr(ExportKey, name) for name in names)).where(ExportKey.account_id == actor.account_id)
    return [KeyRow(*row) for row in db.session.execute(mine.order_by(ExportKey.made_at.desc()).limit(_LISTED))]


def find_key(token: str, now: datetime) -> ShownKey | None:
    """The key behind a token; None when it was revoked, is over, or its account is closed or has another role today."""
    row = db.session.execute(
        select(ExportKey.id, ExportKey.account_id, ExportKey.name, ExportKey.scopes, ExportKey.used_at)
        .join(Account, Account.id == ExportKey.account_id)
        .where(ExportKey.token_hash == token_hash(token), ExportKey.revoked_at.is_(None), ExportKey.expires_at > now)
        .where(Account.closed_at.is_(None), Account.role == ExportKey.role)
    ).one_or_none()
    return ShownKey(*row) if row else None
