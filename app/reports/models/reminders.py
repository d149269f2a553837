"""What the teams were told of the deadlines of their returned reports."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class ReturnReminder(Base):
    """One reminder of a returned report: ``soon`` before its deadline, ``late`` behind it, each once for a deadline.

    ``over_at`` is when its notice was taken down, because the team had answered or the next one stood in its place.
    """

    __tablename__ = "return_reminder"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], ["report.commune_id", "report.id"]),
        CheckConstraint("stage IN ('soon','late')", name="stage"),
        Index(None, "over_at"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(String(4), primary_key=True)
    notice_id: Mapped[UUID]
    at: Mapped[datetime]
    over_at: Mapped[datetime | None]
