"""Where the records behind each figure stand: exactly those that it counted, with the same sum above them."""

from datetime import date
from typing import Any
from uuid import UUID

from app.figures.rules import Period
from app.web.addresses import address_of

_SHIFTS = {"planned": "planned", "called_off": "called-off", "missing": "missing"}
_DUTY = ("people", "person_minutes", "window")
# What narrows the list of approved reports, by measure.
_APPROVED: dict[str, dict[str, str]] = {
    "quiet": {"quiet": "yes"},
    "incidents": {"severity": "any"},
    "grave": {"severity": "grave"},
    **{f"severity{one}": {"severity": str(one)} for one in (1, 2, 3, 4)},
}
# What narrows the list of all that came and stands.
_LIVE: dict[str, dict[str, str]] = {"received": {}, "on_time": {"sent": "in-time"}, "sent_back": {"sent": "sent-back"}}


def records_of(key: str, part: Period, team_id: UUID | None = None) -> str:
    """The address of a measure's records in a period, of one team where it is named."""
    if key == "coverage":
        return "#points"
    if key in _SHIFTS:
        return address_of("figures.list_shifts", kind=_SHIFTS[key], **_nights(part.first, part.last, team_id))
    if key in _DUTY:
        return address_of("figures.show_duty", **_nights(part.first, part.last, team_id))
    if key in _LIVE:
        return reports_url(part.first, part.last, team_id, state="live", **_LIVE[key])
    return reports_url(part.first, part.last, team_id, state="approved", **_APPROVED.get(key, {}))


def reports_url(first: date, last: date, team_id: UUID | None = None, **more: Any) -> str:
    """The list of reports of these nights, narrowed by ``more``."""
    return address_of("reports.list_reports", **_nights(first, last, team_id), **more)


def _nights(first: date, last: date, team_id: UUID | None) -> dict[str, Any]:
    known = {"from_night": first.isoformat(), "to_night": last.isoformat()}
    return known | ({"team": str(team_id)} if team_id else {})
