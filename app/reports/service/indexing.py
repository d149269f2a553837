"""Keeping the lines of the office's search, in the transaction that writes the report; and writing all of them anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import randbits
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, text, tuple_

from app.reports import rules
from app.reports.models import Activity, Incident, Report, ReportVersion, SearchLine, Supplement
from app.reports.queries import changes_of
from app.web.database import db, table_of
from app.web.transaction import end_reading, unit_of_work

_WRITE = table_of(SearchLine).insert()
_AT_ONCE = 200
# Two lines of one night meet once in a million nights of a province; the second one's transaction fails, and comes again.
_BITS_OF_A_NIGHT = 43


@dataclass(frozen=True)
class Standing:
    """A report as far as its lines need it."""

    commune_id: str
    report_id: UUID
    shift_id: UUID
    team_id: UUID
    village_id: UUID
    night: date
    version: int = 1


def write_lines(new: Standing, bodies: Sequence[Mapping[str, Any]]) -> None:
    """Write the lines of a report that has just come; ``bodies`` are its own and its parts'."""
    rows = _rows(new, rules.lines_to_find(new.commune_id, new.team_id, bodies, rules.kinds_in(bodies)))
    db.session.connection().execute(_WRITE, rows)


def rewrite_lines(report: Standing) -> None:
    """Write a report's lines anew, once its rows stand after whatever has changed."""
    _rewrite(report.commune_id, [report])


def is_behind() -> bool:
    """Whether there are reports and not a single line: a database from before the search."""
    has_lines = db.session.execute(select(SearchLine.place).limit(1)).first()
    return has_lines is None and db.session.execute(select(Report.id).limit(1)).first() is not None


def rebuild() -> int:
    """Write every line anew, some reports at a time, while everything runs; gives how many reports were read."""
    count = 0
    for commune_id in db.session.scalars(select(Report.commune_id).distinct()).all():
        after: UUID | None = None
        while done := _rebuild_some(commune_id, after):
            count, after = count + len(done), done[-1].report_id
    if db.engine.dialect.name == "sqlite":
        with unit_of_work():
            # Also drops what its segments still hold of words that were erased.
            db.session.execute(text("INSERT INTO search_words(search_words) VALUES ('rebuild')"))
    return count


def _rebuild_some(commune_id: str, after: UUID | None) -> list[Standing]:
    end_reading()
    names = (Report.commune_id, Report.id, Report.shift_id, Report.team_id, Report.village_id, Report.night, Report.version)
    question = select(*names).where(Report.commune_id == commune_id).order_by(Report.id).limit(_AT_ONCE)
    with unit_of_work():
        # Locked, so that nobody changes a report between the reading of its body and the writing of its lines.
        further = question if after is None else question.where(Report.id > after)
        reports = [Standing(*row) for row in db.session.execute(further.with_for_update())]
        if reports:
            _rewrite(commune_id, reports)
    return reports


def _rewrite(commune_id: str, reports: Sequence[Standing]) -> None:
    ids = [one.report_id for one in reports]
    bodies, sent = _bodies(commune_id, reports), _sent_later(commune_id, reports)
    kinds, changes = _kinds(commune_id, ids), changes_of([commune_id], ids)
    here = (SearchLine.commune_id == commune_id) & SearchLine.report_id.in_(ids)
    db.session.execute(delete(SearchLine).where(here).execution_options(synchronize_session=False))
    rows: list[dict[str, Any]] = []
    for one in reports:
        sent_whole = (bodies[one.report_id], *sent[one.report_id])
        content = [rules.as_mended(body, changes[one.report_id]) for body in sent_whole]
        rows += _rows(one, rules.lines_to_find(commune_id, one.team_id, content, kinds[one.report_id]))
    db.session.connection().execute(_WRITE, rows)


def _rows(report: Standing, lines: Mapping[str | None, str]) -> list[dict[str, Any]]:
    keys = ("commune_id", "report_id", "team_id", "village_id", "night")
    known = {name: getattr(report, name) for name in keys}
    above = report.night.toordinal() << _BITS_OF_A_NIGHT
    return [
        known | {"place": above | randbits(_BITS_OF_A_NIGHT), "incident_id": UUID(key) if key else None, "words": words}
        for key, words in lines.items()
    ]


def _bodies(commune_id: str, reports: Sequence[Standing]) -> dict[UUID, dict[str, Any]]:
    key = tuple_(ReportVersion.report_id, ReportVersion.version)
    present = key.in_([(one.report_id, one.version) for one in reports])
    question = select(ReportVersion.report_id, ReportVersion.body).where(ReportVersion.commune_id == commune_id, present)
    return dict(db.session.execute(question).all())


def _sent_later(commune_id: str, reports: Sequence[Standing]) -> dict[UUID, list[dict[str, Any]]]:
    """The addenda of each report and the parts of its shift, in the order they came."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    by_shift: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for one in reports:
        by_shift[one.shift_id, one.team_id].append(one.report_id)
    rows = db.session.scalars(
        select(Supplement)
        .where(Supplement.commune_id == commune_id, Supplement.shift_id.in_([one.shift_id for one in reports]))
        .order_by(Supplement.at, Supplement.id)
    )
    for row in rows:
        for report_id in by_shift[row.shift_id, row.team_id]:
            if row.kind == "part" or row.report_id == report_id:
                found[report_id].append(row.body)
    return found


def _kinds(commune_id: str, ids: Sequence[UUID]) -> dict[UUID, rules.Kinds]:
    """What stands in the reports' rows, corrected where officers did so."""
    done: dict[UUID, list[str]] = {one: [] for one in ids}
    happened: dict[UUID, dict[str, str]] = {one: {} for one in ids}
    activities = select(Activity.report_id, Activity.category).order_by(Activity.position)
    for report_id, code in db.session.execute(_of(activities, Activity, commune_id, ids)):
        done[report_id].append(code)
    incidents = select(Incident.report_id, Incident.id, Incident.category).order_by(Incident.position)
    for report_id, key, code in db.session.execute(_of(incidents, Incident, commune_id, ids)):
        happened[report_id][str(key)] = code
    return {one: rules.Kinds(done[one], happened[one]) for one in ids}


def _of(question: Any, table: Any, commune_id: str, ids: Iterable[UUID]) -> Any:
    return question.where(table.commune_id == commune_id, table.report_id.in_(ids))
