"""That a night was briefed, and which silences of a team were raised."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class Briefing(Base):
    """A night was briefed in its commune: once, by whom, with what was concluded."""

    __tablename__ = "briefing"

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    notes: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Silence(Base):
    """A team was told that the reports of these planned nights are missed; ``over_at``: a report has come since."""

    __tablename__ = "silence"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        Index(None, "commune_id", "over_at"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(primary_key=True)
    first_night: Mapped[date] = mapped_column(primary_key=True)
    last_night: Mapped[date]
    notice_id: Mapped[UUID]
    at: Mapped[datetime]
    over_at: Mapped[datetime | None]
