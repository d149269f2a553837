"""Keeping the lines of the office's search: written in the transaction that writes the report, and rebuilt from bodies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import randbits
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, text, tuple_

from app.reports import rules
from app.reports.models import Correction, Report, ReportVersion, SearchLine, Supplement
from app.web.database import db, table_of
from app.web.transaction import end_reading, unit_of_work

_WRITE = table_of(SearchLine).insert()
_AT_ONCE = 200
# Two lines of one night meet once in a million nights of a province; the second one's transaction fails, and comes again.
_BITS_OF_A_NIGHT = 43


@dataclass(frozen=True)
class Keys:
    """Where a report stands."""

    commune_id: str
    report_id: UUID
    team_id: UUID
    village_id: UUID


def place_in(night: date) -> int:
    """A place among the lines of a night, which all stand above those of the nights before."""
    return night.toordinal() << _BITS_OF_A_NIGHT | randbits(_BITS_OF_A_NIGHT)


def write_lines(
    keys: Keys, night: date, bodies: Sequence[Mapping[str, Any]], corrections: rules.Changes | None = None
) -> None:
    """Write the lines of a report that has none; ``bodies`` are its own and its parts'."""
    db.session.connection().execute(_WRITE, list(_rows(keys, night, bodies, corrections or {})))


def rewrite_lines(keys: Keys, night: date, bodies: Sequence[Mapping[str, Any]]) -> None:
    """Write the lines of a report anew, after whatever changed what it says."""
    here = (SearchLine.commune_id == keys.commune_id) & (SearchLine.report_id == keys.report_id)
    db.session.execute(delete(SearchLine).where(here).execution_options(synchronize_session=False))
    write_lines(keys, night, bodies, _corrections(keys.commune_id, [keys.report_id]).get(keys.report_id))


def _rows(
    keys: Keys, night: date, bodies: Sequence[Mapping[str, Any]], corrections: rules.Changes
) -> Iterator[dict[str, Any]]:
    for incident_id, words in rules.lines_to_find(keys.commune_id, keys.team_id, bodies, corrections).items():
        yield vars(keys) | {
            "place": place_in(night),
            "incident_id": UUID(incident_id) if incident_id else None,
            "night": night,
            "words": words,
        }


def _corrections(commune_id: str, report_ids: Sequence[UUID]) -> dict[UUID, dict[str, dict[str, Any]]]:
    """What officers changed, by report and incident, the newest word on each thing."""
    found: dict[UUID, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    here = (Correction.commune_id == commune_id) & Correction.report_id.in_(report_ids)
    rows = db.session.execute(
        select(Correction.report_id, Correction.incident_id, Correction.changes).where(here).order_by(Correction.at)
    )
    for report_id, incident_id, changes in rows:
        found[report_id][str(incident_id)] |= changes
    return found


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
            count, after = count + len(done), done[-1]
    with unit_of_work():
        if db.engine.dialect.name == "sqlite":
            # Also drops what its segments still hold of words that were erased.
            db.session.execute(text("INSERT INTO search_words(search_words) VALUES ('rebuild')"))
    return count


def _rebuild_some(commune_id: str, after: UUID | None) -> list[UUID]:
    end_reading()
    with unit_of_work():
        question = select(Report).where(Report.commune_id == commune_id).order_by(Report.id).limit(_AT_ONCE)
        further = question if after is None else question.where(Report.id > after)
        # Locked, so that nobody changes a report between the reading of its body and the writing of its lines.
        reports = db.session.scalars(further.with_for_update()).all()
        if not reports:
            return []
        ids = [one.id for one in reports]
        bodies, parts, changed = _bodies(reports), _parts(reports), _corrections(commune_id, ids)
        here = (SearchLine.commune_id == commune_id) & SearchLine.report_id.in_(ids)
        db.session.execute(delete(SearchLine).where(here).execution_options(synchronize_session=False))
        rows: list[dict[str, Any]] = []
        for one in reports:
            keys = Keys(one.commune_id, one.id, one.team_id, one.village_id)
            content = [bodies[one.id], *parts[one.shift_id, one.team_id]]
            rows += _rows(keys, one.night, content, changed.get(one.id, {}))
        db.session.connection().execute(_WRITE, rows)
        return ids


def _bodies(reports: Sequence[Report]) -> dict[UUID, dict[str, Any]]:
    version = (ReportVersion.report_id, ReportVersion.version)
    wanted = tuple_(*version).in_([(one.id, one.version) for one in reports])
    here = ReportVersion.commune_id == reports[0].commune_id
    return dict(db.session.execute(select(ReportVersion.report_id, ReportVersion.body).where(here, wanted)).all())


def _parts(reports: Sequence[Report]) -> dict[tuple[UUID, UUID], list[dict[str, Any]]]:
    found: dict[tuple[UUID, UUID], list[dict[str, Any]]] = defaultdict(list)
    here = (Supplement.commune_id == reports[0].commune_id) & (Supplement.kind == "part")
    rows = db.session.execute(
        select(Supplement.shift_id, Supplement.team_id, Supplement.body)
        .where(here, Supplement.shift_id.in_([one.shift_id for one in reports]))
        .order_by(Supplement.at, Supplement.id)
    )
    for shift_id, team_id, body in rows:
        found[shift_id, team_id].append(body)
    return found
