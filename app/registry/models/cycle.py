"""What keeps the cycle going: steps of difficulties, silences of sites, inspections, reminders."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules.lateness import REMINDED
from app.web.database import Base

_KINDS = ",".join(f"'{one}'" for one in REMINDED)


class DifficultyStep(Base):
    """What was done with a difficulty: ``hand`` (another office sees to it), ``postpone`` (a new day), ``solve``, ``drop``.

    ``words`` are the reason or the result; ``owner`` and ``due_on`` as they were afterwards. Rows are only ever added.
    """

    __tablename__ = "difficulty_step"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "difficulty_id"], ["difficulty.commune_id", "difficulty.id"]),
        CheckConstraint("step IN ('hand','postpone','solve','drop')", name="step"),
        Index(None, "commune_id", "difficulty_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    difficulty_id: Mapped[UUID]
    step: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]


class SiteSilence(Base):
    """A living site of which nothing was heard since the day ``since``: raised once, over when something is heard again.

    ``days`` was the commune's limit when it was raised; ``difficulty_id`` is what the keepers made of it.
    """

    __tablename__ = "site_silence"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        ForeignKeyConstraint(["commune_id", "difficulty_id"], ["difficulty.commune_id", "difficulty.id"]),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int]
    raised_at: Mapped[datetime]
    over_at: Mapped[datetime | None]
    difficulty_id: Mapped[UUID | None]


class Inspection(Base):
    """An inspection (*kiểm tra chuyên đề*) of a site or a team. ``inspector`` is an office, never a person.

    ``difficulties`` are the ids of what was found wanting; empty where nothing was.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        CheckConstraint("(site_id IS NULL) <> (team_id IS NULL)", name="object"),
        Index(None, "commune_id", "on_day"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column("on_day")
    site_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    village_id: Mapped[UUID | None]
    topic: Mapped[str] = mapped_column(String(120))
    inspector: Mapped[str] = mapped_column(String(80))
    finding: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    difficulties: Mapped[list[Any]]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]


class Reminder(Base):
    """Somebody was asked about something late: at most once a day for each thing (``rules.lateness.REMINDED``)."""

    __tablename__ = "model_reminder"
    __table_args__ = (CheckConstraint(f"kind IN ({_KINDS})", name="kind"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column("on_day", primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
