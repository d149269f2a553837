"""Urgent alerts: what a team told at once of a grave incident, ahead of its report."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_OPEN = text("acknowledged_at IS NULL AND cancelled_at IS NULL")


class Alert(Base):
    """The alert of one incident as the phone told it last; ``count`` numbers what the phone told, and the highest stays.

    ``raised_at`` is the phone's clock, ``offset_ms`` how far that was ahead of ours. ``received_at`` is when it began to ask
    for somebody: anew when it is raised again after it was called off.
    """

    __tablename__ = "alert"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint("severity BETWEEN 1 AND 4", name="severity"),
        CheckConstraint("count >= 1", name="count"),
        Index("uq_alert_incident", "commune_id", "team_id", "incident_id", unique=True),
        Index(None, "commune_id", "received_at"),
        Index("ix_alert_open", "commune_id", "received_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    village_id: Mapped[UUID]
    shift_id: Mapped[UUID]
    incident_id: Mapped[UUID]
    count: Mapped[int]
    category: Mapped[str] = mapped_column(String(40))
    severity: Mapped[int]
    checkpoint_id: Mapped[UUID | None]
    place: Mapped[str] = mapped_column(String(80), default="")
    at: Mapped[datetime]
    raised_at: Mapped[datetime]
    offset_ms: Mapped[int | None] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[UUID | None]
