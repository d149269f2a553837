"""Pages of teams and members."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.consents import queries as consents
from app.consents.rules import find_in_force
from app.core import clock
from app.core.night import local
from app.people import queries, rules, service
from app.people.forms import KIND_WORDS, TeamForm
from app.people.queries import MembershipRow, TeamRow
from app.people.views.devices import nudge_face, trouble_words, words_face
from app.people.views.pages import blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional


def _today() -> date:
    return local(clock.now()).date()


def is_active(team: TeamRow) -> bool:
    """Whether the team goes on today."""
    return team.valid_to is None or team.valid_to >= _today()


@blueprint.get("/teams")
@office_only(*rules.POLICE)
def list_teams() -> str:
    """Every team in scope, with its leader and how its phones fare."""
    actor = current_actor()
    teams = queries.list_teams(actor, _today(), ended=True)
    devices = [device for device in queries.list_devices(actor) if device.revoked_at is None]
    waiting = queries.list_invitations(actor, clock.now())
    rows = []
    for team in teams:
        own = [device for device in devices if device.team_id == team.id]
        rows.append(
            {
                "id": team.id,
                "name": team.name,
                "kind": KIND_WORDS[team.kind],
                "village": team.village_name,
                "leader": next((member.name for member in team.members if member.role == "leader"), ""),
                "members": len(team.members),
                "devices": len(own),
                "last_seen_at": max((device.seen_at for device in own if device.seen_at), default=None),
                "invitations": sum(invitation.team_id == team.id for invitation in waiting),
                "active": is_active(team),
            }
        )
    return render_template("people/teams.html", teams=rows, may_change=rules.may_keep(actor))


@blueprint.get("/teams/<uuid:team_id>")
@office_only(*rules.POLICE)
def show_team(team_id: UUID) -> str:
    """One team: members, phones, invitations."""
    actor = current_actor()
    team = queries.get_team(actor, team_id, _today())
    acts = [act for one in consents.acts_of_team(actor.books, team_id).values() for act in one]
    agreed = find_in_force(acts, [member.id for member in team.members], clock.now())
    memberships = queries.list_memberships(actor, team_id=team_id)
    present = {member.id for member in team.members}
    return render_template(
        "people/team.html",
        team=team_words(team),
        members=[vars(member) | {"consents": member.id in agreed} for member in team.members],
        coming=[one for one in memberships if one.since > _today() and one.member_id not in present],
        former=_former(memberships),
        consents=len(agreed),
        devices=[_device(device) for device in queries.list_devices(actor, team_id)],
        invitations=queries.list_invitations(actor, clock.now(), team_id),
        trouble_words=trouble_words(),
        compares=queries.compares_words(actor),
        may_change=rules.may_keep(actor),
    )


def _former(memberships: list[MembershipRow]) -> list[MembershipRow]:
    """Of everybody who is on the team neither today nor later, the last membership; who left last comes first."""
    last = {one.member_id: one for one in memberships}
    return sorted(
        (one for one in last.values() if one.is_over(_today())), key=lambda one: one.until or _today(), reverse=True
    )


def team_words(team: TeamRow) -> dict[str, Any]:
    """A team as the heads of its pages show it."""
    return {
        "id": team.id,
        "name": team.name,
        "short_name": team.village_name,
        "kind": KIND_WORDS[team.kind],
        "village": team.village_name,
        "active": is_active(team),
    }


def _device(device: queries.DeviceRow) -> dict[str, Any]:
    health = device.health or {}
    return {
        "id": device.id,
        "name": device.name,
        "platform": device.platform,
        "state": "active" if device.revoked_at is None else "revoked",
        "last_seen_at": device.seen_at,
        "unsent": health.get("unsent"),
        "parked": health.get("parked"),
        "persisted": health.get("persisted"),
        "troubles": queries.troubles_now(device),
        "nudge": nudge_face(device),
        **words_face(device),
    }


def _new_team_form() -> TeamForm:
    villages = queries.list_villages(current_actor(), _today())
    return TeamForm().for_new([(village.id, village.name) for village in villages])


@blueprint.get("/teams/new")
@office_only(*rules.KEEPERS)
def add_team() -> str:
    """The form of a new team."""
    return render_template("people/team_form.html", form=_new_team_form(), team=None)


@blueprint.post("/teams/new")
@office_only(*rules.KEEPERS)
@transactional
def keep_new_team() -> Response:
    """Add the team and show it."""
    form = _new_team_form()
    if not form.validate():
        return make_response(render_template("people/team_form.html", form=form, team=None), 422)
    team = service.add_team(current_actor(), form.village.data, form.name.data or "", kind=form.kind.data, since=_today())
    flash(_("Đã thêm tổ. Giờ thêm tổ viên và mời máy của tổ."), "good")
    return redirect(url_for("people.show_team", team_id=team.id), 303)


@blueprint.get("/teams/<uuid:team_id>/edit")
@office_only(*rules.KEEPERS)
def edit_team(team_id: UUID) -> str:
    """The form of a team that is there."""
    team = queries.get_team(current_actor(), team_id, _today())
    form = TeamForm(formdata=None, name=team.name, active=is_active(team)).for_change()
    return render_template("people/team_form.html", form=form, team=team)


@blueprint.post("/teams/<uuid:team_id>/edit")
@office_only(*rules.KEEPERS)
@transactional
def keep_team(team_id: UUID) -> Response:
    """Change the team's name; end it or let it go on."""
    actor = current_actor()
    team = queries.get_team(actor, team_id, _today())
    form = TeamForm().for_change()
    if not form.validate():
        return make_response(render_template("people/team_form.html", form=form, team=team), 422)
    if form.name.data != team.name:
        service.rename_team(actor, team_id, form.name.data or "")
    if form.active.data and team.valid_to is not None:
        service.take_up_team(actor, team_id)
    if not form.active.data and is_active(team):
        service.end_team(actor, team_id, _today())
    flash(_("Đã lưu."), "good")
    return redirect(url_for("people.show_team", team_id=team_id), 303)
