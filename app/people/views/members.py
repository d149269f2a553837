"""Pages of a team's members: add one, put one right, move one to another team, end a membership."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import ALREADY_THERE, INVALID, NOT_FOUND, DomainError
from app.core.night import local
from app.people import queries, rules, service
from app.people.forms import ROLE_WORDS, LeaveForm, MemberForm, MoveForm
from app.people.queries import MembershipRow, TeamRow
from app.people.views.pages import blueprint
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import own_transactions, unit_of_work

_CHANGE = _l("Đổi thông tin tổ viên")
_REFUSED = {"/to": "to", "/role": "move_role"}


def _today() -> date:
    return local(clock.now()).date()


def _to_team(team_id: UUID) -> Response:
    return redirect(url_for("people.show_team", team_id=team_id), 303)


@blueprint.get("/teams/<uuid:team_id>/members/new")
@office_only(*rules.KEEPERS)
def add_member(team_id: UUID) -> str:
    """The form of a new member."""
    team = queries.get_team(current_actor(), team_id, _today())
    form = MemberForm(formdata=None, since=_today()).for_new()
    return render_template("people/member_form.html", form=form, team=team)


@blueprint.post("/teams/<uuid:team_id>/members/new")
@office_only(*rules.KEEPERS)
@own_transactions
def keep_new_member(team_id: UUID) -> Response:
    """Add the member, then show the team or the form for another."""
    actor = current_actor()
    team, form = queries.get_team(actor, team_id, _today()), MemberForm().for_new()
    if form.validate():
        try:
            with unit_of_work():
                service.add_member(actor, team_id, form.name.data or "", role=form.role.data, since=form.since.data)
        except DomainError as refusal:
            if refusal.problem is not ALREADY_THERE:
                raise
            form.role.errors = [_leader_there()]
        else:
            flash(_("Đã thêm %(name)s.", name=form.name.data), "good")
            again = request.form.get("then") == "another"
            return redirect(url_for("people.add_member" if again else "people.show_team", team_id=team_id), 303)
    return make_response(render_template("people/member_form.html", form=form, team=team), 422)


def _leader_there() -> str:
    return _("Tổ đã có tổ trưởng. Đổi nhiệm vụ của người đó trước.")


@blueprint.get("/teams/<uuid:team_id>/members/<uuid:member_id>")
@office_only(*rules.KEEPERS)
def edit_member(team_id: UUID, member_id: UUID) -> Response:
    """Somebody who is or was on the team: name and task, another team, the last day, and where they have been."""
    return _page(team_id, member_id)


def _page(team_id: UUID, member_id: UUID, status: int = 200, **forms: Any) -> Response:
    actor = current_actor()
    team = queries.get_team(actor, team_id, _today())
    past = _get_past(team_id, member_id)
    own = next((one for one in reversed(past) if one.team_id == team_id), None)
    if own is None:
        raise DomainError(NOT_FOUND)
    is_here = not own.is_over(_today())
    leader = next((one.name for one in team.members if one.role == "leader" and one.id != member_id), "")
    teams = [(one.id, one.name) for one in queries.list_teams(actor, _today()) if one.id != team_id or not is_here]
    page = render_template(
        "people/member.html",
        team=team,
        member={"id": member_id, "name": own.name, "since": own.since, "until": own.until, "here": is_here},
        leader=leader,
        past=[vars(one) | {"role": ROLE_WORDS[one.role], "over": one.is_over(_today())} for one in reversed(past)],
        form=forms.get("form") or MemberForm(formdata=None, name=own.name, role=own.role).for_change(),
        move=(forms.get("move") or MoveForm(formdata=None, since=_today(), to=team_id)).with_teams(teams),
        leave=forms.get("leave") or LeaveForm(formdata=None, on=_today() - timedelta(days=1)),
    )
    return make_response(page, status)


def _get_past(team_id: UUID, member_id: UUID) -> list[MembershipRow]:
    """Every membership of somebody who ever belonged to the team; ``NOT_FOUND`` for others."""
    past = queries.list_memberships(current_actor(), member_id=member_id)
    if not any(one.team_id == team_id for one in past):
        raise DomainError(NOT_FOUND)
    return past


@blueprint.post("/teams/<uuid:team_id>/members/<uuid:member_id>")
@office_only(*rules.KEEPERS)
@proven_lately(_CHANGE)
@own_transactions
def keep_member(team_id: UUID, member_id: UUID) -> Response:
    """Put the name right, or change the task from today on."""
    _get_past(team_id, member_id)
    form = MemberForm().for_change()
    given = {"name": form.name.data or "", "role": form.role.data, "hand_over": form.hand_over.data}
    if form.validate():
        try:
            with unit_of_work():
                service.change_member(current_actor(), team_id, member_id, **given)
        except DomainError as refusal:
            if refusal.problem is not ALREADY_THERE:
                raise
            form.role.errors = [_("Tổ đã có tổ trưởng. Đánh dấu ô dưới đây nếu người đó bàn giao.")]
        else:
            flash(_("Đã lưu."), "good")
            return _to_team(team_id)
    return _page(team_id, member_id, 422, form=form)


@blueprint.post("/teams/<uuid:team_id>/members/<uuid:member_id>/move")
@office_only(*rules.KEEPERS)
@proven_lately(_CHANGE)
@own_transactions
def move_member(team_id: UUID, member_id: UUID) -> Response:
    """Another team from a day on; or, for somebody who left, back again."""
    _get_past(team_id, member_id)
    form = MoveForm().with_teams([(one.id, one.name) for one in _teams()])
    if form.validate():
        try:
            with unit_of_work():
                service.move_member(
                    current_actor(),
                    team_id,
                    member_id,
                    to=form.to.data,
                    role=form.move_role.data,
                    since=form.since.data or _today(),
                )
        except DomainError as refusal:
            _tell_move(form, refusal)
        else:
            flash(_("Đã chuyển. Quá trình ở tổ cũ vẫn còn."), "good")
            return _to_team(form.to.data)
    return _page(team_id, member_id, 422, move=form)


def _teams() -> list[TeamRow]:
    return queries.list_teams(current_actor(), _today())


def _tell_move(form: MoveForm, refusal: DomainError) -> None:
    """Say beside the field what the verb found."""
    if refusal.problem is ALREADY_THERE:
        form.move_role.errors = [_leader_there()]
        return
    if refusal.problem is not INVALID:
        raise refusal
    for fault in refusal.facts["errors"]:
        form[_REFUSED[fault["pointer"]]].errors = [_(fault["detail"])]


@blueprint.post("/teams/<uuid:team_id>/members/<uuid:member_id>/leave")
@office_only(*rules.KEEPERS)
@proven_lately(_CHANGE)
@own_transactions
def end_membership(team_id: UUID, member_id: UUID) -> Response:
    """The last day on the team."""
    _get_past(team_id, member_id)
    form = LeaveForm()
    if form.validate():
        with unit_of_work():
            service.end_membership(current_actor(), team_id, member_id, on=form.on.data or _today())
        flash(_("Đã lưu. Tên vẫn còn trong báo cáo cũ."), "good")
        return _to_team(team_id)
    return _page(team_id, member_id, 422, leave=form)
