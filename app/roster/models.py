"""Planned shifts, who is on them and who asks whom to take one over; routes and their checkpoints, notices."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_TEAM = ["team.commune_id", "team.id"]


class Route(Base):
    """A team's way through its area; ``length_m`` in metres."""

    __tablename__ = "route"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),
        Index(None, "commune_id", "team_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(80))
    length_m: Mapped[int | None]
    ended_at: Mapped[datetime | None]


class Checkpoint(Base):
    """A point of a route; ``position`` is its place in the order, from 1. Left-out points keep their row.

    ``begun_at``: when it was added to a route that was there already, empty for those that the route began with.
    """

    __tablename__ = "checkpoint"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "route_id"], ["route.commune_id", "route.id"]),
        Index(None, "commune_id", "route_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    route_id: Mapped[UUID]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class PlannedShift(Base):
    """A shift on the roster. A night called off is neither missing nor quiet: it keeps its reason.

    ``version`` counts its plans: what a phone or a page changes must know the present one.
    """

    __tablename__ = "planned_shift"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),
        ForeignKeyConstraint(["commune_id", "route_id"], ["route.commune_id", "route.id"]),
        CheckConstraint("state IN ('planned','called-off')", name="state"),
        Index(None, "commune_id", "night", "team_id"),
        Index(None, "commune_id", "team_id", "night", "preset", unique=True),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    night: Mapped[date]
    preset: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    route_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(12), default="planned")
    reason: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class PlannedMember(Base):
    """Who is on a planned shift; ``answer`` is what the member said: joining or busy."""

    __tablename__ = "planned_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["commune_id", "shift_id"], ["planned_shift.commune_id", "planned_shift.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["commune_id", "member_id"], ["member.commune_id", "member.id"]),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    shift_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str | None] = mapped_column(String(10))


class Swap(Base):
    """One member asks another to take a shift over; with ``return_id`` the other gives a shift of his own for it.

    ``id`` is that of the operation that asked. ``state`` is what was said, and never goes back; whether the wish still fits
    the roster is no state of it (``rules.find_lapse``). ``return_night`` and ``return_preset`` name the other shift,
    which may be gone.
    """

    __tablename__ = "swap"
    __table_args__ = (
        ForeignKeyConstraint(
            ["commune_id", "shift_id"], ["planned_shift.commune_id", "planned_shift.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["commune_id", "asker_id"], ["member.commune_id", "member.id"]),
        ForeignKeyConstraint(["commune_id", "asked_id"], ["member.commune_id", "member.id"]),
        CheckConstraint("state IN ('asked','agreed','refused','taken-back')", name="state"),
        Index(None, "commune_id", "shift_id"),
        Index(None, "commune_id", "return_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    shift_id: Mapped[UUID]
    asker_id: Mapped[UUID]
    asked_id: Mapped[UUID]
    return_id: Mapped[UUID | None]
    return_night: Mapped[date | None]
    return_preset: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default="asked")
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Notice(Base):
    """A word from the commune police to one team, or to all when ``team_id`` is empty."""

    __tablename__ = "notice"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),)

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime]
    until: Mapped[date | None]
    made_by: Mapped[UUID | None]


class NoticeRead(Base):
    """A member of a team has read a notice; the first time counts. ``at`` is the phone's time, at latest that of receipt."""

    __tablename__ = "notice_read"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "notice_id"], ["notice.commune_id", "notice.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["commune_id", "team_id"], _TEAM),
        ForeignKeyConstraint(["commune_id", "member_id"], ["member.commune_id", "member.id"]),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    at: Mapped[datetime]


class Peak(Base):
    """A period in which more is asked (đợt cao điểm), from the night ``first`` to the night ``last``.

    ``team_ids`` are those that it is about, empty for all; ``nights_a_week`` how many nights each is to walk. One that was
    ended before its time keeps its row.
    """

    __tablename__ = "peak"
    __table_args__ = (Index(None, "commune_id", "first"),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    first: Mapped[date]
    last: Mapped[date]
    team_ids: Mapped[list[str]]
    nights_a_week: Mapped[int | None]
    text: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
