"""The page of a team's attendance: who was on duty how many nights of a month, and which of them count."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.night import local, night_of
from app.documents.prints.headers import Issuer
from app.documents.sheets.attendance import MemberMonth, TeamMonth, team_months
from app.documents.views.pages import blueprint
from app.documents.views.printing import asked_month
from app.people import queries as people
from app.people.rules import POLICE
from app.reports.rules.attendance import CountedNight, Worth
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.wording import duration, short_night

shell.add_page(
    "documents.show_first_attendance",
    _l("Chấm công trực đêm"),
    roles=POLICE,
    order=59,
    family="documents.show_attendance",
    section="work",
    icon="calendar-check",
    about=_l("Số đêm, số giờ trực của từng người trong tháng, đêm nào tính bồi dưỡng."),
)
shell.add_team_link("documents.show_attendance", _l("Chấm công"), icon="clipboard-list", order=30)
_TONES = {
    Worth.COUNTED: "good",
    Worth.OVER: "bronze",
    Worth.WAITING: "wait",
    Worth.RETURNED: "trouble",
}


@blueprint.get("/attendance")
@office_only(*POLICE)
def show_first_attendance() -> Response:
    """The month of the first team in scope; without teams, the page where one is added."""
    teams = people.list_teams(current_actor(), local(clock.now()).date())
    if not teams:
        return redirect(url_for("people.list_teams"))
    return redirect(url_for("documents.show_attendance", team_id=teams[0].id))


@blueprint.get("/teams/<uuid:team_id>/attendance/<month>")
@blueprint.get("/teams/<uuid:team_id>/attendance")
@office_only(*POLICE)
def show_attendance(team_id: UUID, month: str = "") -> str:
    """A team's month; without one, the month of tonight."""
    actor, tonight = current_actor(), night_of(clock.now())
    (known,) = team_months(actor, asked_month(month) if month else tonight, team_id)
    issuer = request.args.get("issuer") if request.args.get("issuer") in set(Issuer) else Issuer.TEAM
    return render_template(
        "documents/attendance.html",
        team={"id": team_id, "name": known.team.name, "short_name": known.team.village_name},
        teams=people.list_teams(actor, local(clock.now()).date()),
        month=known.first,
        previous=_url(team_id, known, -1),
        next=_url(team_id, known, 1) if known.last < tonight else None,
        people=[_person(one) for one in known.members],
        sums=_sums(known),
        rule=_rule(known),
        left_out=[(night, why) for night, why in sorted(known.rule.left_out.items()) if known.first <= night <= known.last],
        issuers=[(Issuer.TEAM, _("Tổ")), (Issuer.POLICE, _("Công an xã")), (Issuer.COMMITTEE, _("Ủy ban nhân dân xã"))],
        issuer=issuer,
    )


def _url(team_id: UUID, known: TeamMonth, step: int) -> str:
    day = known.last + timedelta(days=1) if step > 0 else known.first - timedelta(days=1)
    return url_for("documents.show_attendance", team_id=team_id, month=f"{day:%Y-%m}")


def worth_words() -> dict[Worth, str]:
    """What became of a night, in words."""
    return {
        Worth.COUNTED: _("được tính"),
        Worth.OVER: _("ngoài trần"),
        Worth.WAITING: _("chờ duyệt"),
        Worth.RETURNED: _("đang trả lại"),
        Worth.NOT: _("không tính"),
        Worth.OUTSIDE: _("ngoài giờ đêm"),
        Worth.SHORT: _("chưa đủ giờ đêm"),
        Worth.STAND_IN: _("trực thay, không tính"),
        Worth.LEFT_OUT: _("xã không tính đêm này"),
    }


def _person(member: MemberMonth) -> dict[str, Any]:
    roles = {"leader": _("Tổ trưởng"), "deputy": _("Tổ phó"), "member": "", "": _("không còn trong tổ")}
    return {
        "name": member.name,
        "role": roles[member.role],
        "nights": member.total.nights,
        "hours": duration(member.total.minutes) if member.total.minutes else "–",
        "counted": member.total.counted,
        "each": [_night(one) for one in member.nights],
    }


def _night(one: CountedNight) -> dict[str, Any]:
    length = duration(one.minutes) if one.minutes else _("không có giờ đêm")
    return {
        "day": one.night.day,
        "tone": _TONES.get(one.worth, "plain"),
        "url": url_for("reports.show_report", report_id=one.report_ids[0]),
        "words": f"{short_night(one.night)}: {length}, {worth_words()[one.worth]}",
    }


def _sums(known: TeamMonth) -> dict[str, Any]:
    totals = [one.total for one in known.members]
    minutes = sum(one.minutes for one in totals)
    return {
        "nights": sum(one.nights for one in totals),
        "hours": duration(minutes) if minutes else "–",
        "counted": sum(one.counted for one in totals),
        "waiting": sum(one.waiting for one in totals),
    }


def _rule(known: TeamMonth) -> dict[str, Any]:
    """The rule at the month's end, as the page says it."""
    rule = known.rule.on(known.last)
    return {
        "starts": rule.starts,
        "ends": rule.ends,
        "least": rule.least_minutes,
        "stand_ins": rule.stand_ins,
        "cap": known.rule.cap,
    }
