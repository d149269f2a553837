"""Requests about personal data with their steps, legal holds, and what retention has deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_OPEN = text("state IN ('received','acknowledged')")


class DataRequest(Base):
    """A request: of a member, or of a resident, who is here a number on a paper slip and nothing else.

    ``acknowledge_by`` and ``due`` are its legal clocks; ``processor``: somebody else processes the data for the commune.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "member_id"], ["member.commune_id", "member.id"]),
        CheckConstraint("asker IN ('member','resident')", name="asker"),
        CheckConstraint("state IN ('received','acknowledged','answered','refused','closed')", name="state"),
        Index("ix_data_request_open", "commune_id", "due", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "commune_id", "received_on"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    asker: Mapped[str] = mapped_column(String(10))
    slip: Mapped[str] = mapped_column(String(20), default="")
    member_id: Mapped[UUID | None]
    details: Mapped[str] = mapped_column(String(500), default="")
    processor: Mapped[bool] = mapped_column(default=False)
    extended: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default="received")
    received_on: Mapped[date]
    acknowledge_by: Mapped[date]
    due: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]


class RequestStep(Base):
    """A step that somebody took with a request; ``words`` are the letter, ``ground`` why it was refused."""

    __tablename__ = "request_step"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "request_id"], ["data_request.commune_id", "data_request.id"]),
        CheckConstraint("step IN ('acknowledge','extend','answer','refuse','close')", name="step"),
        Index(None, "commune_id", "request_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    step: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="")
    ground: Mapped[str] = mapped_column(String(10), default="")
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]


class LegalHold(Base):
    """A report, or one photo of it, that must stay until the end of a day, whatever the policy says."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], ["report.commune_id", "report.id"]),
        Index(None, "commune_id", "report_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID]
    photo_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(300))
    until: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class Deletion(Base):
    """What retention has deleted: which kind, which id, when. Never what it said."""

    __tablename__ = "deletion"
    __table_args__ = (Index(None, "commune_id", "at"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
