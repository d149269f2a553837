"""Incidents and activities: one row each, of the reports that the reader may know of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, literal, select

from app.catalogue import queries as catalogue
from app.exports.queries.asked import Asking, Cells, Wanted, in_period, in_reach, key_of
from app.exports.queries.reports import hidden_categories
from app.exports.queries.sql_text import DAYS, MOMENTS, uuid_text
from app.exports.queries.words import say_all, sayings
from app.exports.rules.tables import ACTIVITIES, INCIDENTS, Table, sees_words
from app.reports import queries as reports
from app.reports import rules
from app.reports.models import Activity, Incident, Report, ReportVersion, Supplement
from app.web.database import db

_WORDS = ("place", "what", "actions")
_CODED = ("severity", "people", "injured", "result")


def read_incidents(wanted: Wanted) -> Asking:
    """The incidents; what the team wrote of them as officers' corrections and coverings left it."""
    known = _shared(wanted, Incident) | {
        **{key: getattr(Incident, key) for key in _CODED},
        **{key: literal("") for key in _WORDS},
        "incident_id": uuid_text(Incident.id),
    }
    with_words = [key for key in _WORDS if key in wanted.keys]
    more = [Report.commune_id, Report.id, Report.shift_id, Report.version, uuid_text(Incident.id)] if with_words else []
    question = _question(wanted, Incident, [known[key] for key in wanted.keys], more)
    changes, width = sayings(wanted), len(wanted.columns)
    if not with_words:
        return Asking(INCIDENTS, wanted.columns, question, lambda _connection, rows: say_all(rows, width, changes))
    places = {key: wanted.keys.index(key) for key in with_words}
    done = {code: word.named("vi") for code, word in catalogue.terms("actions").items()}

    def finish(connection: Connection, rows: Sequence[Any]) -> Iterable[Cells]:
        return say_all(_with_words(connection, rows, places, done), width, changes)

    return Asking(INCIDENTS, wanted.columns, question, finish)


def read_activities(wanted: Wanted) -> Asking:
    """The activities by their codes."""
    known = _shared(wanted, Activity) | {"activity_id": uuid_text(Activity.id)}
    question = _question(wanted, Activity, [known[key] for key in wanted.keys], [])
    changes, width = sayings(wanted), len(wanted.columns)
    return Asking(ACTIVITIES, wanted.columns, question, lambda _connection, rows: say_all(rows, width, changes))


def count_entries(wanted: Wanted, table: Table) -> int:
    """How many rows the export would have; one statement."""
    entry = Incident if table is INCIDENTS else Activity
    joined = select(func.count()).select_from(entry).join(Report, _of_report(entry)).where(*_conditions(wanted, entry))
    return db.session.scalar(joined) or 0


def _shared(wanted: Wanted, entry: Any) -> dict[str, Any]:
    return {
        "night": DAYS[wanted.shape](entry.night),
        "at": MOMENTS[wanted.shape](entry.at),
        "village": key_of(Report.village_id),
        "team": key_of(Report.team_id),
        "state": Report.state,
        "category": entry.category,
        "code": entry.category,
        "report_id": uuid_text(Report.id),
    }


def _question(wanted: Wanted, entry: Any, columns: list[Any], more: list[Any]) -> Any:
    # A code and its word may stand side by side, so columns are told apart by their place alone.
    named = [column.label(f"c{place}") for place, column in enumerate((*columns, *more))]
    question = select(*named).select_from(entry).join(Report, _of_report(entry))
    return question.where(*_conditions(wanted, entry)).order_by(entry.night, Report.id, entry.position, entry.id)


def _of_report(entry: Any) -> ColumnElement[bool]:
    joined: ColumnElement[bool] = (Report.commune_id == entry.commune_id) & (Report.id == entry.report_id)
    return joined


def _conditions(wanted: Wanted, entry: Any) -> list[ColumnElement[bool]]:
    whole = sees_words(wanted.actor)
    found = [in_reach(wanted.actor, whole=whole), *in_period(wanted.period)]
    if not whole:
        found.append(entry.category.not_in(hidden_categories()))
    if wanted.period.category:
        found.append(entry.category == wanted.period.category)
    return found


def _with_words(
    connection: Connection, rows: Sequence[Any], places: Mapping[str, int], done: Mapping[str, str]
) -> Iterable[list[Any]]:
    entries = read_entries(connection, {row[-5] for row in rows}, {row[-4]: (row[-3], row[-2]) for row in rows})
    for row in rows:
        cells, entry = list(row), entries.get((row[-4], row[-1]), {})
        for key, place in places.items():
            cells[place] = _told(entry, key, done)
        yield cells


def _told(entry: Mapping[str, Any], key: str, done: Mapping[str, str]) -> str:
    if key == "actions":
        return ", ".join(done.get(str(code), str(code)) for code in entry.get("actions") or [])
    return str(entry.get(key) or "")


def read_entries(
    connection: Connection, communes: Collection[str], wanted: Mapping[UUID, tuple[UUID, int]]
) -> dict[tuple[UUID, str], Mapping[str, Any]]:
    """Every incident of these reports (id → shift, present version) as people read it, by report and its own id as text.

    Three statements a block.
    """
    ask: Callable[[Any], Any] = connection.execute
    changes = reports.changes_of(communes, wanted, ask=ask)
    bodies: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    versions = select(ReportVersion.report_id, ReportVersion.version, ReportVersion.body)
    here = ReportVersion.commune_id.in_(communes) & ReportVersion.report_id.in_(wanted)
    for report_id, version, body in ask(versions.where(here)):
        if wanted[report_id][1] == version:
            bodies[report_id].append(body)
    of_shift: dict[UUID, list[UUID]] = defaultdict(list)
    for report_id, (shift_id, _) in wanted.items():
        of_shift[shift_id].append(report_id)
    parts = select(Supplement.shift_id, Supplement.body).where(
        Supplement.commune_id.in_(communes), Supplement.shift_id.in_(of_shift), Supplement.kind == "part"
    )
    for shift_id, body in ask(parts.order_by(Supplement.at, Supplement.id)):
        for report_id in of_shift[shift_id]:
            bodies[report_id].append(body)
    found: dict[tuple[UUID, str], Mapping[str, Any]] = {}
    for report_id, sent in bodies.items():
        for body in sent:
            for entry in rules.as_mended(body, changes.get(report_id, [])).get("incidents") or []:
                found.setdefault((report_id, str(entry["incident_id"])), entry)
    return found
