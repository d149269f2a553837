"""Members, teams and phones of a commune, and how a phone gets in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_TEAM = ["team.commune_id", "team.id"]
_MEMBER = ["member.commune_id", "member.id"]


class Team(Base):
    """A patrol team; ``kind`` is one of ``rules.TEAM_KINDS``."""

    __tablename__ = "team"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
        CheckConstraint("kind IN ('bvantt','tu_quan','dan_phong','xung_kich','hon_hop')", name="kind"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    village_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Member(Base):
    """A person of a team: a name, and nothing else that identifies."""

    __tablename__ = "member"

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Membership(Base):
    """Who belongs to which team, as what, from when to when (both days included)."""

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),
        ForeignKeyConstraint(["commune_id", "member_id"], _MEMBER),
        CheckConstraint("role IN ('leader','deputy','member')", name="role"),
        Index(None, "commune_id", "team_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    member_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Invitation(Base):
    """A code that enrols one phone within 24 hours; only digests of the link's and the typed code are kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),
        Index(None, "commune_id", "team_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    device_id: Mapped[UUID | None]


class Device(Base):
    """A phone of a team. ``next_token_hash`` waits until the phone shows the new cookie for the first time.

    ``nudge_…`` is the office's last reminder: when, of which trouble, by which account. That the phone has shown it stands
    in ``health``. ``confirmed_…`` tell when and by which account its three words were compared.
    """

    __tablename__ = "device"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),
        Index(None, "commune_id", "team_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(80))
    platform: Mapped[str] = mapped_column(String(40))
    install_id: Mapped[UUID]
    rescue_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    token_at: Mapped[datetime]
    next_token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    enrolled_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    health: Mapped[dict[str, Any] | None]
    nudge_at: Mapped[datetime | None]
    nudge_reason: Mapped[str | None] = mapped_column(String(20))
    nudge_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None]
