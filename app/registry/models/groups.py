"""Groups that carry a model out: how many people, never who."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class ModelGroup(Base):
    """A group that carries out a site's model (*tổ thực hiện*); ``team_id`` where it is one of the patrol teams.

    ``head_role`` names an office. How many belong to it stands in ``GroupCount``, by days of effect.
    """

    __tablename__ = "model_group"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        Index(None, "commune_id", "site_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    site_id: Mapped[UUID]
    village_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(String(120))
    head_role: Mapped[str] = mapped_column(String(80), default="")
    formed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class GroupCount(Base):
    """How many belong to a group from a day on, until the next row: members, women among them, those who were trained,
    and for groups of neighbours their households."""

    __tablename__ = "group_count"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "group_id"], ["model_group.commune_id", "model_group.id"]),
        CheckConstraint("members >= 0 AND women BETWEEN 0 AND members AND trained BETWEEN 0 AND members", name="members"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    group_id: Mapped[UUID] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    members: Mapped[int]
    women: Mapped[int] = mapped_column(default=0)
    trained: Mapped[int] = mapped_column(default=0)
    households: Mapped[int | None]
    account_id: Mapped[UUID | None]
    at: Mapped[datetime]
