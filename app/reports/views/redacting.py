"""The pages on which officers cover parts of a photo or words of a text, and take that back."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.people.rules import REVIEWERS
from app.reports import queries, rules
from app.reports.forms import CoverForm, CoverPhotoForm, CoverWordsForm
from app.reports.service import redacting
from app.reports.views.covering_faces import what_is_covered
from app.reports.views.incident_faces import photo_face
from app.reports.views.pages import blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import own_transactions, unit_of_work


@blueprint.get("/reports/<uuid:report_id>/photos/<uuid:photo_id>/redact")
@office_only(*REVIEWERS)
def ask_to_redact_photo(report_id: UUID, photo_id: UUID) -> str:
    """The photo as people see it now, to draw rectangles on."""
    return _photo_page(CoverPhotoForm(formdata=None), report_id, photo_id)


@blueprint.post("/reports/<uuid:report_id>/photos/<uuid:photo_id>/redact")
@office_only(*REVIEWERS)
@own_transactions
def redact_photo(report_id: UUID, photo_id: UUID) -> Response | str | tuple[str, int]:
    """Cover them."""
    form = CoverPhotoForm()

    def work() -> object:
        given = {"reason": form.reason.data or "", "comment": form.comment.data or ""}
        return redacting.redact_photo(current_actor(), report_id, photo_id, form.rectangles(), **given)

    if form.validate() and _is_done(work):
        flash(_("Đã che. Ảnh hiện lại cho mọi người sau ít giây, chỉ với bản đã che."), "good")
        return _back(report_id)
    return _photo_page(form, report_id, photo_id), 422


@blueprint.get("/reports/<uuid:report_id>/words/redact")
@office_only(*REVIEWERS)
def ask_to_redact_words(report_id: UUID) -> str:
    """The texts of the report as people read them now, to pick words from."""
    return _words_page(CoverWordsForm(formdata=None), report_id)


@blueprint.post("/reports/<uuid:report_id>/words/redact")
@office_only(*REVIEWERS)
@own_transactions
def redact_words(report_id: UUID) -> Response | str | tuple[str, int]:
    """Cover them wherever they stand."""
    form = CoverWordsForm()

    def work() -> object:
        given = {"reason": form.reason.data or "", "comment": form.comment.data or ""}
        return redacting.redact_words(current_actor(), report_id, form.words.data or "", **given)

    if form.validate() and _is_done(work):
        flash(_("Đã che lời này ở mọi chỗ trong báo cáo."), "good")
        return _back(report_id)
    return _words_page(form, report_id), 422


@blueprint.get("/reports/<uuid:report_id>/redactions/<uuid:redaction_id>/undo")
@office_only(*REVIEWERS)
@own_transactions
def ask_to_uncover(report_id: UUID, redaction_id: UUID) -> str:
    """What everybody will read again, and the question why."""
    with unit_of_work():
        redacting.get_undoable(current_actor(), report_id, redaction_id)
    whole = queries.get_whole(current_actor(), report_id)
    one = next((found for found in whole.redactions if found.id == redaction_id), None)
    if one is None:
        raise DomainError(NOT_FOUND)
    what = what_is_covered(whole, one, queries.speaker(whole.names))
    return render_template("reports/uncover.html", report_id=report_id, redaction_id=redaction_id, what=what)


@blueprint.post("/reports/<uuid:report_id>/redactions/<uuid:redaction_id>/undo")
@office_only(*REVIEWERS)
@own_transactions
def uncover(report_id: UUID, redaction_id: UUID) -> Response:
    """Take it back."""
    why = (request.form.get("why") or "")[:300]
    if not _is_done(lambda: redacting.undo(current_actor(), report_id, redaction_id, why=why)):
        return redirect(url_for("reports.ask_to_uncover", report_id=report_id, redaction_id=redaction_id), 303)
    flash(_("Đã bỏ che. Mọi người lại đọc được chỗ này."), "good")
    return _back(report_id)


def _is_done(work: Callable[[], object]) -> bool:
    """Whether it was done; a refusal that people can mend is said on the page."""
    try:
        with unit_of_work():
            work()
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        flash(". ".join(_(fault["detail"]) for fault in refusal.facts.get("errors", [])), "trouble")
        return False
    return True


def _back(report_id: UUID) -> Response:
    return redirect(url_for("reports.show_report", report_id=report_id, _anchor="covering"), 303)


def _photo_page(form: CoverPhotoForm, report_id: UUID, photo_id: UUID) -> str:
    form.offer(rules.PHOTO_REASONS)
    whole = queries.get_whole(current_actor(), report_id)
    photo = redacting.find_photo(current_actor(), whole, photo_id)
    face = photo_face(photo, queries.speaker(whole.names))
    return render_template("reports/redact_photo.html", form=form, photo=face, report_id=report_id, team=whole.team)


def _words_page(form: CoverForm, report_id: UUID) -> str:
    form.offer(rules.WORDS_REASONS)
    whole = queries.get_whole(current_actor(), report_id)
    texts = list(rules.name_words(report_id, queries.shown_texts(whole)).values())
    return render_template("reports/redact_words.html", form=form, texts=texts, report_id=report_id, team=whole.team)
