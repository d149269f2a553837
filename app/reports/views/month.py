"""A team's month: a calendar, sums, and the nights behind them. A missing night is not a quiet night."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import month_ends, month_from, night_of
from app.people import queries as people
from app.people.queries import TeamRow
from app.people.rules import POLICE
from app.reports import queries
from app.reports.queries import ReportRow
from app.reports.rules import NightState, missing_shifts, state_of_night
from app.reports.views.pages import blueprint
from app.reports.views.rows import Namer, face_of
from app.roster import queries as roster
from app.roster.queries import ShiftRow
from app.web.actor import current_actor, office_only
from app.web.wording import language, night


@blueprint.get("/teams/<uuid:team_id>/month/<month>")
@blueprint.get("/teams/<uuid:team_id>/month")
@office_only(*POLICE)
def show_team_month(team_id: UUID, month: str = "") -> str:
    """The month of one team; without one, the present month."""
    actor, tonight = current_actor(), night_of(clock.now())
    asked = month_from(month) if month else tonight
    if asked is None:
        raise DomainError(NOT_FOUND)
    first, last = month_ends(asked)
    team = people.get_team(actor, team_id, last)
    reports = queries.read_month(actor, team_id, first, last)
    plans = roster.list_shifts(actor, first, last, team_id=team_id)
    shifts = [one for one in plans if one.state == "planned"]
    short = queries.short_names(actor)
    calendar = _Calendar(reports.rows, plans, tonight)
    cap = catalogue.value_on("allowance_cap_nights", last, actor.commune_id)
    return render_template(
        "reports/team_month.html",
        team=_team(team, short.get(team_id, team.name)),
        month=first,
        previous=_url(team_id, first - timedelta(days=1)),
        next=_url(team_id, last + timedelta(days=1)) if last < tonight + timedelta(days=31) else None,
        today_url=_url(team_id, tonight),
        weeks=_weeks(first, last, calendar),
        sums=_sums(reports.rows, shifts, calendar, reports.nights_of),
        people=_people(team, reports.nights_of),
        cap=cap,
        nights=_nights(reports.rows, calendar, Namer.of(short, language())),
    )


def _url(team_id: UUID, day: date) -> str:
    return url_for("reports.show_team_month", team_id=team_id, month=f"{day:%Y-%m}")


def _team(team: TeamRow, short_name: str) -> dict[str, Any]:
    leader = next((member.name for member in team.members if member.role == "leader"), "")
    return {"id": team.id, "name": team.name, "short_name": short_name, "village": team.village_name, "leader": leader}


class _Calendar:
    """What each night is."""

    def __init__(self, rows: list[ReportRow], plans: list[ShiftRow], tonight: date) -> None:
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


def _weeks(first: date, last: date, calendar: _Calendar) -> list[list[dict[str, Any] | None]]:
    """Weeks from Monday; cells outside the month are empty."""
    words = night_words()
    day, weeks = first - timedelta(days=first.weekday()), []
    while day <= last:
        week = [day + timedelta(days=step) for step in range(7)]
        weeks.append([_cell(one, calendar, words) if first <= one <= last else None for one in week])
        day += timedelta(days=7)
    return weeks


def _cell(day: date, calendar: _Calendar, words: Mapping[NightState, str]) -> dict[str, Any]:
    rows, state = calendar.rows.get(day, []), calendar.state(day)
    return {
        "night": day,
        "state": state,
        "incidents": sum(row.facts.incidents for row in rows),
        "url": url_for("reports.show_report", report_id=rows[0].facts.id) if rows else None,
        "words": f"{night(day)}: {words[state]}",
    }


def _sums(
    rows: list[ReportRow], shifts: list[ShiftRow], calendar: _Calendar, nights_of: Mapping[UUID, int]
) -> dict[str, int]:
    def total(name: str) -> int:
        return sum(getattr(row.facts, name) for row in rows)

    return {
        "planned": max(len(shifts), len(rows)),
        "received": len(rows),
        "missing": len(calendar.missing),
        "quiet": sum(row.facts.quiet for row in rows),
        "rounds": total("rounds"),
        "passes": total("passes"),
        "incidents": total("incidents"),
        "people_times": total("people"),
        "distinct_people": len(nights_of),
        "photos": total("photos_ready"),
    }


def _people(team: TeamRow, nights_of: Mapping[UUID, int]) -> list[dict[str, Any]]:
    """Everybody of the team, in its order; then those who were there and have left it."""
    rows = [{"name": one.name, "role": one.role, "nights": nights_of.get(one.id, 0)} for one in team.members]
    others = sum(number for key, number in nights_of.items() if key not in {one.id for one in team.members})
    return [*rows, *([{"name": _("Người khác"), "role": "", "nights": others}] if others else [])]


def _nights(rows: list[ReportRow], calendar: _Calendar, namer: Namer) -> list[dict[str, Any]]:
    found = [face_of(row, namer) for row in rows]
    found += [
        {"id": None, "night": one.night, "state": "missing", "summary": _("Có lịch trực, chưa gửi")}
        for one in calendar.missing
    ]
    return sorted(found, key=lambda face: face["night"], reverse=True)
