"""One whole report as its page draws it (the contract stands in ``templates/reports/_report.html``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.core.actor import Actor
from app.people import queries as people
from app.people.rules import CHIEF, REVIEWERS
from app.photos.models import Photo
from app.reports import queries, rules
from app.reports.queries import Before, WholeReport
from app.reports.rules import Move, Speaker
from app.reports.rules.paper import may_approve_entry
from app.reports.views import history_faces as told
from app.reports.views.covering_faces import covered_texts, covering_face
from app.reports.views.incident_faces import Face, activity_faces, incident_faces, moment, photo_face
from app.reports.views.patrol_faces import busy_spans, night_marks, point_faces, round_faces, shown_beside_passes
from app.reports.views.question_faces import question_faces
from app.reports.views.rows import line_words, photo_counts, span_of
from app.reports.views.timeline_faces import timeline_faces
from app.units import queries as units


@dataclass(frozen=True)
class Sight:
    """Who looks, when, how the team is called in narrow places; what came before, and the phrases that the app offers.

    ``before`` is None for a report that waits for nobody; ``team`` is there where who looks has read it already.
    """

    actor: Actor
    now: datetime
    short_name: str
    before: Before | None
    phrases: Mapping[str, Any]
    team: people.TeamRow | None = None


def report_face(whole: WholeReport, sight: Sight) -> Face:
    """Everything that the page says of a report."""
    says = queries.speaker(whole.names)
    faces: Face = {
        "incidents": incident_faces(whole, says),
        "activities": activity_faces(whole, says),
        "rounds": round_faces(whole, says),
    }
    return (
        faces
        | _head(whole, sight, says)
        | _night(whole, says, faces)
        | _people(whole, says, sight.team)
        | _words(whole)
        | _decision(whole, sight, says)
        | {
            "parts": told.part_faces(whole),
            "addenda": told.addendum_faces(whole, says),
            "history": told.history_faces(whole, says),
            "held": [told.held_words(one) for one in whole.held],
            "questions": question_faces(whole, sight.before, sight.phrases, says),
            "erasable": [photo_face(one, says) for one in whole.photos] if sight.actor.role == CHIEF else [],
            "erasable_words": covered_texts(whole) if sight.actor.role == CHIEF else {},
            "covering": covering_face(whole, sight.actor, says) if sight.actor.role in REVIEWERS else None,
        }
    )


def _head(whole: WholeReport, sight: Sight, says: Speaker) -> Face:
    facts = whole.facts
    same = ("id", "version", "rev", "state", "quiet", "source", "night", "receipt", "due_at", "started_at", "ended_at")
    return {name: getattr(facts, name) for name in same} | {
        "complete": rules.is_complete(facts.photos_expected, facts.photos_ready),
        "preset": says.preset(facts.preset),
        "team": {"id": facts.team_id, "name": whole.team, "short_name": sight.short_name, "village": whole.village},
        "paper": told.paper_face(whole),
        "past_due": facts.due_at is not None and facts.due_at <= sight.now,
        "former_commune": _former_commune(facts.commune_id, sight.actor),
        "severity": facts.severity or None,
        "lead": whole.names.get(str(facts.lead_id), "") if facts.lead_id else "",
        "received_at": facts.received_at,
        "sent_at": whole.versions[-1].client_at,
        "offset_seconds": facts.offset_ms / 1000 if facts.offset_ms is not None else None,
    }


def _former_commune(commune_id: str, actor: Actor) -> str:
    """The commune that the report was written for, where it has been merged into the reader's."""
    return "" if commune_id == actor.commune_id else units.get_commune(commune_id).name


def _night(whole: WholeReport, says: Speaker, faces: Face) -> Face:
    facts, incidents = whole.facts, faces["incidents"]
    starts, ends = span_of(facts.preset, facts.night, facts.started_at, facts.ended_at)
    return {
        "planned_starts_at": whole.planned.starts_at if whole.planned else starts,
        "planned_ends_at": whole.planned.ends_at if whole.planned else ends,
        "marks": night_marks(whole, says, incidents),
        "spans": busy_spans(incidents),
        "line_words": line_words(facts),
        "points": point_faces(whole),
        "timeline": timeline_faces(whole, says, faces, _other_photos(whole)),
        "photo_counts": photo_counts(facts),
    }


def _role(body: Face, one: Face) -> str:
    """Of somebody whom no team knows any more: whoever led that night was its leader."""
    return "leader" if one["member_id"] == body.get("lead_id") else "member"


def _people(whole: WholeReport, says: Speaker, team: people.TeamRow | None) -> Face:
    body, facts = whole.body, whole.facts
    team = team or people.find_team(facts.commune_id, facts.team_id, facts.night)
    roles = {str(member.id): member.role for member in team.members} if team else {}
    return {
        "present": [
            {
                "name": says.name(one["member_id"]),
                "role": roles.get(str(one["member_id"]), _role(body, one)),
                "from": moment(one.get("from")),
                "to": moment(one.get("to")),
            }
            for one in body.get("present") or []
        ],
        "absent": [
            {
                "name": says.name(one["member_id"]),
                "reason": says.term("absences", one.get("reason")),
                "substitute": says.name(one.get("substitute_id")) or None,
            }
            for one in body.get("absent") or []
        ],
        "planned_people": whole.planned_people or None,
        "guests": [{"force": says.term("forces", one["force"]), "count": one["count"]} for one in body.get("guests") or []],
        "kit": [{"name": says.term("kit", one["item"]), "icon": "", "ok": one["ok"]} for one in body.get("kit") or []],
        "weather": says.term("weathers", body.get("weather")),
    }


def _words(whole: WholeReport) -> Face:
    body = whole.body
    handover = body.get("handover") or {}
    return {
        "open_matters": [
            {"text": one["text"], "settled": bool(one.get("settled"))} for one in body.get("open_matters") or []
        ],
        "reminders": whole.facts.reminders,
        "helped": whole.facts.helped,
        "handover": {"text": handover.get("text") or "", "kit_ok": handover.get("kit_ok")},
        "remark": body.get("remark") or "",
        "proposal": body.get("proposal") or "",
        "correction_note": body.get("correction_note") or "",
    }


def _other_photos(whole: WholeReport) -> list[Photo]:
    """Those of no incident, no checkpoint and no addendum."""
    addenda = {one.id for one in whole.supplements if one.kind == "addendum"}
    beside = shown_beside_passes(whole)
    return [one for one in whole.photos if one.incident_id is None and one.id not in beside and one.source_id not in addenda]


def _decision(whole: WholeReport, sight: Sight, says: Speaker) -> Face:
    facts, given = whole.facts, whole.latest_return
    moves = [move.value for move in rules.legal_moves(facts.state, sight.actor.role)]
    undo_until = facts.decided_at + rules.UNDO_WITHIN if facts.decided_at and facts.state == "approved" else None
    if Move.UNDO in moves and (facts.decided_by != sight.actor.id or undo_until is None or undo_until < sight.now):
        moves.remove(Move.UNDO.value)
    own_entry = _is_own_entry(whole, sight) if Move.APPROVE in moves else False
    if own_entry:
        moves.remove(Move.APPROVE.value)
    reviews = sight.actor.role in REVIEWERS
    return {
        "review": {
            "reasons": [says.term("reasons", code) for code in given.reasons],
            "comment": given.comment,
            "by": whole.names.get(str(given.account_id), _("Công an xã")),
            "at": given.at,
            "due_at": given.due_at,
            "pointers": given.fields,
        }
        if given
        else None,
        "changed": _changed(whole, says),
        "moves": moves,
        "own_entry": own_entry,
        "may_comment": reviews,
        "may_correct": reviews and facts.state in ("submitted", "approved"),
        "undo_until": undo_until if Move.UNDO in moves else None,
    }


def _is_own_entry(whole: WholeReport, sight: Sight) -> bool:
    """Whether the reader entered the night and another one has to approve it."""
    entered_by, reader = whole.facts.entered_by, sight.actor.id
    if entered_by is None or entered_by != reader:
        return False
    has_other = people.has_other_reviewer(sight.actor, whole.facts.village_id)
    return not may_approve_entry(entered_by, reader, has_other=has_other)


def _changed(whole: WholeReport, says: Speaker) -> dict[str, str]:
    """What stood before, against the version that was given back; nothing until the team has mended it."""
    given = whole.latest_return
    if given is None or given.version >= whole.facts.version:
        return {}
    before = next((one.body for one in whole.versions if one.version == given.version), None)
    return rules.changed_texts(rules.find_differences(before, whole.body, says)) if before else {}
