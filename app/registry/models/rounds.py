"""Review rounds (*đợt rà soát*) and the sheet of each site in one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules.lists import LEVELS
from app.registry.rules.rounds import OUTCOMES, SHEET_STATES, VERDICTS
from app.web.database import Base


def _one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ",".join(f"'{one}'" for one in values)
    return f"{column} IN ({listed})"


class ReviewRound(Base):
    """A round over the sites that lived (or rested) on the day it was opened; it looks at the days ``first`` to ``last``.

    ``kinds`` are codes of kinds of models (empty: all). ``criteria`` is a list of ``{key, name, most}``: what is looked at,
    with most points each.
    """

    __tablename__ = "review_round"
    __table_args__ = (Index(None, "commune_id", "closed_at"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    first: Mapped[date]
    last: Mapped[date]
    due_on: Mapped[date]
    kinds: Mapped[list[Any]]
    criteria: Mapped[list[Any]]
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]


class ReviewSheet(Base):
    """The sheet (*phiếu đánh giá*) of one site in a round; a to-do until somebody writes on it.

    The site may stand in the book of a commune that was merged into the round's (``site_commune_id``). ``points`` are by
    the criterion's key, ``villages`` and ``villages_due`` say where and by when the model is to be replicated.
    ``version`` counts every change. ``outcome`` is what closing the round made of the verdict.
    """

    __tablename__ = "review_sheet"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "round_id"], ["review_round.commune_id", "review_round.id"]),
        ForeignKeyConstraint(["site_commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        CheckConstraint(_one_of("state", SHEET_STATES), name="state"),
        CheckConstraint(f"level IS NULL OR {_one_of('level', LEVELS)}", name="level"),
        CheckConstraint(f"verdict IS NULL OR {_one_of('verdict', VERDICTS)}", name="verdict"),
        CheckConstraint(f"outcome IS NULL OR {_one_of('outcome', OUTCOMES)}", name="outcome"),
        Index(None, "site_commune_id", "site_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    round_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID] = mapped_column(primary_key=True)
    site_commune_id: Mapped[str] = mapped_column(String(12))
    village_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(8), default="todo")
    version: Mapped[int] = mapped_column(default=0)
    points: Mapped[dict[str, Any]]
    strengths: Mapped[str] = mapped_column(Text, default="")
    weaknesses: Mapped[str] = mapped_column(Text, default="")
    lesson: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[str | None] = mapped_column(String(4))
    verdict: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    villages: Mapped[list[Any]]
    villages_due: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(8))
    account_id: Mapped[UUID | None]
    changed_at: Mapped[datetime | None]
