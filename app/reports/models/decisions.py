"""What the office decided about a report: moves and corrections."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_REPORT = ["report.commune_id", "report.id"]


class MoveNote(Base):
    """A decision of the office, in full: reasons, marked fields (JSON pointers), words, deadline.

    ``stood_for`` is the absent officer in whose villages ``account_id`` decided as a deputy.
    """

    __tablename__ = "move_note"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], _REPORT),
        Index(None, "commune_id", "report_id", "at"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(String(12))
    from_state: Mapped[str] = mapped_column(String(10))
    to_state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    rev: Mapped[int]
    reasons: Mapped[list[str]]
    fields: Mapped[list[str]]
    comment: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime | None]
    account_id: Mapped[UUID | None]
    stood_for: Mapped[UUID | None]
    at: Mapped[datetime]


class Correction(Base):
    """An officer's correction of an incident, kept beside the team's version, never in it."""

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], _REPORT),
        Index(None, "commune_id", "report_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID]
    incident_id: Mapped[UUID]
    changes: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(300))
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
