"""The activity log: one row a report."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, func, select, type_coerce

from app.catalogue import queries as catalogue
from app.exports.queries.asked import Asking, Cells, Wanted, in_period, in_reach, key_of
from app.exports.queries.sql_text import DAYS, MOMENTS, uuid_text
from app.exports.queries.words import say_all, sayings
from app.exports.rules.tables import REPORTS, sees_words
from app.exports.rules.written import Shape
from app.reports import queries as reports
from app.reports import rules
from app.reports.models import Incident, Report, ReportVersion
from app.web.database import db

_PLAIN = (
    "people", "absent", "guests", "rounds", "passes", "activities", "reminders", "helped", "photos_expected",
    "photos_stored", "photos_ready", "photos_damaged", "supplements", "version", "preset", "state", "source", "receipt",
    "paper_why",
)  # fmt: skip
_KEYS = {
    "village": "village_id",
    "team": "team_id",
    "lead": "lead_id",
    "decided_by": "decided_by",
    "entered_by": "entered_by",
}
_MOMENTS = ("started_at", "ended_at", "received_at", "decided_at")


def read_reports(wanted: Wanted) -> Asking:
    """One row a report within the reader's scope. Names and covered words are read here, rows as the file is written."""
    whole = sees_words(wanted.actor)
    known = expressions(wanted.shape, whole=whole)
    # The text of a report is covered by what was asked for that report: its id goes along.
    with_words = "remark" in wanted.keys
    more = [uuid_text(Report.id)] if with_words else []
    question = select(*(known[key] for key in wanted.keys), *more).select_from(Report)
    if with_words:
        present = (ReportVersion.report_id == Report.id) & (ReportVersion.version == Report.version)
        question = question.join(ReportVersion, (ReportVersion.commune_id == Report.commune_id) & present)
    question = question.where(in_reach(wanted.actor, whole=whole), *in_period(wanted.period), *_with_category(wanted))
    covered = reports.covered_words(wanted.actor) if with_words else {}
    finish = _finisher(wanted, {str(key): words for key, words in covered.items()})
    return Asking(REPORTS, wanted.columns, question.order_by(Report.night, Report.id), finish)


def _finisher(wanted: Wanted, covered: dict[str, list[str]]) -> Any:
    changes, width = sayings(wanted), len(wanted.columns)
    if not covered:
        return lambda _connection, rows: say_all(rows, width, changes)
    place = wanted.keys.index("remark")

    def finish(_connection: Connection, rows: Sequence[Any]) -> Iterable[Cells]:
        return say_all((_cover(row, place, covered) for row in rows), width, changes)

    return finish


def _cover(row: Sequence[Any], place: int, covered: dict[str, list[str]]) -> Sequence[Any]:
    phrases = covered.get(row[-1])
    if not phrases or not row[place]:
        return row
    return (*row[:place], rules.cover_phrases(row[place], phrases), *row[place + 1 :])


def count_reports(wanted: Wanted) -> int:
    """How many rows the export would have; one statement."""
    reach = in_reach(wanted.actor, whole=sees_words(wanted.actor))
    question = select(func.count()).select_from(Report).where(reach, *in_period(wanted.period), *_with_category(wanted))
    return db.session.scalar(question) or 0


def expressions(shape: Shape, *, whole: bool) -> dict[str, Any]:
    """Each column of the table as SQL."""
    number, gravest = (Report.incidents, Report.severity) if whole else _open_incidents()
    return {
        "night": DAYS[shape](Report.night),
        "quiet": type_coerce(Report.quiet, Integer),
        "severity": gravest,
        "incidents": number,
        "report_id": uuid_text(Report.id),
        "remark": ReportVersion.body["remark"].as_string(),
        **{key: key_of(getattr(Report, name)) for key, name in _KEYS.items()},
        **{key: MOMENTS[shape](getattr(Report, key)) for key in _MOMENTS},
        **{key: getattr(Report, key) for key in _PLAIN},
    }


def hidden_categories() -> list[str]:
    """The categories of which only the police may know."""
    return sorted(code for code, word in catalogue.categories().items() if word.police_only)


def _open_incidents() -> tuple[Any, Any]:
    """For others than police: incidents that are for police alone leave no trace in the counts."""
    mine = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    shown = mine & Incident.category.not_in(hidden_categories())
    number = select(func.count()).where(shown).correlate(Report).scalar_subquery()
    return number, select(func.coalesce(func.max(Incident.severity), 0)).where(shown).correlate(Report).scalar_subquery()


def _with_category(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Whether a report has an incident of the asked category that the reader may know of."""
    code = wanted.period.category
    if not code:
        return []
    mine = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    known = mine & (Incident.category == code)
    if not sees_words(wanted.actor):
        known &= Incident.category.not_in(hidden_categories())
    return [select(Incident.id).where(known).correlate(Report).exists()]
