"""Replicating a site: planning it, opening the new site with the parent's answers, dropping the plan."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import DomainError
from app.registry import queries, rules, service
from app.registry.forms.sites import DropForm, PlanForm, SiteForm
from app.registry.models import ModelSite, Replication
from app.registry.views.pages import KEEPERS, as_id, blueprint, tell
from app.registry.views.sites_answers import answer_faults, answer_pointers
from app.registry.views.sites_forms import Page, draw_form, new_form, said_in
from app.registry.views.sites_page import Asked, draw, offer_villages
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional


@blueprint.post("/sites/<uuid:site_id>/replications")
@office_only(*KEEPERS)
@transactional
def plan_replication(site_id: UUID) -> Response:
    """Plan it."""
    actor = current_actor()
    form = offer_villages(PlanForm(), actor)
    if form.validate() and form.due_on.data is not None:
        try:
            service.plan_replication(actor, site_id, as_id(form.village.data), form.due_on.data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã ghi dự kiến nhân rộng."), "good")
            return redirect(url_for("registry.show_site", site_id=site_id, _anchor="spread"), 303)
    return draw(site_id, Asked({"plan": form}, 422))


@blueprint.post("/replications/<uuid:plan_id>/drop")
@office_only(*KEEPERS)
@transactional
def drop_replication(plan_id: UUID) -> Response:
    """Drop the plan."""
    actor = current_actor()
    plan = queries.get_replication(actor, plan_id)
    form = DropForm()
    if form.validate():
        try:
            service.drop_replication(actor, plan_id, form.why.data or "", version=form.version.data or 0)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã thôi dự kiến nhân rộng."), "good")
            return redirect(url_for("registry.show_site", site_id=plan.parent_id, _anchor="spread"), 303)
    return draw(plan.parent_id, Asked({str(plan_id): form}, 422))


@blueprint.get("/replications/<uuid:plan_id>/site")
@office_only(*KEEPERS)
def propose_child(plan_id: UUID) -> Response:
    """The proposal of the new site of a plan, with what the parent says of itself."""
    plan, parent = _plan(plan_id)
    rules.check_may_keep_in(current_actor(), plan.village_id)
    form = _form_like(parent)
    form.version.data, form.village.data = plan.version, str(plan.village_id or "")
    return draw_form(form, _page(parent), {}, values=parent.values)


@blueprint.post("/replications/<uuid:plan_id>/site")
@office_only(*KEEPERS)
@transactional
def keep_child(plan_id: UUID) -> Response:
    """Open the proposal."""
    return _keep_child(_plan(plan_id)[1], plan_id)


@blueprint.get("/sites/<uuid:site_id>/child")
@office_only(*KEEPERS)
def propose_child_of(site_id: UUID) -> Response:
    """The same without a plan: for a site of a book that is kept on after a merger, where no plan can stand."""
    parent = queries.get_site(current_actor(), site_id)
    rules.check_may_keep(current_actor())
    return draw_form(_form_like(parent), _page(parent), {}, values=parent.values)


@blueprint.post("/sites/<uuid:site_id>/child")
@office_only(*KEEPERS)
@transactional
def keep_child_of(site_id: UUID) -> Response:
    """Open it."""
    return _keep_child(queries.get_site(current_actor(), site_id), None)


def _form_like(parent: ModelSite) -> SiteForm:
    form = new_form(current_actor(), founded=False, fresh=True)
    form.head_role.data, form.has_regulation.data = parent.head_role, parent.has_regulation
    form.fund_source.data, form.budget.data, form.tags.data = parent.fund_source or "", parent.budget, list(parent.tags)
    form.reason.data = _("Nhân rộng từ %(name)s", name=parent.name)
    return form


def _keep_child(parent: ModelSite, plan_id: UUID | None) -> Response:
    actor = current_actor()
    form, page = new_form(actor, founded=False, fresh=False), _page(parent)
    faults: dict[str, Any] = {}
    if form.validate():
        version = form.version.data or 0
        try:
            child = service.open_child(actor, parent.id, said_in(form), plan_id=plan_id, version=version)
        except DomainError as refusal:
            faults = answer_faults(refusal)
            tell(form, refusal, known=answer_pointers(page.kind))
        else:
            flash(_("Đã mở đề xuất nhân rộng."), "good")
            return redirect(url_for("registry.show_site", site_id=child.id), 303)
    return draw_form(form, page, faults, 422)


def _plan(plan_id: UUID) -> tuple[Replication, ModelSite]:
    actor = current_actor()
    plan = queries.get_replication(actor, plan_id)
    return plan, queries.get_site(actor, plan.parent_id)


def _page(parent: ModelSite) -> Page:
    back = url_for("registry.show_site", site_id=parent.id, _anchor="spread")
    return Page(_("Nhân rộng mô hình"), back, queries.kind_of(parent.kind_code), parent.name)
