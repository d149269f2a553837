"""What is done about a team's phones: take an invitation back, shut a phone out."""

from uuid import UUID

from flask import flash, jsonify, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.night import local
from app.people import queries, rules, service
from app.people.views.pages import blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional


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
    flash(_("Đã khóa máy. Báo cáo đã nhận vẫn còn. Tổ cần máy khác thì mời ngay tại đây."), "good")
    return redirect(url_for("people.show_team", team_id=team_id), 303)
