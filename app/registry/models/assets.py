"""Things that are counted and looked after: cameras, gongs, bells, boards, fire points, loudspeakers; each look at one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.registry.rules import ASSET_KINDS, ASSET_STATES
from app.web.database import Base

_KINDS = ",".join(f"'{one}'" for one in ASSET_KINDS)
_STATES = ",".join(f"'{one}'" for one in ASSET_STATES)
_ASSET = ["asset.commune_id", "asset.id"]


class Asset(Base):
    """A thing at a place. Cameras are counted by ``eyes``; everything else counts one.

    ``label`` is the short number painted on it. ``values`` by kind: a gong's ``signals`` (``[{pattern, meaning}]``),
    ``hour`` and ``material``, a bell's ``type`` and ``homes`` (how many are linked to it), a fire point's ``kit``
    (``[{what, count, due}]``), a loudspeaker's ``vehicle``. ``state``, ``defects`` (codes) and ``checked_at`` are of the
    latest look (``AssetCheck``); before the first one ``state`` is as the desk wrote it. ``need_id``: the need
    (``CameraNeed``) that a camera was installed for.
    """

    __tablename__ = "asset"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        ForeignKeyConstraint(["commune_id", "need_id"], ["camera_need.commune_id", "camera_need.id"]),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("eyes >= 1", name="eyes"),
        Index(None, "commune_id", "kind", "state"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(20), default="")
    place: Mapped[str] = mapped_column(String(160))
    village_id: Mapped[UUID | None]
    site_id: Mapped[UUID | None]
    need_id: Mapped[UUID | None]
    eyes: Mapped[int] = mapped_column(default=1)
    owner: Mapped[str | None] = mapped_column(String(12))
    fund_source: Mapped[str | None] = mapped_column(String(20))
    topic: Mapped[str | None] = mapped_column(String(20))
    storage_days: Mapped[int | None]
    has_notice: Mapped[bool | None]
    keeper_role: Mapped[str] = mapped_column(String(80), default="")
    installed_on: Mapped[date | None]
    removed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default="working")
    defects: Mapped[list[Any]] = mapped_column(default=list)
    checked_at: Mapped[datetime | None]
    values: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class AssetCheck(Base):
    """A look at a thing: how it was found. From a phone under its operation's id, with the shift it was made in.

    ``client_at``: when the holder tapped, corrected by nothing; ``at``: when it was received. ``on`` is the day on which the
    state holds. ``defects``: codes of the catalogue. ``photos``: how many were announced with it.
    """

    __tablename__ = "asset_check"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "asset_id"], _ASSET),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        Index(None, "commune_id", "asset_id", "client_at"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    asset_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    shift_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(12))
    defects: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(String(200), default="")
    photos: Mapped[int] = mapped_column(default=0)
    on: Mapped[date] = mapped_column("on_day")
    client_at: Mapped[datetime]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    account_id: Mapped[UUID | None]
