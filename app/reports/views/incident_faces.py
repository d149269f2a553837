"""Incidents, photos and patrols of a whole report as its page draws them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.catalogue import queries as catalogue
from app.core.errors import PROBLEMS
from app.photos.models import Photo
from app.reports import faces, rules
from app.reports.models import Correction, MoveNote
from app.reports.queries import WholeReport
from app.reports.rules import Speaker

Face = dict[str, Any]


def moment(value: Any) -> datetime | None:
    """A moment of a stored body, read."""
    return datetime.fromisoformat(str(value)) if value else None


def photo_face(photo: Photo, says: Speaker) -> Face:
    """A photo as the macro ``photo_thumb`` draws it."""
    known = PROBLEMS.get(photo.problem or "")
    return {
        "id": photo.id,
        "state": "covering" if photo.state == "ready" and photo.cover == "waits" else photo.state,
        "caption": photo.caption,
        "about": says.term("abouts", photo.about),
        "taken_at": photo.taken_at,
        "url": faces.photo_url(photo.id, "redacted" if photo.cover else "clean"),
        "thumb": faces.photo_url(photo.id, "thumb"),
        "width": photo.clean_width or photo.width,
        "height": photo.clean_height or photo.height,
        "problem": known.title if known else photo.problem,
    }


def incident_faces(whole: WholeReport, says: Speaker) -> list[Face]:
    """The incidents of the report and of its parts, each once, gravest first."""
    found: dict[str, Face] = {}
    body, *supplements = whole.read_bodies
    for place, entry in enumerate(body.get("incidents") or []):
        found.setdefault(str(entry["incident_id"]), _incident(whole, says, entry, f"/incidents/{place}", from_part=False))
    parts = [read for one, read in zip(whole.supplements, supplements, strict=True) if one.kind == "part"]
    for number, part in enumerate(parts):
        for place, entry in enumerate(part.get("incidents") or []):
            pointer = f"/parts/{number}/incidents/{place}"
            found.setdefault(str(entry["incident_id"]), _incident(whole, says, entry, pointer, from_part=True))
    return sorted(found.values(), key=lambda face: -face["severity"])


def _incident(whole: WholeReport, says: Speaker, entry: Mapping[str, Any], pointer: str, *, from_part: bool) -> Face:
    code, key = entry["category"], str(entry["incident_id"])
    known = catalogue.categories().get(code)
    hidden = [_hidden(says, code, name, value) for name, value in (entry.get("police_only") or {}).items() if value]
    return {
        "id": key,
        "pointer": pointer,
        "code": code,
        "name": says.category(code, short=True),
        "icon": known.icon if known else "",
        "severity": entry["severity"],
        "at": moment(entry["at"]),
        "position": _position(entry.get("position")),
        "place": entry.get("place") or says.name(entry.get("checkpoint_id")),
        "what": entry.get("what") or "",
        "has_plate": any(rules.part_plates(str(entry.get(name) or ""))[1] for name in ("what", "place")),
        "source": says.term("sources", entry.get("source")),
        "people": entry.get("people"),
        "injured": entry.get("injured"),
        "actions": [says.term("actions", one) for one in entry.get("actions") or []],
        "informed": [
            {"whom": says.term("informed", one["whom"]), "at": moment(one.get("at"))} for one in entry.get("informed") or []
        ],
        "result": says.term("results", entry.get("result")),
        "details": [_detail(says, code, name, value) for name, value in (entry.get("details") or {}).items()],
        "police_only": hidden,
        "photos": [photo_face(one, says) for one in whole.photos if str(one.incident_id) == key],
        "from_part": from_part,
        "forwarded": _forwarded(whole.moves, key, whole.names),
        "correction": _correction(whole, says, key),
    }


def _position(place: Any) -> str:
    """Where the phone stood, for police who look for the place; empty where nobody had agreed to that."""
    if not isinstance(place, dict) or not all(isinstance(place.get(name), int | float) for name in ("lat", "lon")):
        return ""
    accuracy = place.get("accuracy_m")
    near = f" (±{round(accuracy)} m)" if isinstance(accuracy, int | float) else ""
    return f"{place['lat']:.4f}, {place['lon']:.4f}{near}"


def _detail(says: Speaker, code: str, key: str, value: Any) -> Face:
    label, text = says.detail(code, key, value)
    return {"key": key, "label": label, "value": text}


def _hidden(says: Speaker, code: str, key: str, value: Any) -> Face:
    labels = {"what": ("Nội dung", "What happened"), "plates": ("Biển số trong lời kể", "Plates in the text")}
    face = _detail(says, code, key, value)
    return face | {"label": says.either(*labels[key])} if key in labels else face


def _correction(whole: WholeReport, says: Speaker, incident_id: str) -> Face | None:
    """All corrections of an incident together: the newest word on each thing."""
    mine: list[Correction] = [one for one in whole.corrections if str(one.incident_id) == incident_id]
    now = next((one for one in whole.incidents if str(one.id) == incident_id), None)
    if not mine or now is None:
        return None
    last = mine[-1]
    return {
        "code": now.category,
        "name": says.category(now.category, short=True),
        "severity": now.severity,
        "moved": next((one.changes["text"] for one in reversed(mine) if one.changes.get("text")), ""),
        "reason": last.reason,
        "by": whole.names.get(str(last.account_id), ""),
        "at": last.at,
    }


def _forwarded(moves: Iterable[MoveNote], incident_id: str, names: Mapping[str, str]) -> Face | None:
    """The last note that an incident was passed on."""
    mine = [one for one in moves if one.move == "comment" and f"/incidents/{incident_id}" in one.fields]
    if not mine:
        return None
    return {"at": mine[-1].at, "by": names.get(str(mine[-1].account_id), ""), "note": mine[-1].comment}


def activity_faces(whole: WholeReport, says: Speaker) -> list[Face]:
    """The activities of the report and of its parts."""
    lists = [(whole.body, "/activities")]
    lists += [(one.body, f"/parts/{n}/activities") for n, one in enumerate(whole.supplements) if one.kind == "part"]
    return [
        _activity(says, entry, f"{at}/{place}")
        for body, at in lists
        for place, entry in enumerate(body.get("activities") or [])
    ]


def _activity(says: Speaker, entry: Mapping[str, Any], pointer: str) -> Face:
    known = catalogue.categories().get(entry["category"])
    return {
        "id": entry["activity_id"],
        "pointer": pointer,
        "code": entry["category"],
        "name": says.category(entry["category"], short=True),
        "icon": known.icon if known else "",
        "at": moment(entry.get("at")),
        "details": [_detail(says, entry["category"], key, value) for key, value in (entry.get("details") or {}).items()],
        "photos": [],
    }
