"""What officers covered in a report: rectangles in a photo, or words in its texts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class Redaction(Base):
    """One deed of covering, and its undoing. It stands beside what the team sent, never in it.

    ``changes`` is ``{"rectangles": […]}`` for a photo and ``{"words": phrase}`` for texts; ``{}`` once what was covered has
    been erased for good. ``reason`` is a code of ``rules.PHOTO_REASONS`` or ``WORDS_REASONS``.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], ["report.commune_id", "report.id"]),
        Index(None, "commune_id", "report_id"),
        Index(None, "commune_id", "photo_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID]
    photo_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]
    undone_why: Mapped[str] = mapped_column(String(300), default="")
