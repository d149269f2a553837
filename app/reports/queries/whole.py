"""One report with everything that hangs on it, for those who may see it whole; a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.photos.models import Photo
from app.reports import rules
from app.reports.models import (
    Alert,
    Correction,
    Incident,
    MoveNote,
    ParkedOperation,
    Redaction,
    Report,
    ReportVersion,
    Supplement,
)
from app.reports.queries.hung import hands_in, names_of, of_reports, of_shifts, planned_of, points_of
from app.reports.queries.lists import COLUMNS, ReportRow, named_rows
from app.reports.queries.written import Covered, cover_all
from app.roster.models import Checkpoint, PlannedShift
from app.web.database import db

Found = Row[Any]


@dataclass(frozen=True)
class WholeReport:
    """A report as people read it, with the words covered that officers covered: its row, the names of team and village, its
    versions (oldest first), and all that came to it since.

    ``points`` are the checkpoints of its routes, and others that it names; ``names`` those of members, checkpoints, routes,
    accounts and phones by their id as text.
    """

    facts: Found
    team: str
    village: str
    versions: list[ReportVersion]
    supplements: list[Supplement]
    incidents: list[Incident]
    photos: list[Photo]
    moves: list[MoveNote]
    corrections: list[Correction]
    held: list[ParkedOperation]
    alerts: list[Alert]
    planned: PlannedShift | None
    planned_people: int
    redactions: list[Redaction]
    covered: Covered
    points: list[Checkpoint]
    names: Mapping[str, str]

    @property
    def body(self) -> dict[str, Any]:
        """The present content, as the team sent it but for what is covered."""
        return self.versions[-1].body

    @property
    def read_bodies(self) -> list[dict[str, Any]]:
        """The present content and then that of each supplement, with the words as corrections left them."""
        changes = [(one.incident_id, one.changes) for one in self.corrections]
        return [rules.as_mended(body, changes) for body in (self.body, *(one.body for one in self.supplements))]

    @property
    def latest_return(self) -> MoveNote | None:
        """The last time that it was given back, if ever."""
        return next((one for one in reversed(self.moves) if one.to_state == "returned"), None)


def find_row(actor: Actor, report_id: UUID) -> Found:
    """The report's row; ``NOT_FOUND`` outside the actor's scope. One statement."""
    row = db.session.execute(select(*COLUMNS).where(people.scope(actor, Report), Report.id == report_id)).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return row


def get_whole(actor: Actor, report_id: UUID) -> WholeReport:
    """A report with everything; ``NOT_FOUND`` outside the actor's scope. Seventeen statements."""
    found = list_whole(actor, [report_id])
    if not found:
        raise DomainError(NOT_FOUND)
    return found[0]


def list_whole(actor: Actor, report_ids: Sequence[UUID]) -> list[WholeReport]:
    """These reports with everything, in this order, as far as the actor may see them; seventeen statements.

    Where several stand for one shift (rejected ones beside another), as many times that.
    """
    rows = db.session.execute(select(*COLUMNS).where(people.scope(actor, Report), Report.id.in_(report_ids))).all()
    named = {one.facts.id: one for one in named_rows(rows)}
    found = {whole.facts.id: whole for apart in _apart(rows) for whole in _read(actor, apart, named)}
    return [found[one] for one in report_ids if one in found]


def _apart(rows: Sequence[Found]) -> list[list[Found]]:
    """No two of one shift together: what hangs on the shift is covered for each report by itself."""
    parts: list[dict[Any, Found]] = []
    for row in rows:
        key = (row.commune_id, row.shift_id, row.team_id)
        free = next((part for part in parts if key not in part), None)
        if free is None:
            parts.append(free := {})
        free[key] = row
    return [list(part.values()) for part in parts]


def _read(actor: Actor, rows: Sequence[Found], named: Mapping[UUID, ReportRow]) -> list[WholeReport]:
    hung = _hung(rows)
    of = {row.id: {name: by_report[row.id] for name, by_report in hung.items()} for row in rows}
    planned, counted = planned_of(rows)
    for row in rows:
        of[row.id]["photos"] = _photos(row, **of[row.id])
    covered = {row.id: _cover(row.id, of[row.id]) for row in rows}
    bodies = {row.id: [one.body for one in (*of[row.id]["versions"], *of[row.id]["supplements"])] for row in rows}
    points = points_of(rows, bodies)
    names = names_of({*actor.books, *(row.commune_id for row in rows)}, bodies, [hands_in(**of[row.id]) for row in rows])
    return [
        WholeReport(
            facts=row,
            team=named[row.id].team,
            village=named[row.id].village,
            planned=planned.get((row.commune_id, row.shift_id)),
            planned_people=counted.get((row.commune_id, row.shift_id), 0),
            covered=covered[row.id],
            points=points[row.id],
            names=names | {str(point.id): point.name for point in points[row.id]},
            **of[row.id],
        )
        for row in rows
    ]


def _hung(rows: Sequence[Found]) -> dict[str, dict[UUID, list[Any]]]:
    """What hangs on the reports by the names of ``WholeReport``, by report; nine statements."""
    return {
        "versions": of_reports(rows, ReportVersion, ReportVersion.version),
        "supplements": of_shifts(rows, Supplement, Supplement.shift_id, Supplement.at, Supplement.id),
        "incidents": of_reports(rows, Incident, Incident.position),
        "photos": of_shifts(rows, Photo, Photo.owner_id),
        "moves": of_reports(rows, MoveNote, MoveNote.rev, MoveNote.at),
        "corrections": of_reports(rows, Correction, Correction.at, Correction.id),
        "held": of_reports(rows, ParkedOperation, ParkedOperation.at, which=ParkedOperation.settled_at.is_(None)),
        "alerts": of_shifts(rows, Alert, Alert.shift_id, Alert.raised_at),
        "redactions": of_reports(rows, Redaction, Redaction.at, Redaction.id),
    }


def _cover(report_id: UUID, of: Mapping[str, list[Any]]) -> Covered:
    now = [of["versions"][-1], *of["supplements"], *of["photos"], *of["alerts"]]
    before = [*of["versions"][:-1], *of["moves"], *of["corrections"], *of["held"], *of["redactions"]]
    return cover_all(report_id, of["redactions"], now, before)


def _photos(
    row: Found, *, photos: Sequence[Photo], versions: Sequence[ReportVersion], supplements: Sequence[Supplement], **_: Any
) -> list[Photo]:
    # The shift of a rejected or withdrawn report may have another one, with pictures of its own.
    is_over = row.state in ("rejected", "withdrawn")
    sources = [(row.id, versions[-1].body), *((one.id, one.body) for one in supplements)]
    return rules.in_team_order([one for one in photos if (one.source_id == row.id if is_over else one.current)], sources)
