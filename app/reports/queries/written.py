"""In which columns of a report's rows people's own words stand."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from app.photos.models import Photo
from app.reports import rules
from app.reports.models import Alert, Correction, MoveNote, ParkedOperation, Redaction, ReportVersion, Supplement
from app.roster.models import Notice
from app.web.database import db

_COLUMNS: dict[type, tuple[str, ...]] = {
    ReportVersion: ("body",),
    Supplement: ("body",),
    ParkedOperation: ("operation", "note"),
    Photo: ("caption",),
    MoveNote: ("comment",),
    Correction: ("reason",),
    Redaction: ("comment",),
    Alert: ("place",),
    Notice: ("text",),
}


def written_in(row: Any) -> dict[str, Any]:
    """What people wrote in a row, by column."""
    return {name: getattr(row, name) for name in _COLUMNS[type(row)]}


def cover_rows(rows: Iterable[Any], phrases: Collection[str]) -> None:
    """Cover these phrases in what the rows say. They are let go from the session, so that none of it is written."""
    if not phrases:
        return
    for row in rows:
        db.session.expunge(row)
        for name, value in rules.without_phrases(written_in(row), phrases).items():
            set_committed_value(row, name, value)
