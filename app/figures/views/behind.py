"""Records behind figures that no list of reports holds: planned shifts, and who was on duty."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.core.errors import BAD_FILTER, DomainError
from app.core.night import night_of
from app.figures import queries
from app.figures.views.asked import nights_asked
from app.figures.views.pages import blueprint
from app.people import queries as people
from app.people.rules import POLICE
from app.reports import queries as reports
from app.reports.rules import missing_shifts
from app.roster import queries as roster
from app.roster.queries import ShiftRow
from app.web.actor import current_actor, office_only

_KINDS = {"planned": _l("Ca theo lịch"), "called-off": _l("Ca báo nghỉ"), "missing": _l("Ca thiếu báo cáo")}
# A page of more is read by nobody: a team or a month makes it shorter.
_MOST = 600


def _team() -> UUID | None:
    try:
        return UUID(request.args["team"]) if request.args.get("team") else None
    except ValueError:
        raise DomainError(BAD_FILTER) from None


@blueprint.get("/figures/shifts")
@office_only(*POLICE)
def list_shifts() -> str:
    """The planned shifts of some nights: all that stand, those called off, or those over without a report."""
    actor, tonight = current_actor(), night_of(clock.now())
    kind = request.args.get("kind", "planned")
    kind = kind if kind in _KINDS else "planned"
    (first, last), team_id = nights_asked(tonight), _team()
    shifts = roster.list_shifts(actor, first, last, team_id=team_id)
    found = queries.reports_of_shifts(actor, first, last, team_id)
    # A report of another night leaves the planned night without one, on the grid too.
    reported = {one.id: found[one.id, one.night] for one in shifts if (one.id, one.night) in found}
    missing = {one.id for one in missing_shifts(shifts, reported, tonight)}
    if kind == "missing":
        rows = [one for one in shifts if one.id in missing]
    else:
        rows = [one for one in shifts if (one.state == "planned") is (kind == "planned")]
    return render_template(
        "figures/shifts.html",
        kinds=[(name, words, _url(name, first, last, team_id), name == kind) for name, words in _KINDS.items()],
        title=_KINDS[kind],
        first=first,
        last=last,
        team=queries.find_team(actor, team_id) if team_id else None,
        count=len(rows),
        rows=[_face(one, reported.get(one.id), one.id in missing) for one in rows[:_MOST]],
        more=max(0, len(rows) - _MOST),
    )


def _url(kind: str, first: date, last: date, team_id: UUID | None) -> str:
    return url_for("figures.list_shifts", kind=kind, team=team_id, from_night=first.isoformat(), to_night=last.isoformat())


def _face(one: ShiftRow, report_id: UUID | None, missing: bool) -> dict[str, Any]:
    state = "missing" if missing else "received" if report_id else "planned"
    month = url_for("roster.show_month", team_id=one.team_id, month=f"{one.night:%Y-%m}")
    return {
        "night": one.night,
        "team": one.team_name,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "people": [member.name for member in one.members],
        "reason": one.reason or "",
        "state": state if one.state == "planned" else "called-off",
        "url": url_for("reports.show_report", report_id=report_id) if report_id else month,
    }


@blueprint.get("/figures/duty")
@office_only(*POLICE)
def show_duty() -> str:
    """Who was on duty in some nights, team by team, by name: never put in order by a number."""
    actor, tonight = current_actor(), night_of(clock.now())
    (first, last), team_id = nights_asked(tonight), _team()
    rows = queries.read_duty(actor, first, last, tonight, team_id)
    short = reports.short_names(actor)
    teams = [(one, [row for row in rows if row.team_id == one.id]) for one in people.list_teams(actor, last, ended=True)]
    return render_template(
        "figures/duty.html",
        first=first,
        last=last,
        teams=[
            {
                "name": short.get(team.id, team.name),
                "url": url_for("figures.show_team", team_id=team.id, kind="month", at=last.isoformat()),
                "rows": of_team,
            }
            for team, of_team in teams
            if of_team
        ],
        people=len({row.member_id for row in rows if row.member_id}),
        minutes=sum(row.minutes for row in rows),
        window=sum(row.window for row in rows),
    )
