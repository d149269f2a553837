"""A period's report, the texts that people write for it, and each form in which it was signed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_REPORT = ["period_report.commune_id", "period_report.id"]


class PeriodReport(Base):
    """The report of a team's period, or without ``team_id`` the commune's. ``version`` counts how often it was signed.

    ``id`` follows from team, kind and first night (``rules.report_id``), so a period has one report. No figures stand
    here: a draft is counted whenever it is read.
    """

    __tablename__ = "period_report"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        CheckConstraint("state IN ('draft','signed','reopened')", name="state"),
        Index(None, "commune_id", "kind", "first"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID | None]
    village_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(12))
    first: Mapped[date]
    last: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="draft")
    version: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID | None]


class PeriodText(Base):
    """What people wrote for one part; ``rev`` grows with each change, so that nobody overwrites another."""

    __tablename__ = "period_text"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "report_id"], _REPORT),)

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    rev: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]


class PeriodVersion(Base):
    """A report as it was signed: figures and texts (``rules.content``), their digest over canonical JSON (32 bytes), and the
    journal's head when they were counted. Rows are only ever added, but for who opened it again, when and why."""

    __tablename__ = "period_version"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "report_id"], _REPORT),)

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    book_seq: Mapped[int]
    book_chain: Mapped[bytes] = mapped_column(LargeBinary(32))
    signed_at: Mapped[datetime]
    signed_by: Mapped[UUID | None]
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[UUID | None]
    reason: Mapped[str | None] = mapped_column(Text)
