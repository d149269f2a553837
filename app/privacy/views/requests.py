"""The pages of requests: the list, a new one, one with its steps, and the letters."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import CHANGED_MEANWHILE, INVALID, NOT_FOUND, DomainError
from app.core.night import local
from app.privacy import queries, service
from app.privacy.forms import RequestForm, StepForm
from app.privacy.queries import RequestRow
from app.privacy.rules import HANDLERS, clocks, requests
from app.privacy.service.requests import Asked
from app.privacy.views import words
from app.privacy.views.pages import blueprint, tabs
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import day

_GONE = _l("Yêu cầu này vừa được xử lý, hoặc không còn gia hạn được.")


@blueprint.get("/privacy/requests")
@office_only(*HANDLERS)
def list_requests() -> str:
    """The open requests, late ones first; with ``?done=1`` those that were answered."""
    done = request.args.get("done") == "1"
    rows = queries.list_requests(current_actor(), done=done)
    # The one list says which of its clocks runs out next; late ones have run out first, so they stand above.
    return render_template("privacy/requests.html", tabs=tabs("list_requests"), rows=rows, done=done, words=words)


@blueprint.get("/privacy/requests/new")
@office_only(*HANDLERS)
def new_request() -> Response:
    """The form of a request."""
    form = RequestForm(formdata=None, received_on=_today())
    return _form_page(form)


@blueprint.post("/privacy/requests")
@office_only(*HANDLERS)
@transactional
def receive_request() -> Response:
    """Take a request in."""
    form = RequestForm()
    if not form.validate():
        return _form_page(form, 422)
    try:
        request_id = service.receive_request(current_actor(), _asked(form))
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _form_page(form, 422)
    flash(_("Đã ghi yêu cầu. Thời hạn tính từ ngày nhận."), "good")
    return redirect(url_for("privacy.show_request", request_id=request_id), 303)


def _asked(form: RequestForm) -> Asked:
    known = dict(queries.list_members(current_actor()))
    member = next((key for key in known if str(key) == form.member.data), None)
    assert form.received_on.data is not None
    return Asked(
        kind=form.kind.data or "",
        asker=form.asker.data,
        received_on=form.received_on.data,
        slip=form.slip.data or "",
        member_id=member,
        details=form.details.data or "",
        processor=form.processor.data,
    )


def _today() -> date:
    return local(clock.now()).date()


def _form_page(form: RequestForm, status: int = 200) -> Response:
    form.kind.choices = choices([("", _("Xin chọn")), *words.KINDS.items()])
    members = [(str(key), name) for key, name in queries.list_members(current_actor())]
    form.member.choices = choices([("", _("Xin chọn")), *members])
    page = render_template("privacy/request_form.html", tabs=tabs("list_requests"), form=form, today=_today())
    return make_response(page, status)


@blueprint.get("/privacy/requests/<uuid:request_id>")
@office_only(*HANDLERS)
def show_request(request_id: UUID) -> Response:
    """One request with its clocks, its steps and what can be done next."""
    return _page(queries.get_request(current_actor(), request_id))


@blueprint.post("/privacy/requests/<uuid:request_id>/<step>")
@office_only(*HANDLERS)
@transactional
def take_step(request_id: UUID, step: str) -> Response:
    """Take a step; what was written stays on the page when it cannot be taken."""
    actor = current_actor()
    row = queries.get_request(actor, request_id)
    if step not in requests.STEPS:
        raise DomainError(NOT_FOUND)
    form = _step_form(step, sent=True)
    if step != requests.CLOSE and not form.validate():
        return _page(row, {step: form}, 422)
    ground = (form.ground.data or "") if step == requests.REFUSE else ""
    try:
        taken = service.take_step(actor, request_id, step, words=form.words.data or "", ground=ground)
    except DomainError as refusal:
        if refusal.problem is CHANGED_MEANWHILE:
            return _page(queries.get_request(actor, request_id), {step: form}, 409, said=_GONE)
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(row, {step: form}, 422)
    if step == requests.CLOSE:
        flash(_("Yêu cầu đã xong."), "good")
        return redirect(url_for("privacy.list_requests"), 303)
    flash(_("Đã ghi. Xin in văn bản và trao cho người yêu cầu."), "good")
    return redirect(url_for("privacy.show_letter", request_id=request_id, step_id=taken.id), 303)


def _step_form(step: str, *, sent: bool = False, text: str = "") -> StepForm:
    form = StepForm(prefix=f"{step}-") if sent else StepForm(formdata=None, prefix=f"{step}-", words=text)
    form.ground.choices = choices([("", _("Xin chọn")), *words.GROUNDS.items()])
    return form


def _page(row: RequestRow, sent: dict[str, StepForm] | None = None, status: int = 200, *, said: Any = "") -> Response:
    open_to = requests.may_extend(extended=row.extended, due=row.due, today=_today())
    later = clocks.answer_by(row.kind, row.received_on, processor=row.processor, extended=True)
    facts = words.letter_facts(row, queries.read_office(row.commune_id).police, day(later))
    steps: list[dict[str, Any]] = []
    for step in requests.steps_from(row.state, may_extend=open_to):
        ready = "" if step == requests.CLOSE else requests.letter_for(step, row.kind, facts)
        steps.append(
            {"name": step, "form": (sent or {}).get(step) or _step_form(step, text=ready), "open": step in (sent or {})}
        )
    page = render_template(
        "privacy/request.html",
        tabs=tabs("list_requests"),
        row=row,
        steps=steps,
        taken=queries.steps_of(row),
        later=later,
        said=said,
        kept=[form.words.data for form in (sent or {}).values() if said],
        words=words,
    )
    return make_response(page, status)


@blueprint.get("/privacy/requests/<uuid:request_id>/letters/<uuid:step_id>")
@office_only(*HANDLERS)
def show_letter(request_id: UUID, step_id: UUID) -> str:
    """The letter of a step, to be printed and handed over."""
    row = queries.get_request(current_actor(), request_id)
    step = next((one for one in queries.steps_of(row) if one.id == step_id and one.words), None)
    if step is None:
        raise DomainError(NOT_FOUND)
    return render_template(
        "privacy/letter.html",
        tabs=tabs("list_requests"),
        row=row,
        step=step,
        office=queries.read_office(row.commune_id),
        on=local(step.at).date(),
        about=words.letter_facts(row, "", "")["about"],
    )
