"""Dated sums of the book of models, and the figures of former units.

``ModelShare``, ``ModelSum`` and ``ModelTally`` hold nothing that the book does not tell: they are kept in the transaction
that changes it (``service/keeping.py``), and can be thrown away (``flask registry rebuild``).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.tallies.rules import LEVELS, SPANS
from app.web.database import Base

_SPANS = ",".join(f"'{one}'" for one in SPANS)
_LEVELS = ",".join(f"'{one}'" for one in LEVELS)


class ModelShare(Base):
    """What one record gives to the sums: ``given`` are ``rules.Share`` in order, the day and the village as text.

    ``record`` is ``site`` (with its groups), ``asset``, ``activity``, ``road`` or ``need``. ``kind_code`` is a site's, and
    its activities'.
    """

    __tablename__ = "model_share"

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    record: Mapped[str] = mapped_column(String(8), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind_code: Mapped[str | None] = mapped_column(String(8))
    given: Mapped[list[Any]]


class ModelSum(Base):
    """What changed on a day: as of a day it is the sum up to that day, in a period the sum within it.

    ``measure``, ``kind`` and ``state``: see ``rules/shares.py``. ``village_id`` is ``rules.WHOLE`` for what belongs to the
    whole commune; what has no known day stands on ``rules.EVER``.
    """

    __tablename__ = "model_sum"

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    village_id: Mapped[UUID] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), primary_key=True)
    amount: Mapped[int]


class ModelTally(Base):
    """A commune's changes of a day, of five, of a month, of a year (``day`` is the first) or of all time (``rules.EVER``),
    for the province.

    ``changed_on`` stands in the row of all time: the day of the last note about the book of models.
    """

    __tablename__ = "model_tally"
    __table_args__ = (
        CheckConstraint(f"span IN ({_SPANS})", name="span"),
        Index(None, "commune_id"),
        {"sqlite_with_rowid": False},
    )

    span: Mapped[str] = mapped_column(String(5), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    sites: Mapped[int] = mapped_column(default=0)
    paused: Mapped[int] = mapped_column(default=0)
    groups: Mapped[int] = mapped_column(default=0)
    members: Mapped[int] = mapped_column(default=0)
    eyes: Mapped[int] = mapped_column(default=0)
    eyes_working: Mapped[int] = mapped_column(default=0)
    boards: Mapped[int] = mapped_column(default=0)
    roads: Mapped[int] = mapped_column(default=0)
    metres: Mapped[int] = mapped_column(default=0)
    needs: Mapped[int] = mapped_column(default=0)
    built: Mapped[int] = mapped_column(default=0)
    replicated: Mapped[int] = mapped_column(default=0)
    strengthened: Mapped[int] = mapped_column(default=0)
    ended: Mapped[int] = mapped_column(default=0)
    activities: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    changed_on: Mapped[date | None]


class ModelHistory(Base):
    """A figure that is known only as the sum of a former unit, entered by the province ``province_id`` from ``source``.

    The unit: ``level`` ``district`` (``district`` of ``former_province``, as former communes name them), ``province`` (by
    ``former_province``) or ``commune`` (``unit_id``, a former one). ``on`` is the day as of which it is told, or the last of
    its year where ``is_year``. A correction is a row of its own, named by ``replaced_by`` of the one that counts no more.
    """

    __tablename__ = "model_history"
    __table_args__ = (
        CheckConstraint(f"level IN ({_LEVELS})", name="level"),
        CheckConstraint("amount >= 0", name="amount"),
        Index(None, "province_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    province_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    level: Mapped[str] = mapped_column(String(8))
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    district: Mapped[str] = mapped_column(String(120), default="")
    former_province: Mapped[str] = mapped_column(String(120), default="")
    on: Mapped[date] = mapped_column("on_day")
    is_year: Mapped[bool]
    measure: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20), default="")
    amount: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("model_history.id"))
