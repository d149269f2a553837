"""Units with dates: provinces and communes under their official codes, villages under our own ids."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class Unit(Base):
    """A province or a commune, present or former.

    ``id`` is the official code of a present unit, ``<code>/<year it ended>`` of a former one, because codes are used again.
    ``valid_to`` is the last day; empty while the unit exists.
    """

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("kind IN ('province','xa','phuong','dac_khu','thi_tran')", name="kind"),
        Index(None, "parent_id", "valid_to"),
        Index(None, "name_folded"),
    )

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    code: Mapped[str] = mapped_column(String(5))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    name_folded: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    # Districts ended on 1 July 2025; a former commune keeps the name of the one it lay in.
    former_district: Mapped[str | None] = mapped_column(String(120))
    former_province: Mapped[str | None] = mapped_column(String(120))


class UnitSuccessor(Base):
    """Where a former unit went: several rows when it was split."""

    __tablename__ = "unit_successor"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    successor_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class Village(Base):
    """A village (thôn) or residential group (tổ dân phố) of a commune; merged ones point to what they became."""

    __tablename__ = "village"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "merged_into_id"], ["village.commune_id", "village.id"]),
        CheckConstraint("kind IN ('thon','to_dan_pho')", name="kind"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    households: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    merged_into_id: Mapped[UUID | None]
