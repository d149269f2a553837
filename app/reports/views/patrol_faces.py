"""Rounds, points and the night line of a whole report as its page draws them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.photos.models import Photo
from app.reports import rules
from app.reports.queries import WholeReport
from app.reports.rules import Speaker
from app.reports.views.incident_faces import Face, moment, photo_face


def patrols_of(whole: WholeReport) -> list[tuple[str, Mapping[str, Any]]]:
    """Every round of the report and of its parts, with its pointer."""
    found = [(f"/rounds/{place}", entry) for place, entry in enumerate(whole.body.get("rounds") or [])]
    parts = [one for one in whole.supplements if one.kind == "part"]
    for number, part in enumerate(parts):
        found += [(f"/parts/{number}/rounds/{place}", entry) for place, entry in enumerate(part.body.get("rounds") or [])]
    return found


def point_faces(whole: WholeReport) -> list[Face]:
    """The checkpoints in the order of their routes; ones that no route of ours knows come last."""
    known = [{"id": str(point.id), "name": point.name} for point in whole.points]
    seen = {one["id"] for one in known}
    for _pointer, entry in patrols_of(whole):
        for tap in entry.get("passes") or []:
            key = str(tap["checkpoint_id"])
            if key not in seen:
                seen.add(key)
                known.append({"id": key, "name": whole.names.get(key, f"… {key[-4:]}")})
    return known


def round_faces(whole: WholeReport, says: Speaker) -> list[Face]:
    """The rounds as columns: each point's passes by the point's id."""
    return [
        _round(whole, says, number, pointer, entry) for number, (pointer, entry) in enumerate(patrols_of(whole), start=1)
    ]


def _round(whole: WholeReport, says: Speaker, number: int, pointer: str, entry: Mapping[str, Any]) -> Face:
    passes: dict[str, list[Face]] = {}
    for place, tap in enumerate(entry.get("passes") or []):
        passes.setdefault(str(tap["checkpoint_id"]), []).append(
            {
                "id": f"{number}-{place}",
                "point": str(tap["checkpoint_id"]),
                "name": says.name(tap["checkpoint_id"]),
                "at": moment(tap["at"]),
                "state": tap["state"],
                "how": tap.get("how") or "",
                "offset": _offset(whole, tap),
                "note": _skip_word(says, tap),
                "photos": [photo_face(one, says) for one in _photos_of(whole, entry, tap)],
            }
        )
    return {
        "id": entry["round_id"],
        "pointer": pointer,
        "number": number,
        "route": says.name(entry.get("route_id")) if entry.get("route_id") else "",
        "mode": says.term("modes", entry.get("mode")),
        "started_at": moment(entry.get("started_at")),
        "ended_at": moment(entry.get("ended_at")),
        "rest_minutes": entry.get("rest_minutes") or 0,
        "confirmed": entry.get("confirmed") or "points",
        "passes_at": passes,
        "unwritten": [] if entry.get("confirmed") == "whole" else _unwritten(whole, entry, passes),
    }


def _unwritten(whole: WholeReport, entry: Mapping[str, Any], passes: Mapping[str, Any]) -> list[str]:
    """The checkpoints in use of the round's route of which it says nothing."""
    route = str(entry.get("route_id") or "")
    mine = [point for point in whole.points if str(point.route_id) == route and point.ended_at is None]
    return [point.name for point in mine if str(point.id) not in passes]


def _offset(whole: WholeReport, tap: Mapping[str, Any]) -> rules.Offset | None:
    """How far from its checkpoint a tap was made, where its position was kept."""
    point = next((one for one in whole.points if str(one.id) == str(tap["checkpoint_id"])), None)
    return rules.offset_of(tap.get("position"), point.lat, point.lon) if point else None


def _skip_word(says: Speaker, tap: Mapping[str, Any]) -> str:
    """Why a point was skipped is a code of the catalogue or the team's own words."""
    note = str(tap.get("note") or "")
    return says.term("skip_reasons", note) if tap["state"] == "skipped" else note


def _photos_of(whole: WholeReport, patrol: Mapping[str, Any], tap: Mapping[str, Any]) -> list[Photo]:
    here = (str(patrol["round_id"]), str(tap["checkpoint_id"]))
    return [one for one in whole.photos if (str(one.round_id), str(one.checkpoint_id)) == here and one.incident_id is None]


def shown_beside_passes(whole: WholeReport) -> set[Any]:
    """The ids of the photos that stand beside a pass, so that they are not shown twice."""
    return {
        one.id
        for _pointer, entry in patrols_of(whole)
        for tap in entry.get("passes") or []
        for one in _photos_of(whole, entry, tap)
    }


def night_marks(whole: WholeReport, says: Speaker, incidents: list[Face]) -> list[Face]:
    """The marks of the large night line: passes, rounds, incidents, and whom the team told."""
    return [*_patrol_marks(whole, says), *_incident_marks(says, incidents)]


def _patrol_marks(whole: WholeReport, says: Speaker) -> Iterator[Face]:
    for number, (_pointer, entry) in enumerate(patrols_of(whole), start=1):
        begun = moment(entry.get("started_at")) or moment(entry.get("ended_at"))
        if begun:
            word = says.either("Vòng", "Round")
            yield {"at": begun, "kind": "round", "label": f"{word} {number}"}
        for place, tap in enumerate(entry.get("passes") or []):
            kind = "skipped" if tap["state"] == "skipped" else "pass"
            title = f"{says.name(tap['checkpoint_id'])}, {says.clock(tap['at'])}"
            yield {"at": moment(tap["at"]), "kind": kind, "title": title, "href": f"#pass-{number}-{place}"}
        if entry.get("confirmed") == "whole" and entry.get("ended_at"):
            title = f"{says.either('ghi cả vòng', 'confirmed whole')}, {says.clock(entry['ended_at'])}"
            yield {"at": moment(entry["ended_at"]), "kind": "pass", "title": title, "href": f"#round-{entry['round_id']}"}


def _incident_marks(says: Speaker, incidents: list[Face]) -> Iterator[Face]:
    for face in incidents:
        title = f"{says.clock(face['at'])} {face['name']}"
        href = f"#incident-{face['id']}"
        yield {
            "at": face["at"],
            "kind": "incident",
            "severity": face["severity"],
            "label": title,
            "title": title,
            "href": href,
        }
        for told in face["informed"]:
            if told["at"]:
                label = f"{says.clock(told['at'])} {_lower(told['whom'])}"
                yield {"at": told["at"], "kind": "note", "label": label, "title": label, "href": href}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def busy_spans(incidents: list[Face]) -> list[tuple[datetime, datetime]]:
    """From when to when each incident kept the team busy, as far as it is written."""
    spans = []
    for face in incidents:
        later = [told["at"] for told in face["informed"] if told["at"] and told["at"] > face["at"]]
        if later:
            spans.append((face["at"], max(later)))
    return spans
