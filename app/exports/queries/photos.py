"""The photos of a period: those that may be shown, in the form in which they may be shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, func, label, select

from app.exports.queries.asked import Asking, Cells, Wanted, in_period, in_reach, key_of
from app.exports.queries.sql_text import DAYS, uuid_text
from app.exports.queries.words import say_all, sayings
from app.exports.rules.tables import PHOTOS
from app.exports.rules.written import Shape
from app.photos.models import Photo
from app.photos.rules import Form, PhotoState, stored_form
from app.photos.store import blob_key
from app.reports import queries as reports
from app.reports import rules
from app.reports.models import Incident, Report, is_live
from app.web.database import db


@dataclass(frozen=True)
class Picture:
    """A photo on its way out: where its bytes lie, and its cells."""

    key: str
    cells: Cells


def read_photos(wanted: Wanted) -> Asking:
    """One row a photo that is ready; one whose redacted form is not made yet is not among them."""
    named = _question(wanted)
    changes, width = sayings(wanted), len(wanted.columns)
    covered = {str(key): words for key, words in reports.covered_words(wanted.actor).items()}

    def finish(_connection: Connection, rows: Sequence[Any]) -> Iterable[Cells]:
        return say_all((_row(row, wanted, covered) for row in rows), width, changes)

    return Asking(PHOTOS, wanted.columns, named, finish)


def read_pictures(wanted: Wanted, engine: Engine) -> Iterator[Picture]:
    """The same with where the bytes lie, by a connection of its own."""
    changes, width = sayings(wanted), len(wanted.columns)
    covered = {str(key): words for key, words in reports.covered_words(wanted.actor).items()}
    with engine.connect().execution_options(yield_per=200) as connection:
        for row in connection.execute(_question(wanted)):
            (cells,) = say_all([_row(row, wanted, covered)], width, changes)
            yield Picture(blob_key(row.of_commune, row.sha256, form_of(row.cover)), cells)


def form_of(cover: str | None) -> Form:
    """The form that leaves: what is covered stays covered."""
    form = stored_form(Form.REDACTED if cover else Form.CLEAN, PhotoState.READY, cover)
    assert form is not None, "the question leaves out what waits for its covering"
    return form


def count_photos(wanted: Wanted) -> int:
    """How many photos the file would hold; one statement."""
    joined = select(func.count()).select_from(Photo).join(Report, _of_report()).where(*_conditions(wanted))
    return db.session.scalar(joined) or 0


def list_guarded(wanted: Wanted, hidden: Sequence[str]) -> list[tuple[str, UUID]]:
    """Those among them that are of incidents for police alone, with their books: that they leave is noted of each."""
    if not hidden:
        return []
    question = select(Photo.commune_id, Photo.id).join(Report, _of_report()).where(*_conditions(wanted))
    return [(row.commune_id, row.id) for row in db.session.execute(question.where(_is_of(Incident.category.in_(hidden))))]


def _question(wanted: Wanted) -> Any:
    return (
        select(
            Photo.commune_id.label("of_commune"), Photo.sha256, label("cover", Photo.cover),
            DAYS[wanted.shape](Report.night).label("night"), DAYS[Shape.ISO](Report.night).label("iso"),
            key_of(Report.team_id).label("team"), Photo.caption, Photo.about, Photo.bytes,
            uuid_text(Report.id).label("report_id"), uuid_text(Photo.id).label("photo_id"),
        )
        .join(Report, _of_report())
        .where(*_conditions(wanted))
        .order_by(Report.night, Report.id, Photo.id)
    )  # fmt: skip


def _of_report() -> ColumnElement[bool]:
    here = (Report.commune_id == Photo.commune_id) & (Report.shift_id == Photo.owner_id)
    return here & (Report.team_id == Photo.team_id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    shown = Photo.current & (Photo.state == "ready") & Photo.erased_at.is_(None)
    shown &= func.coalesce(Photo.cover, "") != "waits"
    found = [in_reach(wanted.actor, whole=True), is_live(), shown, *in_period(wanted.period)]
    code = wanted.period.category
    return [*found, _is_of(Incident.category == code)] if code else found


def _is_of(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = (Incident.commune_id == Report.commune_id) & (Incident.report_id == Report.id)
    return select(Incident.id).where(mine, Incident.id == Photo.incident_id, condition).correlate(Report, Photo).exists()


def _row(row: Any, wanted: Wanted, covered: Mapping[str, list[str]]) -> Cells:
    known = {
        "name": f"ảnh/{row.iso}/{row.photo_id}.jpg",
        "night": row.night,
        "team": row.team,
        "caption": rules.cover_phrases(row.caption, covered.get(row.report_id, ())),
        "about": row.about,
        "bytes": row.bytes,
        "form": form_of(row.cover).value,
        "report_id": row.report_id,
        "photo_id": row.photo_id,
    }
    return [known[key] for key in wanted.keys]
