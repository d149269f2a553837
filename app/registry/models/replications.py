"""Where a model that works is to be applied next, and where it was."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_SITE = ["model_site.commune_id", "model_site.id"]


class Replication(Base):
    """A plan to replicate the site ``parent_id`` (*nhân rộng*) in a village by a day; ``child_id`` once the new site was
    opened for it. States: ``planned``, ``done`` (the child was launched), ``dropped`` (with ``why``)."""

    __tablename__ = "replication"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "parent_id"], _SITE),
        ForeignKeyConstraint(["commune_id", "child_id"], _SITE),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint("state IN ('planned','done','dropped')", name="state"),
        Index(None, "commune_id", "parent_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    parent_id: Mapped[UUID]
    village_id: Mapped[UUID | None]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default="planned")
    child_id: Mapped[UUID | None]
    done_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(Text, default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    account_id: Mapped[UUID | None]
    changed_at: Mapped[datetime]
