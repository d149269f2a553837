"""The fund book (*sổ quỹ*) of a team: entries that are only ever added, and what was published of each year."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class FundEntry(Base):
    """Money that came in (``amount`` above 0) or went out (below), in đồng, in the order of ``seq``, which is also that of
    the days. An entry is never changed or deleted: ``undoes`` names the one that this one takes back whole.

    After a merger the book goes on in the new commune under the same team: ``seq`` counts over both.
    """

    __tablename__ = "fund_entry"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        UniqueConstraint("commune_id", "team_id", "seq"),
        UniqueConstraint("commune_id", "undoes"),
        CheckConstraint("amount <> 0", name="amount"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[UUID]
    seq: Mapped[int]
    on: Mapped[date] = mapped_column("on_day")
    amount: Mapped[int] = mapped_column(BigInteger)
    purpose: Mapped[str] = mapped_column(String(200))
    undoes: Mapped[UUID | None]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]


class FundPublication(Base):
    """A year of a fund as it was made public: what there was, came in, went out and is left, in đồng; ``last_seq`` is the
    last entry in it. Written once, never changed: no entry can be dated into a published year."""

    __tablename__ = "fund_publication"
    __table_args__ = (ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),)

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opening: Mapped[int] = mapped_column(BigInteger)
    came_in: Mapped[int] = mapped_column(BigInteger)
    went_out: Mapped[int] = mapped_column(BigInteger)
    closing: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int]
    at: Mapped[datetime]
    account_id: Mapped[UUID | None]
