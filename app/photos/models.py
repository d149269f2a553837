"""The slot of each announced photo, and the parts of an upload that is under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base

_ERASED = text("erased_at IS NOT NULL")


class Photo(Base):
    """A slot: opened by the announcement, filled once.

    ``owner_id`` is the shift that the photo belongs to, ``source_id`` the report, part or addendum that announced it;
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
    team_id: Mapped[UUID]
    village_id: Mapped[UUID]
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
