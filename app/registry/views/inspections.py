"""The register of inspections."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import INVALID, DomainError
from app.registry import queries, rules, service
from app.registry.forms.difficulties import InspectionForm
from app.registry.service import Inspected
from app.registry.views import cycle_words as words
from app.registry.views.difficulties import objects, warn
from app.registry.views.pages import KEEPERS, READERS, as_id, blueprint, cycle_tabs, today
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional


@blueprint.get("/inspections")
@office_only(*READERS)
def list_inspections() -> str:
    """The inspections, the newest first."""
    actor = current_actor()
    return render_template(
        "registry/inspections.html",
        tabs=cycle_tabs("list_inspections"),
        rows=queries.list_inspections(actor),
        may_write=rules.may_keep(actor),
        words=words,
    )


@blueprint.get("/inspections/new")
@office_only(*KEEPERS)
def new_inspection() -> Response:
    """The form of an inspection."""
    return _form_page(InspectionForm(formdata=None, on=today()))


@blueprint.post("/inspections")
@office_only(*KEEPERS)
@transactional
def write_inspection() -> Response:
    """Write it down."""
    form = InspectionForm()
    if not form.validate() or form.on.data is None:
        return _form_page(form, 422)
    about, _colon, key = (form.about.data or "").partition(":")
    named: dict[str, UUID | None] = {f"{about}_id": as_id(key)} if about in ("site", "team") else {}
    said = Inspected(
        form.on.data,
        form.topic.data or "",
        form.inspector.data or "",
        form.finding.data or "",
        wanting=form.wanting.data or "",
        owner=form.owner.data or "police",
        due_on=form.due_on.data,
        **named,
    )
    try:
        one = service.write_inspection(current_actor(), said)
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _form_page(form, 422)
    warn(said.finding, said.wanting)
    flash(_("Đã ghi cuộc kiểm tra; %(num)s việc cần khắc phục.", num=len(one.difficulties)), "good")
    return redirect(url_for("registry.list_inspections"), 303)


def _form_page(form: InspectionForm, status: int = 200) -> Response:
    form.about.choices = choices([("", _("Xin chọn")), *objects()])
    form.owner.choices = choices(words.OWNER_WORDS.items())
    page = render_template("registry/inspection_form.html", tabs=cycle_tabs("list_inspections"), form=form, today=today())
    return make_response(page, status)
