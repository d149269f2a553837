"""Writing what a report says into its rows: the counts of ``report``, its incidents and activities.

Rows are written with plain INSERTs: a submit is the hot path of a whole province's morning.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, delete, func, select, update

from app.photos.models import Photo
from app.reports import rules
from app.reports.models import Activity, Incident, Matter, Report, ReportVersion, Supplement, is_live
from app.reports.queries import changes_of
from app.reports.schemas import PartBody, ReportBody
from app.reports.service import indexing
from app.web.database import db, table_of

_body, _part = ReportBody(), PartBody()
_WRITE_INCIDENTS, _WRITE_ACTIVITIES = table_of(Incident).insert(), table_of(Activity).insert()
_WRITE_MATTERS = table_of(Matter).insert()


def write_entries(commune_id: str, report_id: UUID, night: date, bodies: Sequence[Mapping[str, Any]]) -> None:
    """Insert the incidents, activities and matters of ``bodies`` (loaded): the report's own first, then its parts'."""
    key = {"commune_id": commune_id, "report_id": report_id, "night": night}
    incidents = [entry for body in bodies for entry in body.get("incidents") or []]
    activities = [entry for body in bodies for entry in body.get("activities") or []]
    connection = db.session.connection()
    if incidents:
        connection.execute(
            _WRITE_INCIDENTS, [key | _incident(entry, place) for place, entry in enumerate(_once(incidents, "incident_id"))]
        )
    if activities:
        connection.execute(
            _WRITE_ACTIVITIES,
            [key | _activity(entry, place) for place, entry in enumerate(_once(activities, "activity_id"))],
        )
    matters = [entry for body in bodies for entry in body.get("open_matters") or []]
    if matters:
        here = {"commune_id": commune_id, "report_id": report_id}
        connection.execute(
            _WRITE_MATTERS, [here | _matter(entry, place) for place, entry in enumerate(_once(matters, "matter_id"))]
        )


def _once(entries: list[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Each entry once: a part and the report may both carry the same incident, and the first one stands."""
    found: dict[UUID, Mapping[str, Any]] = {}
    for entry in entries:
        found.setdefault(entry[name], entry)
    return list(found.values())


def _incident(entry: Mapping[str, Any], place: int) -> dict[str, Any]:
    return {
        "id": entry["incident_id"],
        "position": place,
        "category": entry["category"],
        "severity": entry["severity"],
        "at": entry["at"],
        "checkpoint_id": entry.get("checkpoint_id"),
        "people": entry.get("people") or 0,
        "injured": entry.get("injured") or 0,
        "result": entry.get("result"),
    }


def _activity(entry: Mapping[str, Any], place: int) -> dict[str, Any]:
    return {
        "id": entry["activity_id"],
        "position": place,
        "category": entry["category"],
        "at": entry.get("at"),
        "details": entry.get("details") or {},
    }


def _matter(entry: Mapping[str, Any], place: int) -> dict[str, Any]:
    return {"id": entry["matter_id"], "position": place, "settled": bool(entry.get("settled"))}


def columns_of(body: Mapping[str, Any], summary: rules.Summary) -> dict[str, Any]:
    """The columns of ``report`` that follow from its content."""
    return vars(summary) | {
        "night": body["night"],
        "preset": body["preset"],
        "started_at": body["started_at"],
        "ended_at": body["ended_at"],
        "lead_id": body.get("lead_id"),
    }


def rewrite(commune_id: str, report_id: UUID, shift_id: UUID, version: int) -> dict[str, Any]:
    """Build a report's rows anew from its version ``version``, the parts of its shift, and its corrections.

    Gives the columns of ``report`` for the caller to write together with its own changes.
    """
    stored = db.session.execute(
        select(ReportVersion.body).where(
            ReportVersion.commune_id == commune_id, ReportVersion.report_id == report_id, ReportVersion.version == version
        )
    ).scalar_one()
    body = _body.load(stored)
    team_id, village_id = db.session.execute(
        select(Report.team_id, Report.village_id).where(Report.commune_id == commune_id, Report.id == report_id)
    ).one()
    parts = load_parts(commune_id, shift_id, team_id)
    for table in (Incident, Activity, Matter):
        db.session.execute(delete(table).where(table.commune_id == commune_id, table.report_id == report_id))
    changes = changes_of([commune_id], [report_id])[report_id]
    read = [rules.as_mended(one, changes) for one in (body, *parts)]
    write_entries(commune_id, report_id, body["night"], read)
    _apply_corrections(commune_id, report_id, changes)
    indexing.rewrite_lines(indexing.Standing(commune_id, report_id, shift_id, team_id, village_id, body["night"], version))
    columns = columns_of(body, rules.summarise(read[0], read[1:]))
    columns["severity"] = _highest_severity(commune_id, report_id)
    columns["supplements"] = count_supplements(commune_id, shift_id, team_id)
    return columns


def of_shift(commune_id: str, shift_id: UUID, team_id: UUID) -> ColumnElement[bool]:
    """The parts and addenda of this team's shift."""
    # A shift's id is made by phones, so another team's phone may name it: that says nothing about this team's report.
    here = (Supplement.commune_id == commune_id) & (Supplement.shift_id == shift_id)
    return here & (Supplement.team_id == team_id)


def load_parts(commune_id: str, shift_id: UUID, team_id: UUID) -> list[Mapping[str, Any]]:
    """The bodies of the parts that the team sent to its shift, in the order they came."""
    rows = db.session.scalars(
        select(Supplement.body)
        .where(of_shift(commune_id, shift_id, team_id), Supplement.kind == "part")
        .order_by(Supplement.at, Supplement.id)
    )
    return [_part.load(body) for body in rows]


def count_supplements(commune_id: str, shift_id: UUID, team_id: UUID) -> int:
    """How many parts and addenda the team's shift has."""
    return (
        db.session.scalar(select(func.count()).select_from(Supplement).where(of_shift(commune_id, shift_id, team_id))) or 0
    )


def _apply_corrections(commune_id: str, report_id: UUID, corrections: Iterable[rules.Change]) -> None:
    """An officer's class and severity stand over the team's, in the rows that figures read; never in the team's version."""
    for incident_id, changes in corrections:
        values = {name: changes[name] for name in ("category", "severity") if name in changes}
        if values:
            db.session.execute(
                update(Incident)
                .where(Incident.commune_id == commune_id, Incident.report_id == report_id, Incident.id == incident_id)
                .values(**values)
            )


def _highest_severity(commune_id: str, report_id: UUID) -> int:
    return (
        db.session.scalar(
            select(func.max(Incident.severity)).where(Incident.commune_id == commune_id, Incident.report_id == report_id)
        )
        or 0
    )


def count_photos(commune_id: str, shift_id: UUID) -> None:
    """Count the current photos of a shift into its live report: registered with ``photos`` as the owner's counter."""
    db.session.connection().execute(_COUNT_PHOTOS, {"commune": commune_id, "shift": shift_id})


_REPORT, _PHOTO = table_of(Report), table_of(Photo)


def _counted(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many current photos of the updated report fulfil the conditions."""
    mine = (_PHOTO.c.commune_id == _REPORT.c.commune_id) & (_PHOTO.c.owner_id == _REPORT.c.shift_id)
    theirs = (_PHOTO.c.team_id == _REPORT.c.team_id) & _PHOTO.c.current
    return select(func.count()).select_from(_PHOTO).where(mine, theirs, *conditions).scalar_subquery()


# Built once: every photo that arrives runs it twice, stored and developed.
_COUNT_PHOTOS = (
    update(_REPORT)
    .where(_REPORT.c.commune_id == bindparam("commune"), _REPORT.c.shift_id == bindparam("shift"), is_live())
    .values(
        photos_expected=_counted(),
        photos_stored=_counted(_PHOTO.c.state != "expected"),
        photos_ready=_counted(_PHOTO.c.state == "ready"),
        photos_damaged=_counted(_PHOTO.c.state == "damaged"),
    )
)


def keep_police_only(commune_id: str, report_id: UUID, version: int, body: dict[str, Any]) -> dict[str, Any]:
    """Put the stored police-only values back where an amend says ``{"kept": true}``: the phone never gets them back."""
    incidents = body.get("incidents") or []
    if not any((entry.get("police_only") or {}).get("kept") is True for entry in incidents):
        return body
    stored = db.session.execute(
        select(ReportVersion.body).where(
            ReportVersion.commune_id == commune_id, ReportVersion.report_id == report_id, ReportVersion.version == version
        )
    ).scalar_one()
    before = {entry["incident_id"]: entry.get("police_only") or {} for entry in stored.get("incidents") or []}
    mended = [
        entry | {"police_only": before.get(entry["incident_id"], {})}
        if (entry.get("police_only") or {}).get("kept") is True
        else entry
        for entry in incidents
    ]
    return body | {"incidents": mended}
