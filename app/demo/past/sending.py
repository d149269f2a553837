"""When a report is sent: by the profile's shares, most of them when the teams come home and find a network."""

from datetime import datetime, time, timedelta
from functools import cache
from random import Random

from app.core.night import moment_of
from app.demo.past.chance import draw
from app.demo.past.script import Watch
from app.demo.queries import read_data

_EARLY = "ended"


def sent_at(rng: Random, watch: Watch, closed_at: datetime) -> datetime:
    """The moment of sending of a report that was closed at ``closed_at``."""
    slots = {(row["from"], row["to"]): float(row["share"]) for row in read_data("profile")["sent"]}
    early = next(slot for slot in slots if slot[0] == _EARLY)
    before_dawn = slots.pop(early)
    # Only shifts that end before four can send before four, so they do it more often than all shifts together.
    if closed_at < moment_of(watch.night, time(3, 40)) and rng.random() < before_dawn / 100 / _share_of_early_ends():
        return closed_at + timedelta(minutes=rng.uniform(1, 25))
    first, last = draw(rng, slots)
    begins = max(_moment(watch, first), closed_at + timedelta(minutes=1))
    ends = max(_moment(watch, last), begins + timedelta(minutes=20))
    chance = rng.random() ** 2 if last.startswith("+") else rng.random()
    return begins + (ends - begins) * chance


def _moment(watch: Watch, text: str) -> datetime:
    """``04:30`` of the morning after, or ``+3d``: so many days later."""
    if text.startswith("+"):
        return _moment(watch, "08:00") + timedelta(days=int(text[1:-1]))
    dawn = moment_of(watch.night, time(4))
    return dawn + (datetime.combine(watch.night, time.fromisoformat(text)) - datetime.combine(watch.night, time(4)))


@cache
def _share_of_early_ends() -> float:
    rows = [rule for team in read_data("commune")["teams"] for rule in team["roster"]]
    early = sum(len(rule["weekdays"]) for rule in rows if rule["end"] != "04:00")
    return float(early / sum(len(rule["weekdays"]) for rule in rows))
