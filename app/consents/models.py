"""Consents as they were given and withdrawn."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class Consent(Base):
    """One act of one member: ``given`` or withdrawn, which text, when. ``id`` is its operation's; rows never change.

    ``at`` is the phone's time of the tap, at latest ``received_at``: a clock that is ahead must not outlast a withdrawal.
    """

    __tablename__ = "consent"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "member_id"], ["member.commune_id", "member.id"]),
        Index(None, "commune_id", "member_id"),
        Index(None, "commune_id", "team_id"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    member_id: Mapped[UUID]
    purpose: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    given: Mapped[bool]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    device_id: Mapped[UUID | None]
