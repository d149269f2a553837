"""Places where a model is applied, and how each got into the state it is in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules.life import STATES
from app.registry.rules.lists import LEVELS
from app.web.database import Base

_LISTED = ",".join(f"'{one}'" for one in STATES)
_LEVELS = ",".join(f"'{one}'" for one in LEVELS)


class ModelSite(Base):
    """A model at one place (*điểm mô hình*): in a village, or without one in the whole commune.

    ``state`` is one of ``rules.STATES`` and changes by moves alone; ``version`` counts every change, so that nobody
    overwrites another. ``values`` are answers to its kind's own questions by key. ``head_role`` names an office, never a
    person. ``level`` and ``reviewed_on`` are of its last review, ``active_on`` is the day of its last activity.
    ``parent_…`` is the site that it was replicated from, which may stand in another commune's book. Money in đồng.
    """

    __tablename__ = "model_site"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint(f"state IN ({_LISTED})", name="state"),
        CheckConstraint(f"level IS NULL OR level IN ({_LEVELS})", name="level"),
        Index(None, "commune_id", "kind_code", "state"),
        Index(None, "parent_id"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind_code: Mapped[str] = mapped_column(ForeignKey("model_kind.code"))
    name: Mapped[str] = mapped_column(String(120))
    village_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(12))
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(Text, default="")
    head_role: Mapped[str] = mapped_column(String(80), default="")
    has_regulation: Mapped[bool] = mapped_column(default=False)
    fund_source: Mapped[str | None] = mapped_column(String(20))
    budget: Mapped[int | None] = mapped_column(BigInteger)
    decision_no: Mapped[str | None] = mapped_column(String(40))
    decision_on: Mapped[date | None]
    decision_by: Mapped[str | None] = mapped_column(String(80))
    launched_on: Mapped[date | None]
    launch_people: Mapped[int | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(Text)
    level: Mapped[str | None] = mapped_column(String(4))
    reviewed_on: Mapped[date | None]
    active_on: Mapped[date | None]
    parent_commune_id: Mapped[str | None] = mapped_column(String(12))
    parent_id: Mapped[UUID | None]
    tags: Mapped[list[Any]]
    values: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class SiteMove(Base):
    """A step of a site's life (``rules.MOVES``): on the day ``on`` it took effect, ``at`` it was written down.

    ``facts`` are what the step brought: ``decision_no, decision_on, decision_by, launch_people, survey``, where told.
    Rows are only ever added.
    """

    __tablename__ = "site_move"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        Index(None, "commune_id", "site_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    on: Mapped[date] = mapped_column("on_day")
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]]
