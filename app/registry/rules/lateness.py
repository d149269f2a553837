"""What can be late in the book of models, who is asked about it, and when a site has gone silent."""

from collections.abc import Iterable
from datetime import date, timedelta

from app.people.rules import CHIEF, COMMITTEE, FRONT, OFFICER, VILLAGE_HEAD

ROUND, SHEET, DIFFICULTY, REPLICATION = REMINDED = ("round", "sheet", "difficulty", "replication")
OWNERS = ("committee", "police", "village", "team", "front")
_OFFICES = {CHIEF: "police", OFFICER: "police", COMMITTEE: "committee", VILLAGE_HEAD: "village", FRONT: "front"}
# A team is told on its phones, for so long.
TEAM, TOLD_FOR = "team", timedelta(days=14)
STEPS = ("hand", "postpone", "solve", "drop")
# A dated setting: after how many days without a sign of life a living site is silent.
SILENT_DAYS, USUALLY = "model_silent_days", 90
MOST_WORDS = 1000


def office_of(role: str | None) -> str | None:
    """As which office a role is asked; None for a role that is asked about nothing."""
    return _OFFICES.get(role or "")


def days_late(due_on: date, today: date) -> int:
    """For how many days something is late; 0 until the end of its day."""
    return max(0, (today - due_on).days)


def silent_since(heard: Iterable[date | None], today: date, days: int) -> date | None:
    """The day since which nothing was heard of a site, when that is ``days`` or more ago; else None.

    ``heard`` are the signs of life: its launch, its last step, its last activity, the last night of its team.
    """
    last = max((one for one in heard if one is not None), default=None)
    return last if last is not None and (today - last).days >= days else None
