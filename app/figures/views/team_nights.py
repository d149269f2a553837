"""A team's month night by night: a calendar, and a card for each. A missing night is not a quiet night."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.reports.queries import ReportRow
from app.reports.rules import NightState, missing_shifts, state_of_night
from app.reports.views.rows import Namer, face_of
from app.roster.queries import ShiftRow
from app.web.wording import night


class Calendar:
    """What each night is."""

    def __init__(self, rows: list[ReportRow], plans: list[ShiftRow], tonight: date) -> None:
        """``rows`` are the reports that stand, ``plans`` the roster of the same nights."""
        self.rows: dict[date, list[ReportRow]] = {}
        for row in rows:
            self.rows.setdefault(row.facts.night, []).append(row)
        reported = {row.facts.shift_id for row in rows}
        self.tonight = tonight
        self.planned = {one.night for one in plans if one.state == "planned"}
        self.called_off = {one.night for one in plans} - self.planned
        self.missing = missing_shifts(plans, reported, tonight)
        self._missing_nights = {one.night for one in self.missing}

    def state(self, day: date) -> NightState:
        """The worst of the night's shifts."""
        return state_of_night(
            {row.facts.state for row in self.rows.get(day, [])},
            missing=day in self._missing_nights,
            planned=day in self.planned,
            called_off=day in self.called_off,
            is_tonight=day == self.tonight,
        )


def night_words() -> dict[NightState, str]:
    """The states of a night in words, within a sentence."""
    return {
        NightState.RECEIVED: _("đã nhận"),
        NightState.WAITING: _("chờ duyệt"),
        NightState.RETURNED: _("trả lại"),
        NightState.MISSING: _("thiếu báo cáo"),
        NightState.TONIGHT: _("đêm nay"),
        NightState.PLANNED: _("có lịch"),
        NightState.CALLED_OFF: _("cho nghỉ"),
        NightState.NONE: _("không có lịch"),
    }


def weeks_of(first: date, last: date, calendar: Calendar) -> list[list[dict[str, Any] | None]]:
    """Weeks from Monday; cells outside the month are empty."""
    words = night_words()
    day, weeks = first - timedelta(days=first.weekday()), []
    while day <= last:
        week = [day + timedelta(days=step) for step in range(7)]
        weeks.append([_cell(one, calendar, words) if first <= one <= last else None for one in week])
        day += timedelta(days=7)
    return weeks


def _cell(day: date, calendar: Calendar, words: Mapping[NightState, str]) -> dict[str, Any]:
    rows, state = calendar.rows.get(day, []), calendar.state(day)
    return {
        "night": day,
        "state": state,
        "incidents": sum(row.facts.incidents for row in rows),
        "url": url_for("reports.show_report", report_id=rows[0].facts.id) if rows else None,
        "words": f"{night(day)}: {words[state]}",
    }


def cards_of(rows: list[ReportRow], calendar: Calendar, namer: Namer) -> list[dict[str, Any]]:
    """A card for each report, and for each shift that is over without one; the newest night first."""
    found = [face_of(row, namer) for row in rows]
    found += [
        {"id": None, "night": one.night, "state": "missing", "summary": _("Có lịch trực, chưa gửi")}
        for one in calendar.missing
    ]
    return sorted(found, key=lambda face: face["night"], reverse=True)
