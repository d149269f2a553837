"""Putting a site's kind or its day of launch right."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import NOT_ALLOWED, DomainError
from app.registry import queries, service
from app.registry.forms.sites import CorrectionForm
from app.registry.models import ModelSite
from app.registry.rules.corrections import may_correct
from app.registry.rules.life import CORRECTORS
from app.registry.service import Correction
from app.registry.views import sites_words as words
from app.registry.views.difficulties import warn
from app.registry.views.pages import blueprint, tell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional
from app.web.wording import language


@blueprint.get("/sites/<uuid:site_id>/correction")
@office_only(*CORRECTORS)
def ask_to_correct(site_id: UUID) -> Response:
    """The form, with the answers that may find no place."""
    site = _site(site_id)
    data = {"version": site.version, "kind": site.kind_code, "launched_on": site.launched_on}
    return _page(site, CorrectionForm(formdata=None, data=data))


@blueprint.post("/sites/<uuid:site_id>/correction")
@office_only(*CORRECTORS)
@transactional
def correct_site(site_id: UUID) -> Response:
    """Correct it."""
    site, form = _site(site_id), CorrectionForm()
    if site.launched_on is None:
        del form["launched_on"]
    if not form.validate():
        return _page(site, form, 422)
    on = form.launched_on.data if "launched_on" in form else None
    said = Correction(form.kind.data or "", on, form.reason.data or "")
    try:
        service.correct_site(current_actor(), site_id, said, version=form.version.data or 0)
    except DomainError as refusal:
        tell(form, refusal)
        return _page(site, form, 422)
    warn(said.reason)
    flash(_("Đã sửa. Số liệu của các ngày trước cũng theo."), "good")
    return redirect(url_for("registry.show_site", site_id=site_id), 303)


def _site(site_id: UUID) -> ModelSite:
    actor = current_actor()
    site = queries.get_site(actor, site_id)
    if not may_correct(actor, site.state, site.village_id):
        raise DomainError(NOT_ALLOWED)
    return site


def _page(site: ModelSite, form: CorrectionForm, status: int = 200) -> Response:
    actor, kind = current_actor(), queries.kind_of(site.kind_code)
    kinds = [(code, queries.kind_of(code).named(language())) for code in service.kinds_beside(actor, site)]
    form.kind.choices = choices(kinds)
    if site.launched_on is None and "launched_on" in form:
        del form["launched_on"]
    page = render_template(
        "registry/site_correct.html",
        form=form,
        name=site.name,
        back=url_for("registry.show_site", site_id=site.id),
        answers=words.answers(kind, site.values) if len(kinds) > 1 else [],
        fixed=len(kinds) == 1,
    )
    return make_response(page, status)
