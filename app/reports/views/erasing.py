"""The page on which the chief takes a photo out of the system for good."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import INVALID, DomainError
from app.people.rules import CHIEF
from app.photos.storage import present_store
from app.reports import queries
from app.reports.service import erasing
from app.reports.views.incident_faces import photo_face
from app.reports.views.pages import blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import end_reading, own_transactions, unit_of_work


@blueprint.get("/reports/<uuid:report_id>/photos/<uuid:photo_id>/erase")
@office_only(CHIEF)
def ask_to_erase(report_id: UUID, photo_id: UUID) -> str:
    """What will go, what will stay, and the question why."""
    photo = erasing.get_erasable(current_actor(), report_id, photo_id)
    face = photo_face(photo, queries.speaker())
    page = render_template("reports/erase.html", photo=face, report_id=report_id)
    end_reading()
    return page


@blueprint.post("/reports/<uuid:report_id>/photos/<uuid:photo_id>/erase")
@office_only(CHIEF)
@own_transactions
def erase(report_id: UUID, photo_id: UUID) -> Response:
    """Erase it."""
    reason = (request.form.get("reason") or "")[:300]
    try:
        with unit_of_work():
            erasing.erase_photo(current_actor(), report_id, photo_id, reason=reason, store=present_store())
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        flash(". ".join(_(fault["detail"]) for fault in refusal.facts.get("errors", [])), "trouble")
        return redirect(url_for("reports.ask_to_erase", report_id=report_id, photo_id=photo_id), 303)
    flash(_("Đã gỡ ảnh khỏi hệ thống. Máy của tổ sẽ xóa khi có mạng."), "good")
    return redirect(url_for("reports.show_report", report_id=report_id), 303)
