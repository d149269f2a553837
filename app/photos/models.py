"""The slot of each announced photo, what is covered in it, and the parts of an upload that is under way."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, String, case, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.web.database import Base

_ERASED = text("erased_at IS NOT NULL")
_TO_COVER = text("made_at IS NULL")


class Cover(Base):
    """What is covered in a picture. It belongs to the bytes, so the same picture is covered wherever the commune has it.

    ``rectangles`` are ``[left, top, width, height]`` as fractions of the upright picture; none once everything was undone.
    ``rev`` counts what was asked for. ``made_at``: when the copy with these rectangles lay in the storage; None while a
    worker has still to make it.
    """

    __tablename__ = "photo_cover"
    __table_args__ = (Index("ix_photo_cover_waiting", "made_at", sqlite_where=_TO_COVER, postgresql_where=_TO_COVER),)

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    rectangles: Mapped[list[Any]]
    is_empty: Mapped[bool]
    rev: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]


def cover_of(commune_id: Any, sha256: Any) -> Any:
    """Of a picture in a question, by its columns: None when nothing in it is covered, else ``waits`` or ``made``."""
    said = case((Cover.made_at.is_(None), "waits"), else_="made")
    mine = (Cover.commune_id == commune_id) & (Cover.sha256 == sha256)
    return select(said).where(mine, ~Cover.is_empty).correlate_except(Cover).scalar_subquery()


class Photo(Base):
    """A slot: opened by the announcement, filled once.

    ``owner_id`` is the shift, look, activity or site that the photo belongs to, ``source_id`` what announced it: the report,
    part or addendum, or the owner itself. ``team_id`` is None where a desk brought it, ``village_id`` of the whole commune;
    ``current`` is false once a newer version of the source no longer names it. States: ``expected`` (no bytes yet),
    ``stored`` (bytes with the announced digest), ``ready`` (clean picture made), ``damaged`` (cannot be decoded).
    """

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint("state IN ('expected','stored','ready','damaged')", name="state"),
        Index(None, "commune_id", "owner_id"),
        Index("ix_photo_waiting", "state", "stored_at"),
        Index(None, "commune_id", "sha256"),
        # Few are erased ever, and the worker looks for them every hour.
        Index("ix_photo_erased", "erased_at", sqlite_where=_ERASED, postgresql_where=_ERASED),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID]
    source_id: Mapped[UUID]
    team_id: Mapped[UUID | None]
    village_id: Mapped[UUID | None]
    current: Mapped[bool] = mapped_column(default=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    bytes: Mapped[int]
    mime: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[datetime | None]
    about: Mapped[str] = mapped_column(String(12))
    incident_id: Mapped[UUID | None]
    round_id: Mapped[UUID | None]
    checkpoint_id: Mapped[UUID | None]
    caption: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(10), default="expected")
    stored_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    # Taken out for cause: its bytes are gone for good, and nobody is asked for them again.
    erased_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(40))
    clean_width: Mapped[int | None]
    clean_height: Mapped[int | None]
    # Read along with every photo, so that whoever shows one cannot forget to ask.
    cover: Mapped[str | None] = column_property(cover_of(commune_id, sha256))


class UploadPart(Base):
    """A piece of an upload under way: a cache that may be wiped at any time, which only means offset 0."""

    __tablename__ = "upload_part"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "photo_id"], ["photo.commune_id", "photo.id"], ondelete="CASCADE"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    photo_id: Mapped[UUID] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]
