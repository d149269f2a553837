"""Difficulties (*khó khăn, vướng mắc*) with somebody who sees to them and a day by which."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules import DIFFICULTY_KINDS
from app.web.database import Base

_KINDS = ",".join(f"'{one}'" for one in DIFFICULTY_KINDS)


class Difficulty(Base):
    """A difficulty of a site, a thing or a team: at least one of them is named.

    ``owner`` says who sees to it: an office (``committee``, ``police``, ``village``, ``team``, ``front``), never a person.
    ``check_id`` is the look that found the defect. States: ``open``, ``solved`` (with ``result``), ``dropped`` (with why).
    """

    __tablename__ = "difficulty"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        ForeignKeyConstraint(["commune_id", "asset_id"], ["asset.commune_id", "asset.id"]),
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("state IN ('open','solved','dropped')", name="state"),
        CheckConstraint("owner IN ('committee','police','village','team','front')", name="owner"),
        Index(None, "commune_id", "state", "due_on"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    site_id: Mapped[UUID | None]
    asset_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    village_id: Mapped[UUID | None]
    check_id: Mapped[UUID | None]
    words: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default="open")
    raised_on: Mapped[date]
    settled_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    account_id: Mapped[UUID | None]
    changed_at: Mapped[datetime]
