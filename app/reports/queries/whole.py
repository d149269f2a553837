"""One report with everything that hangs on it, for those who may see it whole; a fixed number of statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.people.models import Account, Device, Member
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
from app.reports.queries.lists import COLUMNS, named_rows
from app.reports.queries.written import Covered, cover_all
from app.roster.models import Checkpoint, PlannedMember, PlannedShift, Route
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
    row = find_row(actor, report_id)
    (named,) = named_rows([row])
    commune = row.commune_id
    versions = _all(ReportVersion, commune, ReportVersion.report_id == row.id, ReportVersion.version)
    sent = (Supplement.shift_id == row.shift_id) & (Supplement.team_id == row.team_id)
    supplements = _all(Supplement, commune, sent, Supplement.at, Supplement.id)
    moves = _all(MoveNote, commune, MoveNote.report_id == row.id, MoveNote.rev, MoveNote.at)
    corrections = _all(Correction, commune, Correction.report_id == row.id, Correction.at, Correction.id)
    alerts = _all(Alert, commune, (Alert.shift_id == row.shift_id) & (Alert.team_id == row.team_id), Alert.raised_at)
    waiting = (ParkedOperation.report_id == row.id) & ParkedOperation.settled_at.is_(None)
    held = _all(ParkedOperation, commune, waiting, ParkedOperation.at)
    photos = _photos(row, versions[-1], supplements)
    redactions = _all(Redaction, commune, Redaction.report_id == row.id, Redaction.at, Redaction.id)
    before = [*versions[:-1], *moves, *corrections, *held, *redactions]
    covered = cover_all(row.id, redactions, [versions[-1], *supplements, *photos, *alerts], before)
    bodies = [one.body for one in (*versions, *supplements)]
    points = _points(commune, routes=_ids(bodies, _ROUTES), named=_ids(bodies, _POINTS))
    deciders = _deciders((*versions, *moves, *corrections), moves, redactions, alerts)
    return WholeReport(
        facts=row,
        team=named.team,
        village=named.village,
        versions=versions,
        supplements=supplements,
        incidents=_all(Incident, commune, Incident.report_id == row.id, Incident.position),
        photos=photos,
        moves=moves,
        corrections=corrections,
        held=held,
        alerts=alerts,
        planned=_planned(commune, row.shift_id),
        planned_people=_count_planned(commune, row.shift_id),
        redactions=redactions,
        covered=covered,
        points=points,
        names=_names_of({commune, *actor.books}, versions, supplements, deciders)
        | {str(point.id): point.name for point in points},
    )


def _names_of(
    communes: Collection[str],
    versions: Sequence[ReportVersion],
    supplements: Sequence[Supplement],
    deciders: Iterable[UUID | None],
) -> dict[str, str]:
    sent: list[ReportVersion | Supplement] = [*versions, *supplements]
    bodies = [one.body for one in sent]
    return _names(
        communes,
        members={one.actor_id for one in sent} | _ids(bodies, _MEMBERS),
        routes=_ids(bodies, _ROUTES),
        accounts=deciders,
        devices={one.device_id for one in supplements},
    )


def _deciders(
    acts: Iterable[Any], moves: Iterable[MoveNote], redactions: Iterable[Redaction], alerts: Iterable[Alert]
) -> set[UUID | None]:
    """Who at a desk had a hand in it, and for whom."""
    covered = {one for row in redactions for one in (row.account_id, row.undone_by)}
    stood_for = {one.stood_for for one in moves}
    return {one.account_id for one in acts} | {one.acknowledged_by for one in alerts} | covered | stood_for


def _photos(row: Any, version: ReportVersion, supplements: Sequence[Supplement]) -> list[Photo]:
    sources = [(row.id, version.body), *((one.id, one.body) for one in supplements)]
    return rules.in_team_order(_all(Photo, row.commune_id, _shown_photos(row)), sources)


def _shown_photos(row: Any) -> ColumnElement[bool]:
    # The shift of a rejected or withdrawn report may have another one, with pictures of its own.
    counts = Photo.source_id == row.id if row.state in ("rejected", "withdrawn") else Photo.current
    return and_(Photo.owner_id == row.shift_id, Photo.team_id == row.team_id, counts)


def _all(table: Any, commune_id: str, condition: Any, *order: Any) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.commune_id == commune_id, condition).order_by(*order)))


_MEMBERS = ("lead_id", "member_id", "substitute_id")
_POINTS = ("checkpoint_id",)
_ROUTES = ("route_id",)


def _ids(value: Any, keys: Sequence[str]) -> set[UUID]:
    """Every id under one of ``keys``, at any depth; what is no id is passed over."""
    found: set[UUID] = set()
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, str):
                found |= _as_id(inner)
            else:
                found |= _ids(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            found |= _ids(inner, keys)
    return found


def _as_id(text: str) -> set[UUID]:
    try:
        return {UUID(text)}
    except ValueError:
        return set()


def _points(commune_id: str, *, routes: Iterable[UUID], named: Iterable[UUID]) -> list[Checkpoint]:
    """The checkpoints of these routes in order, and those named by themselves; ones left out of a route only where named."""
    of_routes = Checkpoint.route_id.in_(list(routes)) & Checkpoint.ended_at.is_(None)
    wanted = of_routes | Checkpoint.id.in_(list(named))
    return _all(Checkpoint, commune_id, wanted, Checkpoint.route_id, Checkpoint.position)


def _planned(commune_id: str, shift_id: UUID) -> PlannedShift | None:
    here = (PlannedShift.commune_id == commune_id) & (PlannedShift.id == shift_id)
    return db.session.scalar(select(PlannedShift).where(here))


def _count_planned(commune_id: str, shift_id: UUID) -> int:
    of_shift = (PlannedMember.commune_id == commune_id) & (PlannedMember.shift_id == shift_id)
    return db.session.scalar(select(func.count()).select_from(PlannedMember).where(of_shift)) or 0


def _names(
    communes: Collection[str],
    *,
    members: Iterable[UUID | None] = (),
    routes: Iterable[UUID | None] = (),
    accounts: Iterable[UUID | None] = (),
    devices: Iterable[UUID | None] = (),
) -> dict[str, str]:
    """The names behind these ids, in one statement."""
    asked = ((Member, members), (Route, routes), (Device, devices))
    questions = [
        select(table.id, table.name).where(table.commune_id.in_(communes), table.id.in_([one for one in ids if one]))
        for table, ids in asked
    ]
    questions.append(select(Account.id, Account.name).where(Account.id.in_([one for one in accounts if one])))
    rows = db.session.execute(questions[0].union_all(*questions[1:]))
    return {str(row.id): row.name for row in rows}
