"""What stays to be done: the matters that reports carry from shift to shift, and what the office says of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class Matter(Base):
    """A matter that a report names, as its present version has it; its words stay in the body."""

    __tablename__ = "matter"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], ["report.commune_id", "report.id"]),
        Index(None, "commune_id", "id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
    settled: Mapped[bool]


class MatterWord(Base):
    """A word of the office about a matter; ``opened`` gives a team something to do, and ``words`` say what."""

    __tablename__ = "matter_word"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint("act IN ('opened','settled','reopened')", name="act"),
        Index(None, "commune_id", "team_id", "matter_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID]
    team_id: Mapped[UUID]
    village_id: Mapped[UUID]
    act: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(300), default="")
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
