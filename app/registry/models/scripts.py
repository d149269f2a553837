"""What mobile loudspeakers say."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class LoudScript(Base):
    """A text for loudspeakers. Only one that is approved (``approved_at``) and not ended is offered to anybody.

    ``drafted_by`` and ``approved_by`` are accounts, ``approved_role`` the office role in which it was approved. A text that
    is changed waits for approval again.
    """

    __tablename__ = "loud_script"
    __table_args__ = (Index(None, "commune_id", "ended_on"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    topic: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    drafted_by: Mapped[UUID | None]
    approved_by: Mapped[UUID | None]
    approved_role: Mapped[str | None] = mapped_column(String(20))
    approved_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
