"""When a matter that was left open is settled. Plain: no Flask, no database, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_WORDS = 300
# For so long a settled matter can still be seen and reopened, and a phone is told that it is over.
SETTLED_SHOWN = timedelta(days=60)

# What no report has named for so long has been let go; it bounds what a list has to read.
CARRIED = timedelta(days=400)


class Act(StrEnum):
    """What the office may say of a matter."""

    OPENED = "opened"
    SETTLED = "settled"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Reported:
    """What the newest report that names a matter says of it; ``at`` is the end of its shift."""

    settled: bool
    at: datetime


@dataclass(frozen=True)
class Word:
    """The office's last word about a matter."""

    act: str
    at: datetime


class By(StrEnum):
    """Who settled a matter."""

    TEAM = "team"
    OFFICE = "office"


def settled_by(reported: Reported | None, word: Word | None) -> By | None:
    """Who settled a matter; None while it is open.

    Phones carry a matter on until they have heard that it is over, so a report that still has it takes back no word of the
    office. A team's tick counts unless the office reopened the matter after that shift.
    """
    if word is not None and word.act == Act.SETTLED:
        return By.OFFICE
    if reported is None or not reported.settled:
        return None
    return By.TEAM if word is None or reported.at > word.at else None
