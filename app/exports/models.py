"""The tables of exports: files that the worker makes, and keys for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_OPEN = text("state IN ('queued','running')")


class ExportJob(Base):
    """A file that somebody asked for and the worker makes.

    ``asked`` is what narrows it (``Period.known``), ``columns`` the keys of its columns, ``role`` what the account was then:
    for another role nothing is made. ``total`` rows or photos were counted, ``done`` are written. ``claimed_until`` is the
    worker's lease, ``problem`` a code of why there is no file.
    """

    __tablename__ = "export_job"
    __table_args__ = (
        CheckConstraint("state IN ('queued','running','done','failed','expired')", name="state"),
        Index(None, "commune_id", "asked_at"),
        Index("ix_export_job_open", "asked_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(20))
    ending: Mapped[str] = mapped_column(String(8))
    asked: Mapped[dict[str, Any]]
    columns: Mapped[list[str]]
    purpose: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(8), default="queued")
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    problem: Mapped[str | None] = mapped_column(String(20))


class ExportKey(Base):
    """A key by which a program reads exports as its account may today; only a digest is kept.

    ``role`` is what the account was when it was made: for another role it opens nothing.
    """

    __tablename__ = "export_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    scopes: Mapped[list[str]]
    role: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
