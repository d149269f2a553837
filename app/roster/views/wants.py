"""What a month's roster still wants: nights without a shift, shifts with too few people, weeks behind a peak period."""

from datetime import date, datetime, timedelta
from typing import Any

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.roster import queries, rules
from app.roster.queries import Month, PeakRow, ShiftRow


def wants_of(actor: Actor, month: Month, now: datetime) -> dict[str, Any]:
    """``{peaks, peak_nights, gaps, thin}`` for the page of a month; three statements."""
    days = [month.first + timedelta(days=number) for number in range((month.last - month.first).days + 1)]
    ahead = [night for night in days if rules.may_change(night, now)]
    peaks = [one for one in queries.list_peaks(actor, month.first, month.last) if one.is_about(month.team.id)]
    return {
        "peaks": [vars(one.asked) | {"short": _short_weeks(one, month, now)} for one in peaks],
        "peak_nights": {night for night in days if any(one.asked.first <= night <= one.asked.last for one in peaks)},
        "gaps": [night for night in ahead if night not in month.shifts],
        "thin": _thin(actor, [shift for night in ahead for shift in month.shifts.get(night, [])]),
    }


def _short_weeks(peak: PeakRow, month: Month, now: datetime) -> list[dict[str, Any]]:
    """The weeks to come in which fewer nights are planned than asked; only those that the page shows whole."""
    if peak.asked.nights_a_week is None:
        return []
    first, last = max(peak.asked.first, month.first), min(peak.asked.last, month.last)
    weeks = [(monday, _planned(month, monday)) for monday in rules.whole_weeks(first, last)]
    return [
        {"monday": monday, "planned": planned}
        for monday, planned in weeks
        if planned < peak.asked.nights_a_week and rules.may_change(monday + timedelta(days=6), now)
    ]


def _planned(month: Month, monday: date) -> int:
    week = [monday + timedelta(days=number) for number in range(7)]
    return sum(any(shift.state == "planned" for shift in month.shifts.get(night, [])) for night in week)


def _thin(actor: Actor, shifts: list[ShiftRow]) -> dict[Any, dict[str, Any]]:
    if actor.commune_id is None:
        return {}
    least = catalogue.dated_setting("shift_people_least", actor.commune_id)
    found = {}
    for shift in shifts:
        wanted = least.on(shift.night) or 1
        if shift.state == "planned" and len(shift.members) < wanted:
            found[shift.id] = {"night": shift.night, "members": len(shift.members), "least": wanted}
    return found
