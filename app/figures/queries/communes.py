"""What a province reads of its communes: sums by month, from the figures that are kept; no single record."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select

from app.core.actor import Actor
from app.figures import rules
from app.figures.models import TeamNight, VillageMonth
from app.figures.rules import Counts
from app.units.models import Unit
from app.web.database import db


@dataclass(frozen=True)
class CommuneMonth:
    """A commune's month, by its first day. ``missing``: planned shifts that are over and have no report."""

    commune_id: str
    commune: str
    month: date
    counts: Counts
    missing: int


def months_of_communes(actor: Actor, since: date, tonight: date) -> list[CommuneMonth]:
    """The months from ``since`` to that of ``tonight`` of the province's communes, newest first; two statements."""
    if actor.province_id is None:
        return []
    sums = [func.sum(getattr(VillageMonth, name)) for name in rules.COUNTED]
    rows = db.session.execute(
        select(VillageMonth.commune_id, Unit.name, VillageMonth.month, *sums)
        .join(Unit, Unit.id == VillageMonth.commune_id)
        .where(Unit.parent_id == actor.province_id, VillageMonth.month.between(since.replace(day=1), tonight))
        .group_by(VillageMonth.commune_id, Unit.name, VillageMonth.month)
        .order_by(VillageMonth.month.desc(), Unit.name, VillageMonth.commune_id)
    ).all()
    gaps = _gaps(actor, tonight)
    return [_month(Counts(*map(int, row[3:])), row, gaps, tonight) for row in rows]


def _month(counts: Counts, row: tuple[str, str, date], gaps: Mapping[str, int], tonight: date) -> CommuneMonth:
    commune_id, commune, month = row[:3]
    is_over = month < tonight.replace(day=1)
    return CommuneMonth(commune_id, commune, month, counts, counts.unreported if is_over else gaps.get(commune_id, 0))


def _gaps(actor: Actor, tonight: date) -> dict[str, int]:
    """The missing shifts of the month that is not over, by commune."""
    rows = db.session.execute(
        select(TeamNight.commune_id, func.sum(TeamNight.unreported))
        .join(Unit, Unit.id == TeamNight.commune_id)
        .where(Unit.parent_id == actor.province_id)
        .where(TeamNight.night >= tonight.replace(day=1), TeamNight.night < tonight)
        .group_by(TeamNight.commune_id)
    )
    return {commune_id: int(missing) for commune_id, missing in rows}


@dataclass(frozen=True)
class CommuneSums:
    """A commune of the province in a period: its counts, and planned shifts that are over and have no report."""

    id: str
    name: str
    counts: Counts = field(default_factory=Counts)
    missing: int = 0

    @property
    def late(self) -> int:
        """Reports that came after their hour."""
        return self.counts.received - self.counts.on_time


def read_communes(actor: Actor, first: date, last: date, tonight: date) -> list[CommuneSums]:
    """Every commune of the province that has a book, by name: whole months from their rows, the pieces at both ends of the
    period from their nights; four statements, however many communes and nights."""
    if actor.province_id is None:
        return []
    months, pieces = rules.whole_months(first, last)
    found: dict[str, Counts] = defaultdict(Counts)
    for table, when in (
        (VillageMonth, VillageMonth.month.in_(months)),
        (TeamNight, or_(false(), *(TeamNight.night.between(*piece) for piece in pieces))),
    ):
        sums = [func.sum(getattr(table, name)) for name in rules.COUNTED]
        rows = db.session.execute(
            select(table.commune_id, *sums).where(_ours(actor, table), when).group_by(table.commune_id)
        )
        for commune_id, *numbers in rows:
            found[commune_id] += Counts(*map(int, numbers))
    ahead = dict(
        db.session.execute(
            select(TeamNight.commune_id, func.sum(TeamNight.unreported))
            .where(_ours(actor, TeamNight), TeamNight.night.between(max(first, tonight), last))
            .group_by(TeamNight.commune_id)
        ).all()
    )
    book = select(VillageMonth.month).where(VillageMonth.commune_id == Unit.id).exists()
    units = db.session.execute(
        select(Unit.id, Unit.name).where(Unit.parent_id == actor.province_id, book).order_by(Unit.name, Unit.id)
    )
    return [CommuneSums(*row, found[row[0]], found[row[0]].unreported - int(ahead.get(row[0], 0))) for row in units]


def _ours(actor: Actor, table: Any) -> ColumnElement[bool]:
    ours: ColumnElement[bool] = table.commune_id.in_(select(Unit.id).where(Unit.parent_id == actor.province_id))
    return ours
