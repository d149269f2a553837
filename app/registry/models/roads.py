"""Camera roads: which cameras watch a road, in their order along it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class CameraRoad(Base):
    """A road watched by cameras (*tuyến đường camera an ninh*), from a place to a place; ``length_m`` in metres.

    Without a village it runs through several. ``ended_on``: since when it is none any more.
    """

    __tablename__ = "camera_road"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        CheckConstraint("length_m > 0", name="length"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    from_place: Mapped[str] = mapped_column(String(120))
    to_place: Mapped[str] = mapped_column(String(120))
    length_m: Mapped[int]
    village_id: Mapped[UUID | None]
    site_id: Mapped[UUID | None]
    launched_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class RoadCamera(Base):
    """A camera at its place along a road, from 1."""

    __tablename__ = "road_camera"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "road_id"], ["camera_road.commune_id", "camera_road.id"]),
        ForeignKeyConstraint(["commune_id", "asset_id"], ["asset.commune_id", "asset.id"]),
        Index(None, "commune_id", "asset_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    road_id: Mapped[UUID] = mapped_column(primary_key=True)
    asset_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int]
