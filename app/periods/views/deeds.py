"""What is done with a report: opening a draft, writing, signing, opening again."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError
from app.people.rules import CHIEF, PROVINCE, REVIEWERS
from app.periods import rules, service
from app.periods.forms import OpenForm, PartForm, ReopenForm, SignForm
from app.periods.views.pages import WRITERS, blueprint
from app.periods.views.report import Asked, draw
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import transactional

_SIGNERS = (*REVIEWERS, *(role for role in rules.SIGNERS if role != CHIEF))
_SIGNING, _REOPENING = _l("Ký báo cáo kỳ"), _l("Mở lại báo cáo kỳ đã ký")


@blueprint.post("/periods")
@office_only(*WRITERS)
@transactional
def open_draft() -> Response:
    """Open the draft of a period, or the report that is there."""
    form = OpenForm()
    if not form.validate() or form.day.data is None:
        flash(_("Xin chọn kỳ và một đêm trong kỳ."), "trouble")
        return redirect(url_for("periods.list_periods"), 303)
    try:
        team = UUID(form.team.data) if form.team.data else None
    except ValueError:
        raise DomainError(INVALID) from None
    period_id = service.open_draft(current_actor(), form.kind.data or "", form.day.data, team)
    return redirect(url_for("periods.show_period", period_id=period_id), 303)


@blueprint.post("/periods/<uuid:period_id>/texts")
@office_only(*WRITERS)
@transactional
def write_part(period_id: UUID) -> Response:
    """Keep a part; where somebody was quicker both texts are shown, and nothing is overwritten."""
    form = PartForm()
    if not form.validate():
        return draw(period_id, Asked(part=form, status=422))
    part = form.part.data or ""
    try:
        service.write_part(current_actor(), period_id, part, rev=form.rev.data or 0, text=form.text.data or "")
    except DomainError as refusal:
        if refusal.problem is not CHANGED_MEANWHILE:
            raise
        words = _("Người khác vừa sửa phần này. Chữ vừa điền còn đây; xin ghép hai bản rồi lưu lại.")
        return draw(period_id, Asked(said=words, part=form, status=412))
    flash(_("Đã lưu."), "good")
    return redirect(url_for("periods.show_period", period_id=period_id, _anchor=f"part-{part}"), 303)


@blueprint.post("/periods/<uuid:period_id>/signature")
@office_only(*_SIGNERS)
@proven_lately(_SIGNING)
@transactional
def sign(period_id: UUID) -> Response:
    """Sign what was shown."""
    form = SignForm()
    if not form.validate():
        return draw(period_id, Asked(sign=form, status=422))
    reason, seen = form.reason.data or "", form.seen.data or ""
    try:
        service.sign_off(current_actor(), period_id, seen=seen, leave_out=form.leave_out.data, reason=reason)
    except DomainError as refusal:
        if refusal.problem is CHANGED_MEANWHILE:
            return draw(period_id, Asked(said=_(refusal.detail) if refusal.detail else "", status=412))
        _tell(form, refusal)
        return draw(period_id, Asked(sign=form, status=422))
    flash(_("Đã ký. Số liệu đã chốt, báo cáo các đêm trong kỳ đã khóa."), "good")
    return redirect(url_for("periods.show_period", period_id=period_id), 303)


@blueprint.post("/periods/<uuid:period_id>/reopening")
@office_only(CHIEF, PROVINCE)
@proven_lately(_REOPENING)
@transactional
def reopen(period_id: UUID) -> Response:
    """Open a signed report again."""
    form = ReopenForm()
    if not form.validate():
        return draw(period_id, Asked(reopen=form, status=422))
    try:
        held = service.reopen(current_actor(), period_id, form.reason.data or "")
    except DomainError as refusal:
        _tell(form, refusal)
        return draw(period_id, Asked(reopen=form, status=422))
    flash(_("Đã mở lại. Bản đã ký vẫn còn trong danh sách bên dưới."), "good")
    if held:
        flash(_("%(num)s báo cáo vẫn khóa, vì nằm trong báo cáo khác đã ký.", num=held), "plain")
    return redirect(url_for("periods.show_period", period_id=period_id), 303)


def _tell(form: SignForm | ReopenForm, refusal: DomainError) -> None:
    """Say on the form what stood in the way."""
    if refusal.problem is not INVALID:
        raise refusal
    for fault in refusal.facts.get("errors", []):
        name = fault["pointer"].strip("/")
        if name in form:
            form[name].errors = [*form[name].errors, _(fault["detail"])]
        else:
            form.form_errors.append(_(fault["detail"]))
