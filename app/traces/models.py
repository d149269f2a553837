"""How far a check of a journal has come."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class JournalCheck(Base):
    """A walk through a commune's journal that somebody asked for: how far it came, the chain up to there (32 bytes), and the
    first faults as ``[{seq, what}]``. One row a book: the last walk, or the one under way (``ended_at`` empty)."""

    __tablename__ = "journal_check"

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seq: Mapped[int] = mapped_column(default=0)
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))
    fault_count: Mapped[int] = mapped_column(default=0)
    faults: Mapped[list[Any]] = mapped_column(default=list)
