"""The catalogue as rows: categories, kinds of models, shift presets, the terms people choose from, and dated settings."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.web.database import Base, JsonColumn


class Category(Base):
    """A kind of event: ``kind`` is incident, activity or other; ``facts`` holds its own fields, phrases and flags.

    ``scope`` is the commune whose own it is, empty for those of the data file. How a commune calls and uses a category
    stands in its setting ``category.<code>``, with dates.
    """

    __tablename__ = "category"
    __table_args__ = (
        CheckConstraint("kind IN ('incident','activity','other')", name="kind"),
        CheckConstraint("severity IS NULL OR severity BETWEEN 1 AND 4", name="severity"),
    )

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    scope: Mapped[str] = mapped_column(String(12), default="", server_default="")
    group: Mapped[str] = mapped_column("group_code", String(2))
    kind: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    vi: Mapped[str] = mapped_column(String(120))
    en: Mapped[str] = mapped_column(String(120))
    severity: Mapped[int | None]
    task_group: Mapped[int | None]
    police_only: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ModelKind(Base):
    """A kind of model (*mô hình*) as communes keep them in their books.

    ``facts``: its own questions (``fields``), what is counted of it (``counters``), which ``activities`` and ``assets`` go
    with it, whether groups carry it out (``grouped``), an ``icon`` and a ``note``. ``scope`` is the commune whose own it is.
    """

    __tablename__ = "model_kind"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    scope: Mapped[str] = mapped_column(String(12), default="", server_default="")
    position: Mapped[int]
    vi: Mapped[str] = mapped_column(String(120))
    en: Mapped[str] = mapped_column(String(120))
    facts: Mapped[dict[str, Any]]
    ended_on: Mapped[date | None]


class Preset(Base):
    """A usual shift: clock times in Viet Nam as ``HH:MM``."""

    __tablename__ = "preset"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
    vi: Mapped[str] = mapped_column(String(80))
    en: Mapped[str] = mapped_column(String(80))
    start: Mapped[str] = mapped_column(String(5))
    end: Mapped[str] = mapped_column(String(5))
    is_default: Mapped[bool] = mapped_column(default=False)


class Term(Base):
    """A word that people choose: ``kind`` names the list (reasons, absences, actions, results, kit, …)."""

    __tablename__ = "term"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    vi: Mapped[str] = mapped_column(String(200))
    en: Mapped[str] = mapped_column(String(200))
    facts: Mapped[dict[str, Any]]


class Setting(Base):
    """A setting with scope and dates of effect: ``scope`` is a commune's or province's code, empty for everywhere."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    scope: Mapped[str] = mapped_column(String(12), primary_key=True, default="")
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    value: Mapped[Any] = mapped_column(JsonColumn)
