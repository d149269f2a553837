"""The history of settings: each change with who made it. What holds on a day are the catalogue's settings."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base, JsonColumn


class SettingChange(Base):
    """Somebody gave a setting another ``value`` from the day ``since`` on; ``before`` is what would have held that day.

    ``commune_id`` is whose word it is: a commune, or a province for those of its communes that have set nothing themselves.
    One that was taken back, or replaced by another for the same day before it came, keeps its row.
    """

    __tablename__ = "setting_change"
    __table_args__ = (Index(None, "commune_id", "key", "at"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    since: Mapped[date]
    before: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    value: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[UUID | None]
