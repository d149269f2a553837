"""What was done for a model: the evidence that its figures open to."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules import ACTIVITY_KINDS
from app.web.database import Base

_KINDS = ",".join(f"'{one}'" for one in ACTIVITY_KINDS)


class ModelActivity(Base):
    """An activity: from a phone under its operation's id (``source`` ``phone``), or written at a desk.

    ``people`` who came and ``minutes`` are numbers alone. ``values`` are answers to the questions of its kind
    (``catalogue``, list ``activities``). One that was entered wrongly is withdrawn with a reason and counts no more.
    """

    __tablename__ = "model_activity"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        ForeignKeyConstraint(["commune_id", "asset_id"], ["asset.commune_id", "asset.id"]),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("source IN ('phone','desk')", name="source"),
        Index(None, "commune_id", "on_day"),
        Index(None, "commune_id", "site_id", "on_day"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    site_id: Mapped[UUID | None]
    asset_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    village_id: Mapped[UUID | None]
    shift_id: Mapped[UUID | None]
    source: Mapped[str] = mapped_column(String(6))
    on: Mapped[date] = mapped_column("on_day")
    began_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    people: Mapped[int | None]
    values: Mapped[dict[str, Any]]
    words: Mapped[str] = mapped_column(String(500), default="")
    photos: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str | None] = mapped_column(String(200))
