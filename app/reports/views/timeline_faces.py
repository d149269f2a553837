"""The night in the order in which it happened: rounds, checkpoints, incidents, whom was told, calls, photos, hand-over."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from app.core.night import local
from app.photos.models import Photo
from app.reports.queries import WholeReport
from app.reports.rules import Speaker
from app.reports.views.incident_faces import Face, moment, photo_face
from app.web.wording import spoken

Faces = list[Face]


def timeline_faces(whole: WholeReport, says: Speaker, faces: Face, photos: Iterable[Photo]) -> Face:
    """``{hours: [{name, entries}], untimed: [entry]}`` of the report's ``incidents``, ``activities`` and ``rounds``.

    An entry is ``{at, kind, added_at, …}``: ``added_at`` when it came with a later version or from another phone.
    ``photos`` are those that stand beside nothing else.
    """
    entries = [
        {"at": whole.facts.started_at, "kind": "open"},
        *_of_rounds(faces["rounds"]),
        *_of_incidents(faces["incidents"]),
        *({"at": one["at"], "kind": "activity", "activity": one} for one in faces["activities"]),
        *_contacts(whole),
        *_alerts(whole, says),
        *({"at": one.taken_at, "kind": "photos", "photos": [photo_face(one, says)]} for one in photos),
        {"at": whole.facts.ended_at, "kind": "close"},
    ]
    added = _added(whole)
    for entry in entries:
        entry["added_at"] = added.get(_key(entry))
    # A sort that keeps equal ones as they stand: a round before its first checkpoint, the end of the shift last.
    timed = sorted((one for one in entries if one["at"]), key=lambda one: one["at"])
    hours = groupby(_joined(timed), key=_hour)
    return {
        "hours": [{"name": spoken(hour), "entries": list(found)} for hour, found in hours],
        "untimed": list(_joined([one for one in entries if not one["at"]])),
    }


def _hour(entry: Face) -> datetime | None:
    return local(entry["at"]).replace(minute=0, second=0, microsecond=0) if entry["at"] else None


def _of_rounds(rounds: Faces) -> Iterator[Face]:
    for one in rounds:
        yield {"at": one["started_at"] or one["ended_at"], "kind": "round", "round": one}
        taps = [tap for taps in one["passes_at"].values() for tap in taps]
        for tap in taps:
            kind = "passes" if _is_plain(tap) else "pass"
            yield {"at": tap["at"], "kind": kind, "round": one, "taps": [tap]}
        if one["confirmed"] == "whole" and one["ended_at"]:
            yield {"at": one["ended_at"], "kind": "whole", "round": one}


def _is_plain(tap: Face) -> bool:
    """Whether nothing is to be said of a checkpoint but that it was passed: such ones share a line."""
    far = tap["offset"] is not None and tap["offset"].far
    return tap["state"] == "normal" and not (tap["note"] or tap["photos"] or far)


def _of_incidents(incidents: Faces) -> Iterator[Face]:
    for one in incidents:
        yield {"at": one["at"], "kind": "incident", "incident": one}
        for told in one["informed"]:
            if told["at"]:
                yield {"at": told["at"], "kind": "told", "whom": told["whom"], "incident": one}


def _contacts(whole: WholeReport) -> Iterator[Face]:
    bodies = [whole.body, *(one.body for one in whole.supplements if one.kind == "part")]
    for body in bodies:
        for one in body.get("contacts") or []:
            yield {"at": moment(one["at"]), "kind": "contact", "matter": one.get("matter") or ""}


def _alerts(whole: WholeReport, says: Speaker) -> Iterator[Face]:
    for one in whole.alerts:
        yield {
            "at": one.raised_at,
            "kind": "alert",
            "name": says.category(one.category, short=True),
            "acknowledged_at": one.acknowledged_at,
            "by": whole.names.get(str(one.acknowledged_by), "") if one.acknowledged_by else "",
            "cancelled_at": one.cancelled_at,
        }


def _joined(entries: Faces) -> Iterator[Face]:
    """Neighbours that share a line are one entry: plain checkpoints of a round within an hour, photos of one hour."""
    last: Face | None = None
    for entry in entries:
        if last is not None and _share_a_line(last, entry):
            name = "taps" if entry["kind"] == "passes" else "photos"
            last[name] = [*last[name], *entry[name]]
            continue
        if last is not None:
            yield last
        last = entry
    if last is not None:
        yield last


def _share_a_line(one: Face, other: Face) -> bool:
    if one["kind"] != other["kind"] or one["kind"] not in ("passes", "photos") or one["added_at"] != other["added_at"]:
        return False
    return _hour(one) == _hour(other) and one.get("round") is other.get("round")


def _key(entry: Face) -> Any:
    """By what an entry is found again in the bodies."""
    match entry["kind"]:
        case "round" | "whole":
            return str(entry["round"]["id"])
        case "pass" | "passes":
            return str(entry["round"]["id"]), entry["taps"][0]["point"]
        case "incident" | "activity":
            return str(entry[entry["kind"]]["id"])
        case "contact":
            return entry["at"], entry["matter"]
    return None


def _added(whole: WholeReport) -> dict[Any, datetime]:
    """When what was not in the first version came, by the phone's clock."""
    first, *later = whole.versions
    seen = set(_keys(first.body))
    found: dict[Any, datetime] = {}
    came = [(one.at, one.client_at, one.body) for one in later]
    came += [(one.at, one.client_at, one.body) for one in whole.supplements if one.kind == "part"]
    for _at, client_at, body in sorted(came, key=lambda one: one[0]):
        for key in _keys(body):
            if key not in seen:
                seen.add(key)
                found[key] = client_at
    return found


def _keys(body: Any) -> Iterator[Any]:
    for name, key in (("incidents", "incident_id"), ("activities", "activity_id"), ("rounds", "round_id")):
        yield from (str(entry[key]) for entry in body.get(name) or [])
    for patrol in body.get("rounds") or []:
        yield from ((str(patrol["round_id"]), str(tap["checkpoint_id"])) for tap in patrol.get("passes") or [])
    yield from ((moment(one["at"]), one.get("matter") or "") for one in body.get("contacts") or [])
