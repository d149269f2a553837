"""Pages of a team's phones: invite one, take an invitation back, shut a phone out."""

from urllib.parse import urlsplit
from uuid import UUID

import segno
from flask import current_app, flash, jsonify, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.night import local
from app.people import queries, rules, service
from app.people.views.pages import blueprint
from app.people.views.teams import team_words
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional


@blueprint.post("/teams/<uuid:team_id>/invitations")
@office_only(*rules.KEEPERS)
@transactional
def invite_device(team_id: UUID) -> Response:
    """Make an invitation and show its codes: this answer is the only place where they ever stand."""
    actor = current_actor()
    made = service.make_invitation(actor, team_id)
    team = queries.get_team(actor, team_id, local(clock.now()).date())
    public_url = current_app.config["KENG"].public_url
    link = f"{public_url}/app/#/enrol/{made.link_code}"
    state = url_for("people.tell_invitation", team_id=team_id, invitation_id=made.id)
    page = render_template(
        "people/invitation.html",
        team=team_words(team),
        invitation={"id": made.id, "code": made.code, "url": link, "expires_at": made.expires_at},
        qr=segno.make(link, error="m").svg_inline(border=0, svgclass=None, lineclass=None, omitsize=True),
        address=urlsplit(public_url).netloc + "/app/",
        fresh={"url": state, "token": "open"},
    )
    return make_response(page, 201)


@blueprint.get("/teams/<uuid:team_id>/invitations/<uuid:invitation_id>")
@office_only(*rules.KEEPERS)
def tell_invitation(team_id: UUID, invitation_id: UUID) -> Response:
    """Whether an invitation still opens a door: ``{"token": "open" | "over"}``, asked by its page now and then."""
    queries.get_team(current_actor(), team_id, local(clock.now()).date())
    waiting = queries.list_invitations(current_actor(), clock.now(), team_id)
    return jsonify(token="open" if any(one.id == invitation_id for one in waiting) else "over")


@blueprint.post("/teams/<uuid:team_id>/invitations/<uuid:invitation_id>/revoke")
@office_only(*rules.KEEPERS)
@transactional
def revoke_invitation(team_id: UUID, invitation_id: UUID) -> Response:
    """Take an invitation back."""
    service.revoke_invitation(current_actor(), invitation_id)
    flash(_("Đã hủy mã."), "good")
    return redirect(url_for("people.show_team", team_id=team_id), 303)


@blueprint.post("/teams/<uuid:team_id>/devices/<uuid:device_id>/revoke")
@office_only(*rules.KEEPERS)
@transactional
def revoke_device(team_id: UUID, device_id: UUID) -> Response:
    """Shut a phone out."""
    service.revoke_device(current_actor(), device_id)
    flash(_("Đã khóa máy. Báo cáo đã nhận vẫn còn."), "good")
    return redirect(url_for("people.show_team", team_id=team_id), 303)
