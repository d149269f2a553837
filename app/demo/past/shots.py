"""Which pictures a team takes in a generated night: of what happened, and of checkpoints."""

from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from app.demo.past.chance import shaped_id
from app.demo.past.script import Body, Shot, Watch
from app.demo.queries import read_data
from app.photos.drawing import picture_of_place, pictures_of_category

_DAMAGE = ("D03", "D04", "F02", "F03", "F06", "F07", "C03")
_PER_INCIDENT = 6


class Photos(StrEnum):
    """How many pictures a past has: none, those of events and a few others, or as many as teams really take."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


def shots_of(rng: Random, watch: Watch, body: Body, photos: Photos, seed: int) -> tuple[Shot, ...]:
    """The pictures of a night, in the order in which they were taken."""
    if photos is Photos.NONE:
        return ()
    events = [entry for entry in body["incidents"] if pictures_of_category(entry["category"])]
    taps = [tap for patrol in body["rounds"] for tap in patrol["passes"] if tap["state"] == "normal"]
    total = _count(rng, photos, with_event=bool(body["incidents"]))
    found: list[Shot] = []
    for place, entry in enumerate(events):
        share = min(_PER_INCIDENT, max(1, total // len(events)) if photos is Photos.ALL else rng.randint(1, 2))
        found += [_of_event(watch, entry, number, seed + place) for number in range(share)]
    left = min(len(taps), total - len(found))
    found += [_of_point(watch, tap, seed) for tap in rng.sample(taps, max(0, left))]
    return tuple(sorted(found, key=lambda shot: shot.taken_at))


def _count(rng: Random, photos: Photos, *, with_event: bool) -> int:
    if photos is Photos.SOME:
        return 0 if with_event else rng.choice((0, 0, 0, 0, 1, 2))
    meant = read_data("profile")["photos"]["with_event" if with_event else "quiet"]
    spread = meant["max"] - meant["min"]
    chance = (meant["mean"] - meant["min"]) / spread
    return int(meant["min"] + sum(rng.random() < chance for _ in range(spread)))


def _of_event(watch: Watch, entry: Body, number: int, seed: int) -> Shot:
    pictures = pictures_of_category(entry["category"])
    at = datetime.fromisoformat(entry["at"]) + timedelta(minutes=2 + number)
    about = "found" if entry["category"] == "E05" else "damage" if entry["category"] in _DAMAGE else "scene"
    return Shot(
        photo_id=str(shaped_id(at, seed, *watch.words, entry["incident_id"], number)),
        picture=pictures[number % len(pictures)],
        about=about,
        caption=entry["place"],
        taken_at=at,
        incident_id=entry["incident_id"],
        checkpoint_id=entry["checkpoint_id"],
    )


def _of_point(watch: Watch, tap: Body, seed: int) -> Shot:
    name = next(point.name for point in watch.crew.points if point.id == tap["checkpoint_id"])
    at = datetime.fromisoformat(tap["at"]) + timedelta(seconds=25)
    return Shot(
        photo_id=str(shaped_id(at, seed, *watch.words, "point", tap["at"])),
        picture=picture_of_place(name),
        about="checkpoint",
        caption=name,
        taken_at=at,
        checkpoint_id=tap["checkpoint_id"],
    )
