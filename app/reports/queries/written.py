"""In which columns of a report's rows people's own words stand, and what of it is covered for its readers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

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


@dataclass(frozen=True)
class Covered:
    """What is covered in the texts of a report: the ``phrases``, and by redaction in how many places of what the report says
    now its words stand.

    ``written`` are all its texts by digest, as they were sent: to erase one, or to show it to the chief.
    """

    phrases: list[str]
    places: Mapping[UUID, int]
    written: Mapping[str, str]


def cover_all(report_id: UUID, redactions: Sequence[Redaction], now: Sequence[Any], before: Sequence[Any]) -> Covered:
    """Cover in these rows, which are let go from the session, the words that are to be covered; what they are is given."""
    standing = {one.id: one.changes for one in redactions if one.undone_at is None and one.photo_id is None}
    phrases = rules.phrases_in(standing.items())
    present = [written_in(one) for one in now]
    places = {key: rules.count_places(present, change.get("words") or "") for key, change in standing.items()}
    everything = rules.name_words(report_id, [*present, *map(written_in, before)])
    cover_rows((*now, *before), phrases)
    return Covered(phrases, places, everything)
