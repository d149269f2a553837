"""The index of the office's search: a line of folded words for each report and each incident (ADR 14)."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base


class SearchLine(Base):
    """The words of a report (without ``incident_id``) or of one of its incidents, each once, behind their marks
    (``reports/rules/searching.py``).

    ``place`` is its place among all lines, newer nights higher, so that an index walked from its end gives the newest first.
    SQLite finds the words by its table ``search_words``, which triggers keep equal to this one; PostgreSQL by an index.
    """

    __tablename__ = "search_line"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "report_id"], ["report.commune_id", "report.id"]),
        Index(None, "commune_id", "report_id"),
        Index(None, "commune_id", "place"),
    )

    # SQLite's full text goes by the number of a row, and only an INTEGER key is that number.
    place: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False)
    commune_id: Mapped[str] = mapped_column(String(12))
    report_id: Mapped[UUID]
    incident_id: Mapped[UUID | None]
    team_id: Mapped[UUID]
    village_id: Mapped[UUID]
    night: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
