"""Holding a report or a photo, and what a report's page says of it."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, INVALID, DomainError
from app.people.rules import CHIEF
from app.photos.models import Photo
from app.privacy import queries, service
from app.privacy.forms import HoldForm
from app.privacy.views.pages import blueprint
from app.reports.queries import WholeReport, get_whole
from app.reports.views.beside import Beside
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import spoken


def say_on_report(actor: Actor, report_id: UUID, _state: str) -> Beside:
    """The holds on a report, above its words; the chief may set one below them."""
    holds = Markup(render_template("privacy/_held.html", holds=queries.holds_of(actor.books, report_id)))
    asking = Markup(render_template("privacy/_hold.html", report_id=report_id)) if actor.role == CHIEF else Markup()
    return Beside(holds, asking)


@blueprint.get("/reports/<uuid:report_id>/hold")
@office_only(CHIEF)
def ask_to_hold(report_id: UUID) -> Response:
    """What to hold, why and until when."""
    return _page(get_whole(current_actor(), report_id), HoldForm(formdata=None))


@blueprint.post("/reports/<uuid:report_id>/hold")
@office_only(CHIEF)
@transactional
def hold(report_id: UUID) -> Response:
    """Hold it."""
    actor, form = current_actor(), HoldForm()
    whole = get_whole(actor, report_id)
    _offer(whole, form)
    if not form.validate():
        return _page(whole, form, 422)
    photo_id = UUID(form.record.data) if form.record.data else None
    assert form.until.data is not None
    try:
        service.hold_record(actor, report_id, photo_id=photo_id, reason=form.reason.data or "", until=form.until.data)
    except DomainError as refusal:
        if refusal.problem not in (INVALID, ALREADY_THERE):
            raise
        show_faults(form, refusal)
        if refusal.problem is ALREADY_THERE:
            form.record.errors = [_l("Mục này đang được giữ rồi")]
        return _page(whole, form, 422)
    flash(_("Đã ghi lệnh giữ. Hết hạn lưu cũng không xóa."), "good")
    return redirect(url_for("reports.show_report", report_id=report_id), 303)


@blueprint.post("/privacy/holds/<uuid:hold_id>/end")
@office_only(CHIEF)
@transactional
def end_hold(hold_id: UUID) -> Response:
    """End a hold before its day."""
    service.end_hold(current_actor(), hold_id)
    flash(_("Đã bỏ lệnh giữ. Từ nay theo thời hạn lưu."), "good")
    return redirect(url_for("privacy.show_retention"), 303)


def _offer(whole: WholeReport, form: HoldForm) -> None:
    photos = [(str(photo.id), _photo_word(place, photo)) for place, photo in enumerate(whole.photos, start=1)]
    form.record.choices = choices([("", _("Cả báo cáo, với mọi ảnh")), *photos])


def _photo_word(place: int, photo: Photo) -> str:
    words = _("Ảnh %(place)s", place=place)
    if photo.taken_at:
        words += f", {spoken(photo.taken_at)}"
    return f"{words}: {photo.caption}" if photo.caption else words


def _page(whole: WholeReport, form: HoldForm, status: int = 200) -> Response:
    _offer(whole, form)
    page = render_template("privacy/hold.html", form=form, team=whole.team, facts=whole.facts)
    return make_response(page, status)
