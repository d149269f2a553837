"""Which records go when: kinds and their settings, the night's hours, how much at once.

Days are counted from the night of the report; of photos of models from the day of the look or activity, of a launch from
the day on which its site ended. Nothing goes while its report waits for a decision, while a legal hold lasts,
or before its chief has switched the policy on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.core.night import local

SWITCH = "retention_on"
QUIET_PHOTO, INCIDENT_PHOTO, GRAVE_PHOTO, UNUSUAL = "quiet-photo", "incident-photo", "grave-photo", "unusual-note"
FEED, MEMBERS, MODEL_PHOTO = "feed-item", "report-members", "model-photo"
UNUSUAL_CATEGORY = "B04"
SETTINGS = {
    QUIET_PHOTO: "retention_quiet_photo_days",
    INCIDENT_PHOTO: "retention_incident_photo_days",
    GRAVE_PHOTO: "retention_grave_photo_days",
    MODEL_PHOTO: "retention_model_photo_days",
    UNUSUAL: "retention_unusual_note_days",
    FEED: "retention_feed_days",
    MEMBERS: "retention_report_days",
}
# What bears an activity out is asked for by the report of its year: as long as photos of incidents of levels 1 and 2.
_USUAL = {QUIET_PHOTO: 90, INCIDENT_PHOTO: 365, GRAVE_PHOTO: 730, MODEL_PHOTO: 365, UNUSUAL: 30, FEED: 365, MEMBERS: 1826}
LEAST_DAYS, MOST_DAYS = 7, 3653
# Until the allowance of a year is paid and asked about, the nights need their members.
_LEAST = {MEMBERS: 365}
REPORTS_AT_ONCE = 200
LONGEST_HOLD = timedelta(days=730)
_FIRST_HOUR, _LAST_HOUR = 1, 4


@dataclass(frozen=True)
class Policy:
    """What a commune has set: whether the job may delete, and for how many days each kind is kept."""

    on: bool
    days: Mapping[str, int]

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Policy":
        """The policy that these settings say; what is not set is kept as usual."""
        days = {kind: int(settings.get(key, _USUAL[kind])) for kind, key in SETTINGS.items()}
        return cls(settings.get(SWITCH) is True, days)

    def before(self, kind: str, today: date) -> date:
        """Nights before this one are over for ``kind``."""
        return today - timedelta(days=self.days[kind])


def least_days(kind: str) -> int:
    """The fewest days for which a kind may be kept."""
    return _LEAST.get(kind, LEAST_DAYS)


def is_hour(now: datetime) -> bool:
    """Whether the nightly run may work now: when the patrols walk and nobody is at the desk."""
    return _FIRST_HOUR <= local(now).hour <= _LAST_HOUR


def words_of(days: int) -> str:
    """Why something went, as the report's history says it."""
    return f"Hết thời hạn lưu ({days} ngày)"
