"""What happens in a generated night: whether anything does, of which kind, when, where, and what the team did about it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from app.core.night import local, moment_of
from app.demo.past.chance import draw, shaped_id
from app.demo.past.patrol import Out, position
from app.demo.past.script import Body, Crew, Point, Watch, iso
from app.demo.queries import read_data

_TRIES = 12
_NEAR = timedelta(minutes=12)


def how_many(rng: Random, watch: Watch) -> int:
    """How many events a shift has; 0 for a quiet one."""
    profile = read_data("profile")
    share = (1 - profile["quiet_share"]["teams"][watch.crew.key]) * profile["weekday_factor"][str(watch.night.isoweekday())]
    if rng.random() >= min(0.95, share * _season_factor(watch.night)):
        return 0
    return int(draw(rng, profile["events_per_shift"]))


def _season_factor(night: date) -> float:
    return float(_tet()["factor"]) if _is_tet(night) else 1.0


def _tet() -> Any:
    return next(season for season in read_data("profile")["seasons"] if season["name"] == "tet")


def _is_tet(night: date) -> bool:
    tet = _tet()
    days = [(night - date.fromisoformat(day)).days for day in tet["tet_days"]]
    return any(-tet["days_before"] <= day <= tet["days_after"] for day in days)


def category_weights(night: date) -> dict[str, float]:
    """The mix of categories in the season of ``night``; only those that have a text for its month."""
    profile = read_data("profile")
    weights = {code: float(share) for code, share in profile["category_mix"].items()}
    for season in profile["seasons"]:
        if night.month in season.get("months", ()):
            for code, factor in season["categories"].items():
                weights[code] *= factor
        if season["name"] == "tet" and _is_tet(night):
            weights |= season["adds"]
    return {code: weight for code, weight in weights.items() if _texts(code, night)}


def _texts(code: str, night: date) -> list[Body]:
    events = read_data("profile")["events"][code]
    return [event for event in events if night.month in event.get("months", [night.month])]


def incident(
    rng: Random, watch: Watch, out: Out, *, number: int, seed: int, severities: Mapping[str, int], code: str | None = None
) -> Body:
    """One event of the night, as the phone writes it: of the category ``code``, else of one by the mix."""
    weights = category_weights(watch.night)
    for _ in range(_TRIES):
        kind = code or draw(rng, weights)
        fitting = [(event, spot) for event in _texts(kind, watch.night) for spot in _spots(watch.crew, event)]
        if fitting:
            break
    else:
        fitting = [(event, rng.choice(watch.crew.places)) for event in _texts(kind, watch.night)]
    event, spot = rng.choice(fitting)
    at = _moment(rng, watch, out, kind)
    return {
        "incident_id": str(shaped_id(at, seed, *watch.words, "incident", number)),
        "category": kind,
        "severity": event.get("severity") or severities.get(kind, 1),
        "at": iso(at),
        "checkpoint_id": spot.id,
        "place": spot.name,
        "position": position(rng, spot),
        "what": event["what"],
        "source": event.get("source", "team"),
        "people": event.get("people", 0),
        "injured": event.get("injured", 0),
        "actions": event["actions"],
        "informed": [{"whom": whom, "at": iso(at + timedelta(minutes=m))} for whom, m in event["informed"].items()],
        "result": event["result"],
        "details": {key: _detail(value, at) for key, value in event["details"].items()},
    }


def _spots(crew: Crew, event: Body) -> list[Point]:
    return [spot for spot in (*crew.points, *crew.places) if spot.tags & set(event["at"])]


def _detail(value: Any, at: datetime) -> Any:
    """``+14`` is a time: so many minutes after the event."""
    if isinstance(value, str) and value.startswith("+"):
        return iso(at + timedelta(minutes=int(value)))
    return value


def _moment(rng: Random, watch: Watch, out: Out, code: str) -> datetime:
    """An hour by the profile's mix, within the shift and not before the hour from which such a thing can be."""
    profile = read_data("profile")
    earliest = moment_of(watch.night, time(profile["earliest_hour"].get(code, 6)))
    begins = max(out.started_at + timedelta(minutes=8), earliest)
    ends = max(begins + timedelta(minutes=5), out.ended_at - timedelta(minutes=25))
    slots = {name: _slot(watch.night, name, begins, ends) for name in profile["hour_mix"]}
    open_slots = {name: float(share) for name, share in profile["hour_mix"].items() if slots[name][0] < slots[name][1]}
    first, last = slots[draw(rng, open_slots)] if open_slots else (begins, ends)
    at = first + (last - first) * rng.random()
    return at.replace(second=0, microsecond=0)


def _slot(night: date, name: str, begins: datetime, ends: datetime) -> tuple[datetime, datetime]:
    if name == "before-22":
        first, last = moment_of(night, time(6)), moment_of(night, time(22))
    else:
        first = moment_of(night, time(int(name)))
        # The last one of the mix stands for every hour from three on.
        last = first + timedelta(hours=3 if name == "3" else 1)
    return max(first, begins), min(last, ends)


def meet(body: Body) -> None:
    """An event at a checkpoint that the team tapped about then: the tap says so."""
    taps = [tap for patrol in body["rounds"] for tap in patrol["passes"] if tap["state"] == "normal"]
    for entry in body["incidents"]:
        at = datetime.fromisoformat(entry["at"])
        for tap in taps:
            if tap["checkpoint_id"] == entry["checkpoint_id"] and abs(datetime.fromisoformat(tap["at"]) - at) <= _NEAR:
                tap["state"] = "matter"


def activities(rng: Random, watch: Watch, out: Out, seed: int) -> list[Body]:
    """Propaganda, meetings, checks of this night."""
    profile = read_data("profile")
    found = []
    for code, share in profile["activities_share"].items():
        if rng.random() < share:
            early = code in ("G01", "G04", "G07")
            at = out.started_at + timedelta(minutes=rng.randint(5, 40) if early else rng.randint(30, 150))
            details = rng.choice(profile["activities"][code])
            activity_id = str(shaped_id(at, seed, *watch.words, "activity", code))
            found.append({"activity_id": activity_id, "category": code, "at": iso(at), "details": details})
    return found


def hour_of(entry: Body) -> int:
    """The hour on the wall clock at which an event was."""
    return local(datetime.fromisoformat(entry["at"])).hour
