"""The commune's book: one counter row, numbered and chained notes; beside it the log of who read what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class JournalHead(Base):
    """The counter row of a commune: the last number given and the chain so far (32 bytes).

    ``continued_in`` is the commune that exists today and keeps this book on, after a merger.
    """

    __tablename__ = "journal_head"

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(default=0)
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))
    continued_in: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)


class JournalNote(Base):
    """One change of state. ``facts`` may be erased when their time is over; ``digest`` (32 bytes) stays in the chain.

    ``actor`` is ``account:<id>``, ``member:<id>``, ``device:<id>`` or ``system``; ``audience`` is ``team`` (the team and its
    police), ``police``, or ``commune`` (every phone of the commune).
    """

    __tablename__ = "journal_note"
    __table_args__ = (
        Index(None, "commune_id", "subject_id", "kind", "seq"),
        Index(None, "commune_id", "kind", "seq"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    actor: Mapped[str] = mapped_column(String(50))
    device_id: Mapped[UUID | None]
    operation_id: Mapped[UUID | None]
    audience: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any] | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))


class AccessNote(Base):
    """Who saw, exported or downloaded what; kept 24 months, never part of the journal."""

    __tablename__ = "access_note"
    __table_args__ = (
        Index(None, "commune_id", "at"),
        Index(None, "commune_id", "account_id", "at"),
        Index(None, "commune_id", "subject_id", "at"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(30))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any] | None]


class AccessMember(Base):
    """A member whose positions were shown by what an access note tells."""

    __tablename__ = "access_member"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "access_id"], ["access_note.commune_id", "access_note.id"], ondelete="CASCADE"),
        Index(None, "commune_id", "member_id", "access_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    access_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
