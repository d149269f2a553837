"""Inviting phones: one at the desk, or many on sheets to be printed. Codes stand in that one answer alone."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import segno
from flask import current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import INVALID, DomainError
from app.core.night import local
from app.people import queries, rules, service
from app.people.forms import InvitationsForm
from app.people.queries import TeamRow
from app.people.service import NewInvitation
from app.people.views.pages import blueprint
from app.people.views.teams import team_words
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import own_transactions, transactional, unit_of_work

shell.add_page(
    "people.choose_teams",
    _l("In mã mời máy của các tổ"),
    roles=rules.KEEPERS,
    order=40,
    section="team",
    icon="qr-code",
    about=_l("Phiếu có mã QR để máy mới vào tổ, in nhiều phiếu một lần."),
)


def invitation_face(made: NewInvitation) -> dict[str, Any]:
    """An invitation as pages show it: ``{id, code, url, expires_at, qr}``."""
    link = f"{current_app.config['KENG'].public_url}/app/#/enrol/{made.link_code}"
    qr = segno.make(link, error="m").svg_inline(border=0, svgclass=None, lineclass=None, omitsize=True)
    return {"id": made.id, "code": made.code, "url": link, "expires_at": made.expires_at, "qr": qr}


def _address() -> str:
    """What to open on a phone that cannot scan."""
    return str(urlsplit(current_app.config["KENG"].public_url).netloc) + "/app/"


@blueprint.post("/teams/<uuid:team_id>/invitations")
@office_only(*rules.KEEPERS)
@transactional
def invite_device(team_id: UUID) -> Response:
    """Make an invitation and show its codes: this answer is the only place where they ever stand."""
    actor = current_actor()
    made = service.make_invitation(actor, team_id)
    team = queries.get_team(actor, team_id, local(clock.now()).date())
    state = url_for("people.tell_invitation", team_id=team_id, invitation_id=made.id)
    page = render_template(
        "people/invitation.html",
        team=team_words(team),
        invitation=invitation_face(made),
        address=_address(),
        fresh={"url": state, "token": "open"},
        compares=queries.compares_words(actor),
    )
    return make_response(page, 201)


@blueprint.get("/teams/invitations")
@office_only(*rules.KEEPERS)
def choose_teams() -> Response:
    """Choose the teams; those that have neither a phone nor an invitation are chosen already."""
    actor = current_actor()
    teams = queries.list_teams(actor, local(clock.now()).date())
    served = {one.team_id for one in queries.list_devices(actor) if one.revoked_at is None}
    served |= {one.team_id for one in queries.list_invitations(actor, clock.now())}
    form = InvitationsForm(formdata=None, teams=[team.id for team in teams if team.id not in served])
    return _choose(form, teams)


def _choose(form: InvitationsForm, teams: list[TeamRow], status: int = 200) -> Response:
    villages: dict[UUID, dict[str, Any]] = {}
    chosen = set(form.teams.data or ())
    for team in teams:
        village = villages.setdefault(team.village_id, {"id": team.village_id, "name": team.village_name, "teams": []})
        village["teams"].append({"id": team.id, "name": team.name, "chosen": team.id in chosen})
    page = render_template("people/invitations_form.html", form=form, villages=list(villages.values()))
    return make_response(page, status)


@blueprint.post("/teams/invitations")
@office_only(*rules.KEEPERS)
@proven_lately(_l("In mã mời máy của các tổ"))
@own_transactions
def print_invitations() -> Response:
    """Make the invitations and show them as cards to be printed and cut."""
    actor, form = current_actor(), InvitationsForm()
    teams = queries.list_teams(actor, local(clock.now()).date())
    form.with_teams([(team.id, team.name) for team in teams])
    whole = set(request.form.getlist("village"))
    if form.validate():
        chosen = set(form.teams.data or ()) | {team.id for team in teams if str(team.village_id) in whole}
        try:
            with unit_of_work():
                made = service.make_invitations(actor, chosen, each=int(form.each.data))
                return _sheets(made)
        except DomainError as refusal:
            if refusal.problem is not INVALID:
                raise
            form.teams.errors = [_(fault["detail"]) for fault in refusal.facts["errors"]]
    return _choose(form, teams, 422)


def _sheets(made: list[tuple[TeamRow, NewInvitation]]) -> Response:
    cards = [invitation_face(one) | {"team": team.name, "village": team.village_name} for team, one in made]
    page = render_template(
        "people/invitations.html",
        cards=cards,
        teams=len({team.id for team, _one in made}),
        address=_address(),
        expires_at=made[0][1].expires_at,
    )
    return make_response(page, 201)
