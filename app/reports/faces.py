"""Reports as programs are told of them: rows and whole reports as plain values for the schemas of ``told``."""

from typing import Any
from uuid import UUID

from flask import url_for

from app.core.actor import Actor
from app.journal.models import JournalNote
from app.photos.models import Photo
from app.photos.rules import SERVED_FORMS, PhotoState, stored_form
from app.reports import rules
from app.reports.models import Correction, MoveNote, Supplement
from app.reports.queries import ReportRow, WholeReport
from app.reports.rules.anonymous import POINTER

_SAME = (
    "id", "shift_id", "night", "preset", "source", "state", "version", "rev", "quiet", "severity", "started_at", "ended_at",
    "received_at", "changed_at", "decided_at", "due_at", "receipt",
)  # fmt: skip
_COUNTS = (
    "people", "absent", "guests", "rounds", "passes", "incidents", "activities", "reminders", "helped", "supplements",
)  # fmt: skip
_PHOTOS = ("expected", "stored", "ready", "damaged")


def face_of(row: ReportRow) -> dict[str, Any]:
    """``ReportFaceOut`` of a row of a list."""
    facts = row.facts
    return {name: getattr(facts, name) for name in _SAME} | {
        "team": {"id": facts.team_id, "name": row.team},
        "village": {"id": facts.village_id, "name": row.village},
        "complete": rules.is_complete(facts.photos_expected, facts.photos_ready),
        "counts": {name: getattr(facts, name) for name in _COUNTS},
        "photo_counts": {name: getattr(facts, f"photos_{name}") for name in _PHOTOS},
        "categories": row.categories,
    }


def whole_face(actor: Actor, whole: WholeReport) -> dict[str, Any]:
    """``ReportOut`` of a whole report, as ``actor`` may read it."""
    gravest_first = sorted(whole.incidents, key=lambda one: -one.severity)
    row = ReportRow(whole.facts, whole.team, whole.village, [one.category for one in gravest_first])
    decided = [one for one in whole.moves if one.move != "comment"]
    return face_of(row) | {
        "body": whole.body,
        "photos": [photo_face(one) for one in whole.photos],
        "supplements": [supplement_face(one, whole) for one in whole.supplements],
        "corrections": [correction_face(one, whole) for one in whole.corrections],
        "review": move_face(decided[-1], whole) if decided else None,
        "legal_moves": [move.value for move in rules.legal_moves(whole.facts.state, actor.role)],
    }


def history_face(whole: WholeReport, changes: dict[int, list[rules.Difference]], notes: list[JournalNote]) -> dict[str, Any]:
    """``HistoryOut``: ``changes`` are those of each version against the one before."""
    nameless = any(POINTER in one.fields for one in whole.moves)
    return {
        "versions": [
            {
                "version": one.version,
                "at": one.at,
                "client_at": one.client_at,
                "by": _name(whole, one.actor_id),
                "changes": changes.get(one.version, []),
            }
            for one in whole.versions
        ],
        "moves": [move_face(one, whole) for one in whole.moves],
        "supplements": [supplement_face(one, whole) for one in whole.supplements],
        "corrections": [correction_face(one, whole) for one in whole.corrections],
        "photos": [photo_face(one) for one in whole.photos],
        "notes": [
            {"seq": one.seq, "at": one.at, "kind": one.kind, "actor": _actor(one.actor, nameless=nameless)} for one in notes
        ],
    }


def _actor(actor: str, *, nameless: bool) -> str:
    """Who acted as the journal writes it, without the member's id where the report knows no members any more."""
    return "member" if nameless and actor.startswith("member:") else actor


def photo_face(photo: Photo) -> dict[str, Any]:
    """``PhotoOut``; addresses only of pictures that can be looked at."""
    given = [form for form in SERVED_FORMS if stored_form(form, PhotoState(photo.state), photo.cover)]
    same = ("source_id", "state", "problem", "about", "caption", "taken_at", "stored_at", "incident_id", "round_id")
    return (
        {name: getattr(photo, name) for name in same}
        | {
            "photo_id": photo.id,
            "checkpoint_id": photo.checkpoint_id,
        }
        | {form.value: photo_url(photo.id, form) if form in given else None for form in SERVED_FORMS}
    )


def photo_url(photo_id: UUID, form: str) -> str:
    """Where a form of a photo (``clean``, ``thumb``, ``redacted``) is looked at."""
    return url_for("photos.show_photo", photo_id=photo_id, form=form)


def supplement_face(one: Supplement, whole: WholeReport) -> dict[str, Any]:
    """``SupplementOut``."""
    known = {"id": one.id, "kind": one.kind, "at": one.at, "client_at": one.client_at, "body": one.body}
    return known | {"by": _name(whole, one.actor_id) or _name(whole, one.device_id)}


def correction_face(one: Correction, whole: WholeReport) -> dict[str, Any]:
    """``CorrectionOut``."""
    known = {"id": one.id, "incident_id": one.incident_id, "changes": one.changes, "reason": one.reason, "at": one.at}
    return known | {"by": _name(whole, one.account_id)}


def move_face(one: MoveNote, whole: WholeReport) -> dict[str, Any]:
    """``MoveOut``."""
    same = ("move", "from_state", "to_state", "version", "rev", "reasons", "fields", "comment", "at", "due_at")
    return {name: getattr(one, name) for name in same} | {"by": _name(whole, one.account_id)}


def _name(whole: WholeReport, key: UUID | None) -> str | None:
    return whole.names.get(str(key)) if key else None
