"""The forms of a site's groups: a new one, what it is, how many belong to it."""

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.errors import DomainError
from app.people import queries as people
from app.registry import queries, rules, service
from app.registry.forms.sites import CountForm, GroupForm, NewGroupForm, VersionForm
from app.registry.models import ModelSite
from app.registry.rules.sites import Counted, GroupWords
from app.registry.views.pages import KEEPERS, as_id, blueprint, tell
from app.registry.views.sites import today
from app.registry.views.sites_page import group_face
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional


@blueprint.get("/sites/<uuid:site_id>/groups/new")
@office_only(*KEEPERS)
def add_group(site_id: UUID) -> Response:
    """The form of a new group."""
    actor = current_actor()
    site = queries.get_site(actor, site_id)
    rules.check_may_keep_in(actor, site.village_id)
    on = site.launched_on or today()
    form = NewGroupForm(formdata=None, version=0, village=str(site.village_id or ""), formed_on=on, since=on)
    return _new_page(_offer(form, actor, site), site)


@blueprint.post("/sites/<uuid:site_id>/groups/new")
@office_only(*KEEPERS)
@transactional
def keep_new_group(site_id: UUID) -> Response:
    """Add the group."""
    actor = current_actor()
    site = queries.get_site(actor, site_id)
    form = _offer(NewGroupForm(), actor, site)
    if form.validate():
        try:
            service.add_group(actor, site_id, _said(form), _counted(form))
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _back(site_id, _("Đã thêm tổ thực hiện."))
    return _new_page(form, site, 422)


@blueprint.get("/groups/<uuid:group_id>")
@office_only(*KEEPERS)
def edit_group(group_id: UUID) -> Response:
    """A group: what it is, and how many belong to it."""
    return _page(group_id)


@blueprint.post("/groups/<uuid:group_id>")
@office_only(*KEEPERS)
@transactional
def keep_group(group_id: UUID) -> Response:
    """Write anew what it is."""
    actor = current_actor()
    group, site = queries.get_group(actor, group_id)
    form = _offer(GroupForm(), actor, site, kept=group)
    if form.validate():
        try:
            service.change_group(actor, group_id, _said(form), version=form.version.data or 0)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _back(site.id, _("Đã lưu."))
    return _page(group_id, form=form, status=422)


@blueprint.post("/groups/<uuid:group_id>/counts")
@office_only(*KEEPERS)
@transactional
def keep_count(group_id: UUID) -> Response:
    """How many belong to it from a day on."""
    form = CountForm()
    if form.validate():
        try:
            service.count_group(current_actor(), group_id, _counted(form), version=form.version.data or 0)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã ghi số thành viên."), "good")
            return redirect(url_for("registry.edit_group", group_id=group_id), 303)
    return _page(group_id, count=form, status=422)


@blueprint.post("/groups/<uuid:group_id>/end")
@office_only(*KEEPERS)
@transactional
def end_group(group_id: UUID) -> Response:
    """End it, or take it up again."""
    actor = current_actor()
    _group, site = queries.get_group(actor, group_id)
    form = VersionForm()
    if form.validate():
        try:
            service.end_group(actor, group_id, version=form.version.data or 0)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            return _back(site.id, _("Đã lưu."))
    for fault in form.form_errors:
        flash(str(fault), "trouble")
    return redirect(url_for("registry.edit_group", group_id=group_id), 303)


def _back(site_id: UUID, said: str) -> Response:
    flash(said, "good")
    return redirect(url_for("registry.show_site", site_id=site_id, _anchor="groups"), 303)


def _offer(form: Any, actor: Actor, site: ModelSite, *, kept: Any = None) -> Any:
    villages = {str(key): name for key, name in queries.places_for(actor, site.commune_id).items()}
    if site.village_id is not None:
        villages.setdefault(str(site.village_id), queries.name_of_village(site))
    if kept is not None and kept.village_id is not None:
        villages.setdefault(str(kept.village_id), _("như đã ghi"))
    own = people.list_teams(actor, today(), members=False) if site.commune_id == actor.commune_id else []
    teams = {str(one.id): one.name for one in own}
    if kept is not None and kept.team_id is not None:
        teams.setdefault(str(kept.team_id), _("như đã ghi"))
    form.village.choices = choices([("", _("Nhiều thôn")), *villages.items()])
    form.team.choices = choices([("", _("Không phải tổ tuần tra")), *teams.items()])
    if not teams:
        del form.team
    return form


def _said(form: GroupForm) -> GroupWords:
    team = as_id(form.team.data) if "team" in form else None
    return GroupWords(form.name.data or "", as_id(form.village.data), team, form.head_role.data or "", form.formed_on.data)


def _counted(form: CountForm) -> Counted:
    members, women, trained = (one.data or 0 for one in (form.members, form.women, form.trained))
    return Counted(form.since.data or today(), members, women, trained, form.homes.data)


def _new_page(form: NewGroupForm, site: ModelSite, status: int = 200) -> Response:
    drawn = render_template("registry/group_new.html", form=form, site={"id": site.id, "name": site.name})
    return make_response(drawn, status)


def _page(group_id: UUID, *, form: Any = None, count: CountForm | None = None, status: int = 200) -> Response:
    actor, on = current_actor(), today()
    group, site = queries.get_group(actor, group_id)
    rules.check_may_keep_in(actor, site.village_id)
    row = next(one for one in queries.list_groups(site) if one.group.id == group_id)
    if form is None:
        known = {"village": str(group.village_id or ""), "team": str(group.team_id or "")}
        form = _offer(GroupForm(formdata=None, obj=group, data=known), actor, site, kept=group)
    if count is None:
        now = row.on(on)
        numbers = {name: getattr(now, name) for name in ("members", "women", "trained")} if now else {}
        homes = now.households if now else None
        count = CountForm(formdata=None, version=group.version, since=on, homes=homes, **numbers)
    drawn = render_template(
        "registry/group.html",
        form=form,
        count=count,
        group=group_face(row, on),
        version=request.form.get("version", group.version),
        site={"id": site.id, "name": site.name},
    )
    return make_response(drawn, status)
