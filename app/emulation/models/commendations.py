"""Proposals for commendation (*đề xuất khen*), and the records behind each."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.emulation.rules.commendations import ABOUT, EVIDENCE, FORMS, LEVELS, STATES
from app.web.database import Base


def _one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ",".join(f"'{one}'" for one in values)
    return f"{column} IN ({listed})"


class Commendation(Base):
    """A proposal for a team, a member of a team, a model's site or a ``body`` (an organisation by its name).

    A member is named by ``member_id`` beside the ``team_id``, and shown by name to police and committee alone. The site
    may stand in a former commune's book (``site_commune_id``). Decided ones have number, day and authority; declined and
    withdrawn ones ``declined_why``. ``version`` counts every change.
    """

    __tablename__ = "commendation"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "member_id"], ["member.commune_id", "member.id"]),
        ForeignKeyConstraint(["site_commune_id", "site_id"], ["model_site.commune_id", "model_site.id"]),
        CheckConstraint(_one_of("about", ABOUT), name="about"),
        CheckConstraint(_one_of("level", LEVELS), name="level"),
        CheckConstraint(_one_of("form", FORMS), name="form"),
        CheckConstraint(_one_of("state", STATES), name="state"),
        Index(None, "commune_id", "year", "state"),
    )

    commune_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    about: Mapped[str] = mapped_column(String(8))
    team_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    site_commune_id: Mapped[str | None] = mapped_column(String(12))
    site_id: Mapped[UUID | None]
    body: Mapped[str] = mapped_column(String(120), default="")
    village_id: Mapped[UUID | None]
    level: Mapped[str] = mapped_column(String(10))
    form: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    decision_no: Mapped[str | None] = mapped_column(String(40))
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    declined_why: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    proposed_on: Mapped[date]
    account_id: Mapped[UUID | None]
    changed_at: Mapped[datetime]


class CommendationEvidence(Base):
    """A record behind a proposal: an approved report, an incident of one, or an activity. The record may be gone by
    now (its time was over); that it was there stays."""

    __tablename__ = "commendation_evidence"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "commendation_id"], ["commendation.commune_id", "commendation.id"]),
        CheckConstraint(_one_of("kind", EVIDENCE), name="kind"),
    )

    commune_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    commendation_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    record_id: Mapped[UUID] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column("on_day")
