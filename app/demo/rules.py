"""The demo's calendar: which of a team's people walk on which night. Plain, so that the past is filled by the same rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

# Everybody of the demo shares it; accounts of a demo exist nowhere else.
PASSWORD = "keng-demo-2026"
# When the demo's teams began, early enough for every night that is ever filled.
SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class DemoShift:
    """One shift of a team's calendar; ``who`` are places in the team's list of members, in the order of duty."""

    night: date
    preset: str
    start: time
    end: time
    who: tuple[int, ...]


def shifts_between(team: Mapping[str, Any], first: date, last: date) -> Iterator[DemoShift]:
    """The shifts of a team (``roster``, ``moved`` and ``members`` of the data file) from ``first`` to ``last``, by night."""
    moved = {date.fromisoformat(move["from"]): date.fromisoformat(move["to"]) for move in team["moved"]}
    came = {to: day for day, to in moved.items()}
    for number in range((last - first).days + 1):
        night = first + timedelta(days=number)
        for place, rule in enumerate(team["roster"]):
            regular = night if night not in moved else None
            meant = came.get(night, regular)
            if meant is not None and _falls_on(rule, meant):
                yield _shift(rule, night, _watch_of(rule, meant) + place, len(team["members"]))


def _falls_on(rule: Mapping[str, Any], night: date) -> bool:
    if night.isoweekday() not in rule["weekdays"]:
        return False
    season = rule.get("season")
    if season is None:
        return True
    day, begins, ends = f"{night:%m-%d}", season["from"], season["to"]
    # A season that begins in November and ends in April spans the turn of the year.
    return bool(begins <= day <= ends if begins <= ends else day >= begins or day <= ends)


def _watch_of(rule: Mapping[str, Any], night: date) -> int:
    """The number of a regular night among all those of its calendar."""
    week = (night.toordinal() - 1) // 7
    return int(week * len(rule["weekdays"]) + rule["weekdays"].index(night.isoweekday()))


def _shift(rule: Mapping[str, Any], night: date, watch: int, members: int) -> DemoShift:
    """The turn moves on by a whole watch each time; the second watch of a night is walked by those who come next."""
    least, most = rule["turn"]
    size = min(members, least + watch % (most - least + 1))
    who = sorted((watch * least + step) % members for step in range(size))
    return DemoShift(night, rule["preset"], _clock(rule["start"]), _clock(rule["end"]), tuple(who))


def _clock(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)


def months_to_plan(today: date) -> tuple[date, date]:
    """The first days of this month and of the next."""
    this = today.replace(day=1)
    return this, (this + timedelta(days=32)).replace(day=1)
