"""The pages on which the chief takes a photo or a text out of the system for good."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.people.rules import CHIEF
from app.photos.storage import present_store
from app.reports import queries, rules
from app.reports.service import erasing, erasing_words
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
    page = render_template("reports/erase.html", photo=face, words="", report_id=report_id)
    end_reading()
    return page


@blueprint.get("/reports/<uuid:report_id>/words/<digest>/erase")
@office_only(CHIEF)
def ask_to_erase_words(report_id: UUID, digest: str) -> str:
    """The text that will go, what will stay, and the question why."""
    words = erasing_words.list_words(current_actor(), report_id).get(digest)
    if words is None:
        raise DomainError(NOT_FOUND)
    covered = queries.covered_words(current_actor(), report_id=report_id)
    page = render_template(
        "reports/erase.html", photo=None, words=rules.cover_phrases(words, covered.get(report_id, ())), report_id=report_id
    )
    end_reading()
    return page


@blueprint.post("/reports/<uuid:report_id>/photos/<uuid:photo_id>/erase")
@office_only(CHIEF)
@own_transactions
def erase(report_id: UUID, photo_id: UUID) -> Response:
    """Erase it."""
    here = url_for("reports.ask_to_erase", report_id=report_id, photo_id=photo_id)
    work = partial(erasing.erase_photo, current_actor(), report_id, photo_id, store=present_store())
    return _erase(work, report_id, here, _("Đã gỡ ảnh khỏi hệ thống. Máy của tổ sẽ xóa khi có mạng."))


@blueprint.post("/reports/<uuid:report_id>/words/<digest>/erase")
@office_only(CHIEF)
@own_transactions
def erase_words(report_id: UUID, digest: str) -> Response:
    """Erase the text."""
    here = url_for("reports.ask_to_erase_words", report_id=report_id, digest=digest)
    work = partial(erasing_words.erase_words, current_actor(), report_id, digest)
    return _erase(work, report_id, here, _("Đã gỡ lời khỏi hệ thống. Máy của tổ sẽ xóa khi có mạng."))


def _erase(work: Callable[..., None], report_id: UUID, here: str, done: str) -> Response:
    try:
        with unit_of_work():
            work(reason=(request.form.get("reason") or "")[:300])
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        flash(". ".join(_(fault["detail"]) for fault in refusal.facts.get("errors", [])), "trouble")
        return redirect(here, 303)
    flash(done, "good")
    return redirect(url_for("reports.show_report", report_id=report_id), 303)
