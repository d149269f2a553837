"""What phones sent: operations that took effect, and those that wait for a person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


def index_of_positions(table: str) -> Index:
    """The few rows of ``table`` that hold a position, by the oldest of them: for the day when it has to go."""
    there = text("oldest_position_at IS NOT NULL")
    return Index(f"ix_{table}_position", "oldest_position_at", sqlite_where=there, postgresql_where=there)


class Operation(Base):
    """What a phone sent and took effect: the row that makes a repeat harmless. It exists only if the effect committed.

    ``device_id`` is empty for what the office entered from the paper book.
    """

    __tablename__ = "operation"
    __table_args__ = (Index(None, "commune_id", "device_id", "at"),)

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    kind: Mapped[str] = mapped_column(String(30))
    schema: Mapped[int]
    team_id: Mapped[UUID]
    device_id: Mapped[UUID | None]
    actor_id: Mapped[UUID | None]
    shift_id: Mapped[UUID | None]
    report_id: Mapped[UUID | None]
    client_at: Mapped[datetime]
    at: Mapped[datetime]
    result: Mapped[dict[str, Any] | None]
    receipt: Mapped[str] = mapped_column(String(8))
    epoch: Mapped[str] = mapped_column(String(60))


class ParkedOperation(Base):
    """What a phone sent and did not take effect: conflicting, held and rejected ones, whole, until a person settles them."""

    __tablename__ = "parked_operation"
    __table_args__ = (
        CheckConstraint("status IN ('conflict','held','rejected')", name="status"),
        Index(None, "commune_id", "settled_at", "at"),
        Index(None, "commune_id", "report_id"),
        index_of_positions("parked_operation"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(10))
    problem: Mapped[dict[str, Any]]
    operation: Mapped[dict[str, Any]]
    kind: Mapped[str] = mapped_column(String(30))
    team_id: Mapped[UUID | None]
    device_id: Mapped[UUID]
    report_id: Mapped[UUID | None]
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]
    resolution: Mapped[str | None] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(String(300), default="")
    oldest_position_at: Mapped[datetime | None]
