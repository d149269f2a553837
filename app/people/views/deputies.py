"""Who stands in for an absent officer: the page on which the chief, or the officer, says so and ends it."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import INVALID, MOVE_NOT_POSSIBLE, DomainError
from app.core.night import local
from app.people import queries, rules, service
from app.people.forms import DeputyForm
from app.people.queries import StandInRow
from app.people.rules.standing import may_change
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import transactional

blueprint = Blueprint("deputies", __name__, template_folder="../templates")
shell.add_page(
    "deputies.show",
    _l("Ủy quyền địa bàn"),
    roles=rules.REVIEWERS,
    order=22,
    family="deputies.",
    section="team",
    icon="handshake",
    about=_l("Ai duyệt thay khi cán bộ phụ trách vắng."),
)


@blueprint.get("/deputies")
@office_only(*rules.REVIEWERS)
def show() -> Response:
    """Who stands in for whom today, later, and lately."""
    today = local(clock.now()).date()
    return _page(DeputyForm(formdata=None, first_day=today))


@blueprint.post("/deputies")
@office_only(*rules.REVIEWERS)
@proven_lately(_l("Giao người làm thay"))
@transactional
def name() -> Response:
    """Name a deputy; the villages are in that officer's queue from the next page on."""
    form = _offered(DeputyForm())
    if not form.validate():
        return _page(form, 422)
    try:
        service.name_deputy(current_actor(), UUID(form.absent.data), UUID(form.deputy.data), form.period())
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        form.form_errors += [_(fault["detail"]) for fault in refusal.facts["errors"]]
        return _page(form, 422)
    flash(_("Đã giao. Người làm thay thấy báo cáo các thôn đó trong những ngày này."), "good")
    return redirect(url_for("deputies.show"), 303)


@blueprint.post("/deputies/<uuid:stand_in_id>/end")
@office_only(*rules.REVIEWERS)
@transactional
def end(stand_in_id: UUID) -> Response:
    """End it before its last day."""
    try:
        service.end_stand_in(current_actor(), stand_in_id)
    except DomainError as refusal:
        if refusal.problem is not MOVE_NOT_POSSIBLE:
            raise
        flash(_(refusal.detail or refusal.problem.title), "plain")
    else:
        flash(_("Đã dừng ủy quyền. Các thôn lại chỉ thuộc người phụ trách."), "good")
    return redirect(url_for("deputies.show"), 303)


def _offered(form: DeputyForm) -> DeputyForm:
    actor = current_actor()
    return form.offer(queries.list_reviewers(actor), None if actor.role == rules.CHIEF else actor.account_id)


def _page(form: DeputyForm, status: int = 200) -> Response:
    today = local(clock.now()).date()
    _offered(form)
    faces = [_face(row, today) for row in queries.list_stand_ins(current_actor())]
    page = render_template(
        "people/deputies.html",
        form=form,
        now=[one for one in faces if one["state"] != "over"],
        over=[one for one in faces if one["state"] == "over"],
        alone=len(queries.list_reviewers(current_actor())) < 2,
        today=today,
    )
    return make_response(page, status)


def _face(row: StandInRow, today: date) -> dict[str, Any]:
    over = row.ended_at is not None or row.last_day < today
    state = "over" if over else "coming" if row.first_day > today else "now"
    return vars(row) | {
        "state": state,
        "may_end": not over and may_change(current_actor(), row.absent_id, chief=rules.CHIEF),
    }
