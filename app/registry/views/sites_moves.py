"""Taking a site a step further."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import NOT_FOUND, DomainError
from app.registry import rules, service
from app.registry.forms.sites import MoveForm
from app.registry.service import Taken
from app.registry.views.pages import KEEPERS, blueprint, tell
from app.registry.views.sites_page import Asked, draw
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional


@blueprint.post("/sites/<uuid:site_id>/steps")
@office_only(*KEEPERS)
@transactional
def take_step(site_id: UUID) -> Response:
    """Take the step, or show its panel again with what stands in the way."""
    move = request.form.get("move", "")
    if move not in rules.MOVES:
        raise DomainError(NOT_FOUND)
    form = MoveForm().of(move, reason=rules.wants_reason(move))
    if form.validate() and form.on.data is not None:
        reason = (form.reason.data or "") if "reason" in form else ""
        taken = Taken(move, form.on.data, reason, form.facts())
        try:
            service.move_site(current_actor(), site_id, taken, version=form.version.data or 0)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã ghi vào sổ mô hình."), "good")
            return redirect(url_for("registry.show_site", site_id=site_id), 303)
    return draw(site_id, Asked({move: form}, 422))
