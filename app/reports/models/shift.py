"""The shift report and its content: versions, incidents, activities, supplements.

A list page reads ``report`` alone: every count it shows is a column, kept by the verbs in the same transaction. Bodies lie
in ``report_version`` so that lists stay narrow.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.reports.models.sent import index_of_positions
from app.web.database import Base

_REPORT = ["report.commune_id", "report.id"]
_LIVE = text("state NOT IN ('withdrawn','rejected')")


class Report(Base):
    """The one main report of a shift, as it is now. ``severity`` is the highest of its incidents, 0 for none.

    ``photos_*`` count the current photos of the shift by state; the report is complete when all are ready. ``line`` holds
    the marks of its night line in order, ``search`` its written words folded.
    ``entered_by`` is the account that entered it from the paper book, ``paper_why`` for what reason (``rules/paper.py``).
    """

    __tablename__ = "report"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint("state IN ('submitted','approved','returned','rejected','withdrawn','locked')", name="state"),
        CheckConstraint("version >= 1 AND rev >= 1", name="counters"),
        Index(
            "uq_report_live_shift",
            "commune_id",
            "shift_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(None, "commune_id", "night", "id"),
        Index(None, "commune_id", "state", "night", "id"),
        Index(None, "commune_id", "team_id", "night", "id"),
        Index(None, "commune_id", "village_id", "night", "id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    shift_id: Mapped[UUID]
    team_id: Mapped[UUID]
    village_id: Mapped[UUID]
    night: Mapped[date]
    preset: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10), default="phone")
    entered_by: Mapped[UUID | None]
    paper_why: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="submitted")
    version: Mapped[int] = mapped_column(default=1)
    rev: Mapped[int] = mapped_column(default=1)
    quiet: Mapped[bool]
    severity: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    lead_id: Mapped[UUID | None]
    people: Mapped[int] = mapped_column(default=0)
    absent: Mapped[int] = mapped_column(default=0)
    guests: Mapped[int] = mapped_column(default=0)
    rounds: Mapped[int] = mapped_column(default=0)
    passes: Mapped[int] = mapped_column(default=0)
    incidents: Mapped[int] = mapped_column(default=0)
    activities: Mapped[int] = mapped_column(default=0)
    reminders: Mapped[int] = mapped_column(default=0)
    helped: Mapped[int] = mapped_column(default=0)
    photos_expected: Mapped[int] = mapped_column(default=0)
    photos_stored: Mapped[int] = mapped_column(default=0)
    photos_ready: Mapped[int] = mapped_column(default=0)
    photos_damaged: Mapped[int] = mapped_column(default=0)
    supplements: Mapped[int] = mapped_column(default=0)
    client_at: Mapped[datetime]
    offset_ms: Mapped[int | None] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    due_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(String(8))
    search: Mapped[str] = mapped_column(Text, default="")
    line: Mapped[list[Any]] = mapped_column(default=list)


def is_live(report: Any = Report) -> ColumnElement[bool]:
    """Whether a report stands for its shift: neither withdrawn nor rejected.

    The states are written out, because SQLite uses the index of live shifts only where a query says the same words.
    """
    condition: ColumnElement[bool] = report.state.not_in([literal_column("'withdrawn'"), literal_column("'rejected'")])
    return condition


class ReportVersion(Base):
    """One content of a report as sent: 1 for the submit, one more for each amend. ``photos`` are the ids it names.

    ``oldest_position_at``: when the oldest position in ``body`` was read.
    """

    __tablename__ = "report_version"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "report_id"], _REPORT), index_of_positions("report_version"))

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    operation_id: Mapped[UUID | None]
    schema: Mapped[int] = mapped_column(default=1)
    body: Mapped[dict[str, Any]]
    photos: Mapped[list[str]]
    actor_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    client_at: Mapped[datetime]
    at: Mapped[datetime]
    oldest_position_at: Mapped[datetime | None]


class Incident(Base):
    """An incident of a report as it is now (of its present version, its parts, with corrections applied): for filters,
    figures and the feed. Words stay in the body."""

    __tablename__ = "incident"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], _REPORT),
        CheckConstraint("severity BETWEEN 1 AND 4", name="severity"),
        Index(None, "commune_id", "category", "night"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
    category: Mapped[str] = mapped_column(String(4))
    severity: Mapped[int]
    night: Mapped[date]
    at: Mapped[datetime]
    checkpoint_id: Mapped[UUID | None]
    people: Mapped[int] = mapped_column(default=0)
    injured: Mapped[int] = mapped_column(default=0)
    result: Mapped[str | None] = mapped_column(String(40))


class Activity(Base):
    """An activity (propaganda, meeting, drill …) of a report as it is now."""

    __tablename__ = "activity"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "report_id"], _REPORT),)

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
    category: Mapped[str] = mapped_column(String(4))
    night: Mapped[date]
    at: Mapped[datetime | None]
    details: Mapped[dict[str, Any]]


class Supplement(Base):
    """A part from another phone, or an addendum. ``id`` is its operation's; a part may come before its report."""

    __tablename__ = "supplement"
    __table_args__ = (
        CheckConstraint("kind IN ('part','addendum')", name="kind"),
        Index(None, "commune_id", "shift_id"),
        index_of_positions("supplement"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    shift_id: Mapped[UUID]
    team_id: Mapped[UUID]
    report_id: Mapped[UUID | None]
    body: Mapped[dict[str, Any]]
    photos: Mapped[list[str]]
    actor_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    client_at: Mapped[datetime]
    at: Mapped[datetime]
    oldest_position_at: Mapped[datetime | None]
