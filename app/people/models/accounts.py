"""Office people: their accounts, sessions and second factors, and the counted tries at the doors."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class Account(Base):
    """A person of the office. ``commune_id`` is empty for province and system roles."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "role IN ('chief','officer','duty','committee','front','village_head','province','admin','dpo')",
            name="role",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    commune_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    province_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class AccountVillage(Base):
    """The villages that an officer or village head answers for; no row means the whole commune."""

    __tablename__ = "account_village"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    village_id: Mapped[UUID] = mapped_column(primary_key=True)


class StandIn(Base):
    """Who answers for an absent officer's villages besides the own ones, from day to day (both included).

    ``account_id`` is the absent one, ``deputy_id`` who stands in; ``ended_at`` when it was ended early.
    """

    __tablename__ = "stand_in"
    __table_args__ = (Index(None, "deputy_id", "last_day"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    deputy_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class PasswordLink(Base):
    """A one-time link that sets a password."""

    __tablename__ = "password_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OfficeSession(Base):
    """A signed-in desk: 12 hours, 30 minutes idle, revocable.

    ``proven_at`` is when it last showed the password, ``browser`` where (``Chrome/Windows``, as far as the browser tells).
    """

    __tablename__ = "office_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    proven_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(40))


class SecondFactor(Base):
    """An account's second factor, from the moment on in which a first code was right.

    The secret is not kept: it is made from ``seed`` and the installation's key (ADR 15). ``last_step`` is the time step of
    the last code that counted; none up to it counts again.
    """

    __tablename__ = "second_factor"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    seed: Mapped[bytes] = mapped_column(LargeBinary(16))
    since: Mapped[datetime]
    last_step: Mapped[int]


class Passkey(Base):
    """A key that a machine of the account's person keeps; here is its public half, which is no secret.

    ``transports`` are the ways to it that the browser told (with commas), ``sign_count`` what it counted at its last use; 0
    for one that does not count.
    """

    __tablename__ = "passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(1200))
    transports: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(40))
    sign_count: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class UsedChallenge(Base):
    """A question to a passkey that was answered, until it would be too old anyway: none is answered twice."""

    __tablename__ = "used_challenge"

    challenge: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    forgotten_at: Mapped[datetime]


class RecoveryCode(Base):
    """One of ten codes that stand in for a lost second factor, each once; only a keyed digest is kept."""

    __tablename__ = "recovery_code"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """Tries at a guarded door: ``bucket`` names the door and who tries (a digest, never an address). Before ``free_at``
    nothing more is tried."""

    __tablename__ = "attempt"

    bucket: Mapped[str] = mapped_column(String(80), primary_key=True)
    tries: Mapped[int]
    tried_at: Mapped[datetime]
    free_at: Mapped[datetime]
