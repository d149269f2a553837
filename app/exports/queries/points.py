"""Where incidents were and checkpoints were passed, only as far as a consent covers it today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.consents import queries as consents
from app.consents.rules import Act
from app.core import clock
from app.exports.queries.asked import Cells, Period, Wanted, in_period, in_reach
from app.exports.queries.words import sayings
from app.exports.rules.points import is_open, place_of, rounded
from app.exports.rules.tables import POINTS, Column, Table
from app.exports.rules.written import write_day, write_moment
from app.reports import rules
from app.reports.models import Incident, Report, ReportVersion, Supplement, is_live
from app.web.database import db


class Spot(NamedTuple):
    """A position of a body: what it is of, who read it (None: nobody knows), and when."""

    entry: Mapping[str, Any]
    thing: str
    lat: float
    lon: float
    accuracy_m: float | None
    member_id: UUID
    at: datetime


@dataclass(frozen=True)
class Points:
    """Points ready to be written: each row's cells and its ``(lon, lat)``; ``members`` are those who were there."""

    table: Table
    columns: tuple[Column, ...]
    rows: list[tuple[Cells, tuple[float, float]]]
    members: frozenset[UUID]

    def blocks(self, _engine: Any) -> Iterator[list[Cells]]:
        """The cells alone, in one block."""
        yield [cells for cells, _ in self.rows]


def read_points(wanted: Wanted) -> Points:
    """Every point of the period, oldest night first; five statements. Positions are few: they go after 90 days."""
    found = [(report, spot) for report, body, sender in _bodies(wanted) for spot in _spots(report, body, sender)]
    acts = consents.acts_of_members(wanted.actor.books, {spot.member_id for _, spot in found})
    since = clock.now() - consents.time_kept(wanted.actor.commune_id or "")
    may = [(report, spot) for report, spot in found if _is_open(spot, acts, since)]
    kinds = _kinds([report for report, _ in may])
    if wanted.period.category:
        may = [one for one in may if kinds.get(_key(*one), ("", 0))[0] == wanted.period.category]
    changes = sayings(wanted)
    rows = [(_cells(report, spot, kinds, wanted, changes), rounded(spot.lon, spot.lat)) for report, spot in may]
    return Points(POINTS, wanted.columns, rows, frozenset(spot.member_id for _, spot in may))


def _bodies(wanted: Wanted) -> Iterator[tuple[Any, Mapping[str, Any], UUID | None]]:
    """The present content and the parts of each report that hold a position, with who sent each."""
    columns = (Report.commune_id, Report.id, Report.night, Report.team_id)
    mine = (in_reach(wanted.actor, whole=True), is_live(), *in_period(_without_category(wanted.period)))
    present = (ReportVersion.report_id == Report.id) & (ReportVersion.version == Report.version)
    versions = (
        select(*columns, ReportVersion.body, ReportVersion.actor_id)
        .join(ReportVersion, (ReportVersion.commune_id == Report.commune_id) & present)
        .where(*mine, ReportVersion.oldest_position_at.is_not(None))
    )
    sent = (Supplement.shift_id == Report.shift_id) & (Supplement.team_id == Report.team_id)
    parts = (
        select(*columns, Supplement.body, Supplement.actor_id)
        .join(Supplement, (Supplement.commune_id == Report.commune_id) & sent)
        .where(*mine, Supplement.kind == "part", Supplement.oldest_position_at.is_not(None))
    )
    rows: list[Any] = [*db.session.execute(versions), *db.session.execute(parts)]
    rows.sort(key=lambda row: (row.night, str(row.id)))
    return ((row, row.body, row.actor_id) for row in rows)


def _without_category(period: Period) -> Period:
    return Period(period.first, period.last, period.team, period.state)


def _spots(_report: Any, body: Mapping[str, Any], sender: UUID | None) -> Iterator[Spot]:
    for entry in body.get("incidents") or []:
        yield from _spot(entry, "incident", sender)
    for patrol in body.get("rounds") or []:
        for tap in patrol.get("passes") or []:
            yield from _spot(tap, "pass", sender)


def _spot(entry: Mapping[str, Any], thing: str, sender: UUID | None) -> Iterator[Spot]:
    known = place_of(entry, sender)
    if known is not None:
        yield Spot(entry, thing, *known)


def _is_open(spot: Spot, acts: Mapping[UUID, Sequence[Act]], since: datetime) -> bool:
    return spot.at >= since and is_open(acts.get(spot.member_id, ()), spot.at)


def _kinds(reports: Sequence[Any]) -> dict[tuple[UUID, str], tuple[str, int]]:
    """Category and severity of each incident of these reports, as corrections left them."""
    communes, ids = {one.commune_id for one in reports}, {one.id for one in reports}
    rows = db.session.execute(
        select(Incident.report_id, Incident.id, Incident.category, Incident.severity).where(
            Incident.commune_id.in_(communes), Incident.report_id.in_(ids)
        )
    )
    return {(row.report_id, str(row.id)): (row.category, row.severity) for row in rows}


def _key(report: Any, spot: Spot) -> tuple[UUID, str]:
    return report.id, str(spot.entry.get("incident_id") or "")


def _cells(report: Any, spot: Spot, kinds: Mapping[Any, Any], wanted: Wanted, changes: Any) -> Cells:
    category, severity = kinds.get(_key(report, spot), (None, None))
    point = rules.member_in(spot.entry.get("checkpoint_id"))
    known = {
        "night": write_day(report.night, wanted.shape),
        "at": write_moment(spot.at, wanted.shape),
        "thing": spot.thing,
        "team": _driver_key(report.team_id),
        "category": category,
        "severity": severity,
        "checkpoint": _driver_key(point) if point else None,
        "accuracy_m": None if spot.accuracy_m is None else round(spot.accuracy_m),
        "report_id": str(report.id),
    }
    cells = [known[key] for key in wanted.keys]
    for place, say in changes:
        cells[place] = say(cells[place])
    return cells


def _driver_key(key: UUID) -> Any:
    """An id as the driver gives it, by which names are kept (``asked.key_of``)."""
    return key if db.engine.dialect.name == "postgresql" else key.hex
