"""That a night was briefed, which silences of a team were raised, how teams were classed, and what nights add up to.

``TeamNight``, ``VillageMonth``, ``VillageKind`` and ``SettledMonth`` hold nothing that reports and roster do not tell: they
are kept in the transaction that changes those (``service/keeping.py``), and can be thrown away (``flask figures rebuild``).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
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


class _Counted:
    """The columns of ``rules.Counts``."""

    planned: Mapped[int]
    called_off: Mapped[int]
    unreported: Mapped[int]
    received: Mapped[int]
    on_time: Mapped[int]
    sent_back: Mapped[int]
    returned: Mapped[int]
    approved: Mapped[int]
    nights: Mapped[int]
    quiet: Mapped[int]
    turns: Mapped[int]
    guests: Mapped[int]
    minutes: Mapped[int]
    person_minutes: Mapped[int]
    rounds: Mapped[int]
    passes: Mapped[int]
    incidents: Mapped[int]
    grave: Mapped[int]
    activities: Mapped[int]
    reminders: Mapped[int]
    helped: Mapped[int]
    points: Mapped[int]
    reached: Mapped[int]
    window: Mapped[int]
    severity1: Mapped[int]
    severity2: Mapped[int]
    severity3: Mapped[int]
    severity4: Mapped[int]


class TeamNight(_Counted, Base):
    """A team's night. ``members``: minutes of duty by member's id; ``waits``: minutes from arrival to approval, a
    report each; ``kinds``: category → ``rules.HAPPENED`` in order; ``deeds``: category of activities → how many;
    ``on_duty``: ids of members whose night counts; ``stops``: checkpoint's id → ``rules.Point`` in order."""

    __tablename__ = "team_night"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        Index(None, "commune_id", "night"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    village_id: Mapped[UUID]
    members: Mapped[dict[str, Any]]
    waits: Mapped[list[Any]]
    kinds: Mapped[dict[str, Any]]
    deeds: Mapped[dict[str, Any]]
    on_duty: Mapped[list[Any]]
    stops: Mapped[dict[str, Any]]


class VillageMonth(_Counted, Base):
    """A village's month; ``month`` is its first day."""

    __tablename__ = "village_month"

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    village_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)


class VillageKind(Base):
    """The approved incidents of one category in a village's month."""

    __tablename__ = "village_kind"

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    village_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(4), primary_key=True)
    incidents: Mapped[int]
    grave: Mapped[int]
    people: Mapped[int]
    injured: Mapped[int]


class SettledMonth(Base):
    """What of a village's month is no sum, once the month is long over: ``members``, ids of who was on duty, and ``waits``,
    minutes from arrival to approval → how many reports.

    A commune's month has the rows of all its villages or none: a change of one of its nights takes them away, and the
    worker writes them again (``service/settling.py``).
    """

    __tablename__ = "settled_month"

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    village_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    members: Mapped[list[Any]]
    waits: Mapped[dict[str, Any]]


class Classing(Base):
    """What people say of a team's class of a year (the one in which its period ends): proposed, then decided.

    Nothing is changed: the last row of each ``step`` holds. ``level`` is a name of ``rules.LEVELS``.
    """

    __tablename__ = "classing"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        CheckConstraint("step IN ('proposed','decided')", name="step"),
        CheckConstraint("level IN ('xs','t','ht','kht','none')", name="level"),
        Index(None, "commune_id", "year", "team_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    year: Mapped[int]
    step: Mapped[str] = mapped_column(String(10))
    level: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
