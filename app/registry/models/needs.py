"""Places where cameras are needed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules.lists import NEED_STATES
from app.web.database import Base

_STATES = ",".join(f"'{one}'" for one in NEED_STATES)


class CameraNeed(Base):
    """A place where cameras are needed: how many ``eyes``, how badly (``priority`` 1 is the most urgent), and why.

    What was installed for it are the cameras whose ``need_id`` names it. States: ``needed``, ``planned``, ``met`` (as many
    eyes as asked for stand there), ``dropped`` (on the day ``dropped_on``).
    """

    __tablename__ = "camera_need"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        ForeignKeyConstraint(["commune_id", "road_id"], ["camera_road.commune_id", "camera_road.id"]),
        CheckConstraint("priority BETWEEN 1 AND 3", name="priority"),
        CheckConstraint("eyes >= 1", name="eyes"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        Index(None, "commune_id", "state"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(160))
    village_id: Mapped[UUID | None]
    road_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(300))
    priority: Mapped[int]
    eyes: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="needed")
    named_on: Mapped[date]
    dropped_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
