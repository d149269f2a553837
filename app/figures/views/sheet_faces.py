"""What the morning sheet draws of a night (the contract stands in ``templates/figures/morning.html``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.core.text import fold
from app.figures.models import Briefing
from app.figures.queries import Sheet
from app.reports.models import Incident
from app.reports.queries import AlertRow, MatterRow, ReportRow
from app.reports.rules import NightState, Speaker, missing_shifts, state_of_night
from app.reports.rules.matters import By
from app.roster.queries import ShiftRow

Face = dict[str, Any]
_MINOR = 1


@dataclass(frozen=True)
class Teller:
    """Tells one sheet: how teams are called shortly, what words mean, and when the night was briefed."""

    sheet: Sheet
    short: Mapping[UUID, str]
    says: Speaker
    briefing: Briefing | None
    tonight: date

    def team(self, team_id: UUID, name: str) -> str:
        """``Chợ Mới``, where that says enough."""
        return self.short.get(team_id, name)

    def is_late(self, at: datetime) -> bool:
        """Whether something arrived when the night was briefed already."""
        return self.briefing is not None and at > self.briefing.at

    def gaps(self) -> list[ShiftRow]:
        """The planned shifts that are over and have no report."""
        reported = {row.facts.shift_id for row in self.sheet.reports}
        return missing_shifts(self.sheet.shifts, reported, self.tonight)


def duty_faces(teller: Teller) -> list[Face]:
    """Who was on duty: a row for each report, and for each planned shift without one."""
    reported = {row.facts.shift_id for row in teller.sheet.reports}
    rows = [_reported(teller, row) for row in teller.sheet.reports]
    rows += [_planned(teller, shift) for shift in teller.sheet.shifts if shift.id not in reported]
    return sorted(rows, key=lambda face: (fold(face["team"]), face["from"]))


def _reported(teller: Teller, row: ReportRow) -> Face:
    facts = row.facts
    present = [teller.says.name(one["member_id"]) for one in teller.sheet.bodies[facts.id].get("present") or []]
    return {
        "team": teller.team(facts.team_id, row.team),
        "url": url_for("reports.show_report", report_id=facts.id),
        "people": present,
        "guests": facts.guests,
        "from": facts.started_at,
        "to": facts.ended_at,
        "rounds": facts.rounds,
        "passes": facts.passes,
        "incidents": facts.incidents,
        "state": _state(facts.state).value,
        "reason": "",
        "received_at": facts.received_at,
        "late": teller.is_late(facts.received_at),
    }


def _state(state: str) -> NightState:
    return state_of_night({state}, missing=False, planned=True, called_off=False, is_tonight=False)


def _planned(teller: Teller, shift: ShiftRow) -> Face:
    off = shift.state != "planned"
    state = NightState.CALLED_OFF if off else NightState.MISSING if shift.night < teller.tonight else NightState.TONIGHT
    return {
        "team": teller.team(shift.team_id, shift.team_name),
        "url": url_for("roster.show_month", team_id=shift.team_id, month=f"{shift.night:%Y-%m}"),
        "people": [one.name for one in shift.members],
        "guests": 0,
        "from": shift.starts_at,
        "to": shift.ends_at,
        "rounds": None,
        "passes": None,
        "incidents": None,
        "state": state.value,
        "reason": shift.reason or "",
        "received_at": None,
        "late": False,
    }


def incident_faces(teller: Teller) -> list[Face]:
    """What happened, the gravest first."""
    reports = {row.facts.id: row for row in teller.sheet.reports}
    entries = {
        str(entry["incident_id"]): entry for body in teller.sheet.bodies.values() for entry in body.get("incidents") or []
    }
    return [
        _incident(teller, one, reports[one.report_id], entries.get(str(one.id), {}))
        for one in teller.sheet.incidents
        if one.report_id in reports
    ]


def _incident(teller: Teller, one: Incident, row: ReportRow, entry: Mapping[str, Any]) -> Face:
    known = catalogue.categories().get(one.category)
    silent = known is None or known.police_only
    return {
        "url": url_for("reports.show_report", report_id=one.report_id),
        "severity": one.severity,
        "at": one.at,
        "what": teller.says.category(one.category, short=True),
        "team": teller.team(row.facts.team_id, row.team),
        "place": entry.get("place") or "",
        "words": "" if silent else str(entry.get("what") or ""),
        "result": teller.says.term("results", one.result),
        "minor": one.severity == _MINOR,
        "late": teller.is_late(row.facts.received_at),
    }


def alert_face(teller: Teller, row: AlertRow) -> Face:
    """An urgent alert with its times."""
    alert = row.alert
    return {
        "what": teller.says.category(alert.category),
        "severity": alert.severity,
        "team": teller.team(alert.team_id, row.team),
        "place": row.place,
        "raised_at": row.raised_at,
        "received_at": alert.received_at,
        "acknowledged_at": alert.acknowledged_at,
        "by": row.by,
        "cancelled_at": alert.cancelled_at,
    }


def matter_faces(teller: Teller, rows: Iterable[MatterRow]) -> dict[str, list[Face]]:
    """The matters that stood open that night: ``new`` from this night, ``old`` from nights before, ``done`` since."""
    found: dict[str, list[Face]] = {"new": [], "old": [], "done": []}
    night = teller.sheet.night
    for row in rows:
        one = row.stands
        if one.since > night:
            continue
        face = {
            "text": one.text,
            "team": teller.team(one.team_id, row.team),
            "since": one.since,
            "nights": (night - one.since).days,
            "at": one.settled_at,
            "by": (row.by or _("Công an xã")) if one.settled == By.OFFICE else _("tổ"),
            "words": one.words,
        }
        if one.settled is None:
            found["new" if one.since == night else "old"].append(face)
        elif one.settled_at is not None and one.settled_at >= teller.sheet.begins:
            found["done"].append(face)
    return found


def figures_of(teller: Teller, incidents: Iterable[Face]) -> Face:
    """The night in numbers."""
    reports = [row.facts for row in teller.sheet.reports]
    grave = [face["severity"] for face in incidents]
    return {
        "received": len(reports),
        "due": len(reports) + len(teller.gaps()),
        "waiting": sum(one.state == "submitted" for one in reports),
        "people": sum(one.people for one in reports),
        "rounds": sum(one.rounds for one in reports),
        "passes": sum(one.passes for one in reports),
        "incidents": len(grave),
        "severities": [(severity, grave.count(severity)) for severity in (4, 3, 2, 1) if severity in grave],
        "reminders": sum(one.reminders for one in reports),
        "helped": sum(one.helped for one in reports),
        "late": sum(teller.is_late(one.received_at) for one in reports),
    }
