"""In which columns of a report's rows people's own words stand."""

from typing import Any

from app.photos.models import Photo
from app.reports.models import Alert, Correction, MoveNote, ParkedOperation, Redaction, ReportVersion, Supplement
from app.roster.models import Notice

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
