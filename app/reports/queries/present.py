"""Questions about reports: read-only, each a fixed number of statements whatever the size of its answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from app.people.models import Account
from app.people.rules import CHIEF, DUTY
from app.photos.models import Photo
from app.reports import rules
from app.reports.models import MoveNote, Report, ReportVersion
from app.reports.queries.bodies import bodies_of
from app.web.database import db


class Roll(NamedTuple):
    """Who was present and who was not, as a body has it."""

    present: list[dict[str, Any]]
    absent: list[dict[str, Any]]


def list_missing_photos(commune_id: str, photo_ids: Sequence[str]) -> list[str]:
    """Which of these photos have no bytes yet, in the order asked."""
    wanted = [UUID(one) for one in photo_ids]
    has_come = (Photo.state != "expected") | Photo.erased_at.is_not(None)
    stored = set(db.session.scalars(select(Photo.id).where(Photo.commune_id == commune_id, Photo.id.in_(wanted), has_come)))
    return [str(one) for one in wanted if one not in stored]


def present_reports(communes: Collection[str], ids: Iterable[UUID], *, with_body: bool = False) -> list[dict[str, Any]]:
    """The present state of these reports of these communes as a phone sees them (protocol.md §4); seven statements.

    The body is given when the report is returned, or when ``with_body`` asks for it; police-only values never.
    """
    wanted = list(ids)
    reports = list(
        db.session.scalars(
            select(Report)
            .where(Report.commune_id.in_(communes), Report.id.in_(wanted))
            .execution_options(populate_existing=True)
        )
    )
    rolls, orders = _rolls(communes, reports)
    photos = _photos_of(communes, reports, orders)
    reviews = latest_moves(communes, [one.id for one in reports])
    names = names_of_deciders([one.account_id for one in reviews.values() if one.account_id])
    told = {report_id: _review(move, names) for report_id, move in reviews.items()}
    bodies = bodies_of(communes, [one for one in reports if with_body or one.state == rules.State.RETURNED])
    erased = erased_words(communes, wanted)
    return [
        _present(one, photos.get((one.team_id, one.shift_id), []), told.get(one.id), bodies.get(one.id), rolls[one.id])
        | {"erased": erased.get(one.id, [])}
        for one in reports
    ]


def _rolls(communes: Collection[str], reports: Sequence[Report]) -> tuple[Mapping[UUID, Roll], Sequence[rules.Source]]:
    """By each report's present version: who was present, from when to when, as a new phone counts its team's nights by it;
    and what it says of the order of its photos."""
    present = {one.id: one.version for one in reports}
    body = ReportVersion.body
    rows = db.session.execute(
        select(ReportVersion.report_id, ReportVersion.version, body["present"], body["absent"], body["photo_order"]).where(
            ReportVersion.commune_id.in_(communes), ReportVersion.report_id.in_(present)
        )
    )
    now = [(key, Roll(roll or [], away or []), order) for key, version, roll, away, order in rows if present[key] == version]
    return {key: roll for key, roll, _ in now}, [(key, {"photo_order": order}) for key, _, order in now]


def names_of_deciders(account_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Who decided, as a team addresses them: ``Cán bộ Lê Thị Thu Hà``."""
    rows = db.session.execute(select(Account.id, Account.name, Account.role).where(Account.id.in_(account_ids)))
    return {row.id: f"{_ADDRESSED.get(row.role, 'Cán bộ')} {row.name}" for row in rows}


def _present(
    report: Report,
    photos: list[dict[str, Any]],
    review: dict[str, Any] | None,
    body: dict[str, Any] | None,
    roll: Roll,
) -> dict[str, Any]:
    return {
        "entity": "report",
        "id": str(report.id),
        "version": report.version,
        "rev": report.rev,
        "team_id": str(report.team_id),
        "shift_id": str(report.shift_id),
        "night": report.night.isoformat(),
        "preset": report.preset,
        "state": report.state,
        "quiet": report.quiet,
        "complete": rules.is_complete(report.photos_expected, report.photos_ready),
        "started_at": report.started_at.isoformat(),
        "ended_at": report.ended_at.isoformat(),
        "received_at": report.received_at.isoformat(),
        "receipt": report.receipt,
        "photos": photos,
        "review": review,
        "summary": _summary(report, roll),
        "body": hide_police_only(body) if body is not None else None,
    }


def _summary(report: Report, roll: Roll) -> dict[str, Any]:
    partly = [one for one in roll.present if not _whole_shift(one, report)]
    return {
        "rounds": report.rounds,
        "passes": report.passes,
        "incidents": report.incidents,
        "activities": report.activities,
        "photos": report.photos_expected,
        "people": report.people,
        "severity": report.severity,
        "present": [one["member_id"] for one in roll.present],
        "standing_in": [one["substitute_id"] for one in roll.absent if one.get("substitute_id")],
        "partly": [{name: one.get(name) for name in ("member_id", "from", "to")} for one in partly],
        "marks": report.line,
    }


def _whole_shift(row: dict[str, Any], report: Report) -> bool:
    """Whether this member was there from the shift's beginning to its end."""
    came, left = row.get("from"), row.get("to")
    late = came is not None and datetime.fromisoformat(came) > report.started_at
    return not late and (left is None or datetime.fromisoformat(left) >= report.ended_at)


def _review(move: MoveNote, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "move": move.move,
        "reasons": move.reasons,
        "fields": move.fields,
        "comment": move.comment,
        "by": names.get(move.account_id, "Công an xã") if move.account_id else "Công an xã",
        "at": move.at.isoformat(),
        "due_at": move.due_at.isoformat() if move.due_at else None,
    }


def hide_police_only(body: dict[str, Any]) -> dict[str, Any]:
    """A body as it goes back to a phone: ``police_only: {kept: true}`` in place of the values (protocol.md §7)."""
    incidents = [
        entry | {"police_only": {"kept": True}} if entry.get("police_only") else entry
        for entry in body.get("incidents") or []
    ]
    return body | {"incidents": incidents} if incidents else body


_ADDRESSED = {CHIEF: "Trưởng Công an xã", DUTY: "Trực ban"}
_MANIFEST = ("bytes", "mime", "width", "height", "about", "caption")
_MANIFEST_IDS = ("incident_id", "round_id", "checkpoint_id")


def _photos_of(
    communes: Collection[str], reports: Sequence[Report], orders: Sequence[rules.Source]
) -> Mapping[tuple[UUID | None, UUID], list[dict[str, Any]]]:
    """The current photos by (team, shift), each as it was announced: another phone of the team can name it in a mend."""
    shift_ids = [one.shift_id for one in reports]
    rows = db.session.scalars(
        select(Photo)
        .where(Photo.commune_id.in_(communes), Photo.owner_id.in_(shift_ids), Photo.current)
        .execution_options(populate_existing=True)
    )
    found: dict[tuple[UUID | None, UUID], list[dict[str, Any]]] = {}
    for row in rules.in_team_order(rows, orders):
        found.setdefault((row.team_id, row.owner_id), []).append(_photo(row))
    return found


def _photo(row: Photo) -> dict[str, Any]:
    ids = {name: getattr(row, name) for name in _MANIFEST_IDS}
    return {
        "photo_id": str(row.id),
        "source_id": str(row.source_id),
        "state": row.state,
        "problem": row.problem,
        "sha256": row.sha256.hex(),
        "taken_at": row.taken_at.isoformat() if row.taken_at else None,
        **{name: getattr(row, name) for name in _MANIFEST},
        **{name: str(value) if value else None for name, value in ids.items()},
    }


def latest_moves(communes: Collection[str], report_ids: Sequence[UUID]) -> Mapping[UUID, MoveNote]:
    """The last decision about each of these reports."""
    newest = (
        select(MoveNote.report_id, func.max(MoveNote.rev).label("rev"))
        .where(
            MoveNote.commune_id.in_(communes), MoveNote.report_id.in_(report_ids), MoveNote.move.not_in(("comment", "erase"))
        )
        .group_by(MoveNote.report_id)
        .subquery()
    )
    rows = db.session.scalars(
        select(MoveNote)
        .join(
            newest,
            (MoveNote.report_id == newest.c.report_id) & (MoveNote.rev == newest.c.rev),
        )
        .where(MoveNote.commune_id.in_(communes))
    )
    return {row.report_id: row for row in rows}


_WORDS = "/words/"


def words_pointer(digest: str) -> str:
    """How the note of an erasure names a text."""
    return _WORDS + digest


def erased_words(communes: Collection[str], report_ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    """The digests of the texts that were erased from each of these reports, the first one first."""
    rows = db.session.execute(
        select(MoveNote.report_id, MoveNote.fields)
        .where(MoveNote.commune_id.in_(communes), MoveNote.report_id.in_(report_ids), MoveNote.move == "erase")
        .order_by(MoveNote.rev)
    )
    found: dict[UUID, list[str]] = {}
    for report_id, named in rows:
        found.setdefault(report_id, []).extend(one.removeprefix(_WORDS) for one in named if one.startswith(_WORDS))
    return found
