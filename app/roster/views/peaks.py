"""The page of peak periods: in which nights more is asked, of whom, and how far the rosters follow."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import INVALID, DomainError
from app.core.night import local
from app.people import queries as people
from app.people import rules as people_rules
from app.roster import queries, service
from app.roster.forms import PeakForm
from app.roster.queries import PeakRow
from app.roster.views.pages import blueprint
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional

shell.add_page(
    "roster.list_peaks",
    _l("Đợt cao điểm"),
    roles=people_rules.POLICE,
    order=55,
    family="roster.list_peaks",
    section="settings",
    icon="flag",
    about=_l("Đợt nào, tổ nào, cần thêm những gì."),
)
# How far back and ahead the page lists.
_SHOWN = timedelta(days=366)


@blueprint.get("/peaks")
@office_only(*people_rules.POLICE)
def list_peaks() -> Response:
    """The peak periods of a year back and ahead, with the form of the next one."""
    return _page(_form(fresh=True), None)


@blueprint.post("/peaks")
@office_only(people_rules.CHIEF)
@transactional
def keep_new_peak() -> Response:
    """Add one."""
    return _keep(_form(), None)


@blueprint.get("/peaks/<uuid:peak_id>")
@office_only(people_rules.CHIEF)
def edit_peak(peak_id: UUID) -> Response:
    """The form of one that is there."""
    peak = queries.get_peak(current_actor(), peak_id)
    form = _form(fresh=True)
    form.process(data=vars(peak.asked) | {"teams": [str(one) for one in peak.asked.team_ids], "tell": False})
    return _page(form, peak)


@blueprint.post("/peaks/<uuid:peak_id>")
@office_only(people_rules.CHIEF)
@transactional
def keep_peak(peak_id: UUID) -> Response:
    """Change it."""
    return _keep(_form(), queries.get_peak(current_actor(), peak_id))


@blueprint.post("/peaks/<uuid:peak_id>/end")
@office_only(people_rules.CHIEF)
@transactional
def end_peak(peak_id: UUID) -> Response:
    """End it before its time."""
    service.end_peak(current_actor(), peak_id)
    flash(_("Đã kết thúc đợt. Thông báo đã gửi thì gỡ ở trang Thông báo."), "good")
    return redirect(url_for("roster.list_peaks"), 303)


def _keep(form: PeakForm, peak: PeakRow | None) -> Response:
    if form.validate():
        try:
            service.keep_peak(current_actor(), form.asked(), peak_id=peak.id if peak else None, tell=form.tell.data)
        except DomainError as refusal:
            if refusal.problem is not INVALID:
                raise
            for fault in refusal.facts["errors"]:
                field = form[fault["pointer"].removeprefix("/")]
                field.errors = [*field.errors, _(fault["detail"])]
        else:
            told = _("Đã lưu đợt cao điểm. Máy của tổ sẽ nhận thông báo khi có mạng.")
            flash(told if form.tell.data else _("Đã lưu đợt cao điểm."), "good")
            return redirect(url_for("roster.list_peaks"), 303)
    return _page(form, peak, 422)


def _form(*, fresh: bool = False) -> PeakForm:
    form = PeakForm(formdata=None) if fresh else PeakForm()
    teams = people.list_teams(current_actor(), local(clock.now()).date())
    form.teams.choices = choices((str(team.id), team.name) for team in teams)
    return form


def _page(form: PeakForm, peak: PeakRow | None, status: int = 200) -> Response:
    actor, today = current_actor(), local(clock.now()).date()
    teams = {team.id: team.name for team in people.list_teams(actor, today)}
    listed = queries.list_peaks(actor, today - _SHOWN, today + _SHOWN)
    page = render_template(
        "roster/peaks.html",
        form=form,
        peak={"id": peak.id, "name": peak.asked.name} if peak else None,
        peaks=[peak_face(one, today) | {"teams": _names(one, teams)} for one in reversed(listed)],
        may_change=actor.role == people_rules.CHIEF,
        today=today,
    )
    return make_response(page, status)


def _names(peak: PeakRow, teams: dict[UUID, str]) -> list[str]:
    return [teams[one] for one in peak.asked.team_ids if one in teams]


def peak_face(peak: PeakRow, today: Any) -> dict[str, Any]:
    """A peak period as pages show it; ``state`` is coming, now or over."""
    state = "coming" if peak.asked.first > today else "over" if peak.asked.last < today else "now"
    return vars(peak.asked) | {"id": peak.id, "state": state}
