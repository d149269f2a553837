"""Texts of loudspeakers: those that may be read, those that wait for approval, those that are over."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import ALREADY_THERE, CHANGED_MEANWHILE, INVALID, DomainError
from app.registry import rules, service
from app.registry.forms.parts import offer, tell
from app.registry.forms.watching import ScriptForm, SeenForm
from app.registry.models import LoudScript
from app.registry.queries import scripts
from app.registry.rules.watching import APPROVERS, DRAFTERS
from app.registry.views import words
from app.registry.views.pages import READERS, blueprint
from app.reports.views.personal import personal_words
from app.web.actor import current_actor, office_only
from app.web.shell import role_name
from app.web.transaction import transactional

_ENDERS = tuple({*DRAFTERS, *APPROVERS})


@blueprint.get("/scripts")
@office_only(*READERS)
def list_scripts() -> str:
    """The texts, those that wait for approval first."""
    actor = current_actor()
    rows = [_face(one) for one in scripts.list_scripts(actor)]
    may = {"draft": rules.may_draft(actor), "approve": rules.may_approve(actor)}
    return render_template("registry/scripts.html", rows=rows, may=may)


def _face(script: LoudScript) -> words.Face:
    state = "ended" if script.ended_on else "approved" if script.approved_at else "draft"
    return {
        "id": script.id,
        "title": script.title,
        "topic": words.said("topics", script.topic),
        "text": script.text,
        "state": state,
        "version": script.version,
        "approved_at": script.approved_at,
        "approved_by": role_name(script.approved_role or ""),
        "ended_on": script.ended_on,
        "personal": personal_words(script.title, script.text),
    }


@blueprint.get("/scripts/new")
@office_only(*DRAFTERS)
def add_script() -> Response:
    """The form of a new text."""
    return _page(ScriptForm(formdata=None), None)


@blueprint.post("/scripts/new")
@office_only(*DRAFTERS)
@transactional
def keep_new_script() -> Response:
    """Keep the draft."""
    form = _filled(ScriptForm())
    if form.validate():
        try:
            service.draft_script(current_actor(), form.read())
        except DomainError as refusal:
            tell(form, refusal, {})
        else:
            flash(_("Đã lưu bài. Duyệt rồi loa mới đọc."), "good")
            return redirect(url_for("registry.list_scripts"), 303)
    return _page(form, None, 422)


@blueprint.get("/scripts/<uuid:script_id>")
@office_only(*DRAFTERS)
def edit_script(script_id: UUID) -> Response:
    """The form of a text that is there."""
    script = scripts.get_script(current_actor(), script_id)
    shown = {name: getattr(script, name) for name in ("version", "title", "topic", "text")}
    return _page(ScriptForm(formdata=None, **shown), script)


@blueprint.post("/scripts/<uuid:script_id>")
@office_only(*DRAFTERS)
@transactional
def keep_script(script_id: UUID) -> Response:
    """Write the text anew; it waits for approval again."""
    script = scripts.get_script(current_actor(), script_id)
    form = _filled(ScriptForm())
    if form.validate():
        try:
            service.change_script(current_actor(), script_id, form.read(), version=form.version.data or 0)
        except DomainError as refusal:
            if refusal.problem is CHANGED_MEANWHILE:
                form.form_errors.append(_("Người khác vừa sửa. Xin mở lại trang để xem bản mới."))
                return _page(form, script, 412)
            tell(form, refusal, {})
        else:
            flash(_("Đã lưu bài. Duyệt rồi loa mới đọc."), "good")
            return redirect(url_for("registry.list_scripts"), 303)
    return _page(form, script, 422)


@blueprint.post("/scripts/<uuid:script_id>/approval")
@office_only(*APPROVERS)
@transactional
def approve_script(script_id: UUID) -> Response:
    """Approve the text as it was shown."""
    return _decide(script_id, approve=True)


@blueprint.post("/scripts/<uuid:script_id>/end")
@office_only(*_ENDERS)
@transactional
def end_script(script_id: UUID) -> Response:
    """Let it be read no more."""
    return _decide(script_id, approve=False)


def _decide(script_id: UUID, *, approve: bool) -> Response:
    form = SeenForm()
    if not form.validate() or form.version.data is None:
        raise DomainError(INVALID)
    decide = service.approve_script if approve else service.end_script
    try:
        decide(current_actor(), script_id, version=form.version.data)
    except DomainError as refusal:
        if refusal.problem not in (CHANGED_MEANWHILE, ALREADY_THERE):
            raise
        flash(_("Bài vừa được người khác sửa. Xin đọc lại rồi hãy duyệt."), "trouble")
    else:
        flash(_("Đã duyệt. Máy của tổ sẽ nhận khi có mạng.") if approve else _("Đã thôi dùng bài này."), "good")
    return redirect(url_for("registry.list_scripts"), 303)


def _filled(form: ScriptForm) -> ScriptForm:
    offer(form.topic, words.pairs("topics"), _("Chọn"))
    return form


def _page(form: ScriptForm, script: LoudScript | None, status: int = 200) -> Response:
    return make_response(render_template("registry/script_form.html", form=_filled(form), script=script), status)
