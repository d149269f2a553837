"""The forms of a site: proposing one, entering one that has been there for years, changing what is written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired, Length

from app.catalogue import queries as catalogue
from app.catalogue.queries import KindOfModel
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.registry import queries, rules, service
from app.registry.forms.sites import SiteForm
from app.registry.models import ModelSite
from app.registry.rules.answers import asked
from app.registry.rules.sites import Founding, SiteWords
from app.registry.views import sites_words as words
from app.registry.views.pages import KEEPERS, as_id, blueprint, tell
from app.registry.views.sites_answers import PREFIX, answer_faults, answer_pointers, question_face
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional
from app.web.wording import language

# The fields of a site that was founded.
_FOUNDED = ("launched_on", "decision_no", "decision_on", "decision_by", "launch_people")


_REASON = Length(min=5, max=1000, message=_l("Lý do có 5–1000 ký tự"))


@dataclass(frozen=True)
class Page:
    """A page with the form of a site: its heading, the way back, and what it is written about."""

    title: str
    back: str
    kind: KindOfModel
    over: str = ""
    help: str = ""


@blueprint.get("/propose")
@office_only(*KEEPERS)
def propose() -> Response:
    """The form of a proposal; without a kind, the kinds to choose from."""
    return _begin("registry.propose", _("Đề xuất mô hình"), founded=False)


@blueprint.get("/enter")
@office_only(*KEEPERS)
def enter() -> Response:
    """The form of a model that has been there for years; without a kind, the kinds to choose from."""
    return _begin("registry.enter", _("Ghi mô hình đã có"), founded=True)


def _begin(endpoint: str, title: str, *, founded: bool) -> Response:
    actor, code = current_actor(), request.args.get("kind")
    rules.check_may_keep(actor)
    known = queries.kinds_for(current_actor())
    if not code:
        kinds = [
            {"name": one.named(language()), "icon": one.icon, "url": url_for(endpoint, kind=key)}
            for key, one in known.items()
        ]
        return make_response(render_template("registry/choose_kind.html", title=title, kinds=kinds, founded=founded))
    form = new_form(actor, founded=founded, fresh=True)
    return draw_form(form, _new_page(title, code), {})


def _new_page(title: str, code: str) -> Page:
    kind = queries.kinds_for(current_actor()).get(code)
    if kind is None:
        raise DomainError(NOT_FOUND)
    return Page(title, url_for("registry.show_book"), kind, kind.named(language()))


@blueprint.post("/propose")
@office_only(*KEEPERS)
@transactional
def keep_proposal() -> Response:
    """Open the proposal."""
    return _keep_new(_("Đề xuất mô hình"), founded=False)


@blueprint.post("/enter")
@office_only(*KEEPERS)
@transactional
def keep_entered() -> Response:
    """Write down the model that is there."""
    return _keep_new(_("Ghi mô hình đã có"), founded=True)


def _keep_new(title: str, *, founded: bool) -> Response:
    actor = current_actor()
    page = _new_page(title, request.args.get("kind") or "")
    form = new_form(actor, founded=founded, fresh=False)
    faults: dict[str, str] = {}
    if form.validate():
        verb = service.enter_site if founded else service.open_site
        try:
            site = verb(actor, page.kind.code, said_in(form))
        except DomainError as refusal:
            faults = answer_faults(refusal)
            tell(form, refusal, known=answer_pointers(page.kind))
        else:
            flash(_("Đã ghi vào sổ mô hình."), "good")
            return redirect(url_for("registry.show_site", site_id=site.id), 303)
    return draw_form(form, page, faults, 422)


@blueprint.get("/sites/<uuid:site_id>/edit")
@office_only(*KEEPERS)
def edit_site(site_id: UUID) -> Response:
    """The form of a site that is there."""
    actor = current_actor()
    site = queries.get_site(actor, site_id)
    rules.check_may_keep_in(actor, site.village_id)
    form = _form_of(actor, site, fresh=True)
    return draw_form(form, _page_of(site), {}, values=site.values)


@blueprint.post("/sites/<uuid:site_id>/edit")
@office_only(*KEEPERS)
@transactional
def keep_site(site_id: UUID) -> Response:
    """Write it anew."""
    actor = current_actor()
    site = queries.get_site(actor, site_id)
    form, page = _form_of(actor, site, fresh=False), _page_of(site)
    faults: dict[str, str] = {}
    if form.validate():
        try:
            service.change_site(actor, site_id, said_in(form), version=form.version.data or 0)
        except DomainError as refusal:
            faults = answer_faults(refusal)
            tell(form, refusal, known=answer_pointers(page.kind))
        else:
            flash(_("Đã lưu."), "good")
            return redirect(url_for("registry.show_site", site_id=site_id), 303)
    return draw_form(form, page, faults, 422)


def _page_of(site: ModelSite) -> Page:
    back = url_for("registry.show_site", site_id=site.id)
    return Page(_("Sửa điểm mô hình"), back, queries.kind_of(site.kind_code), site.name)


def new_form(actor: Actor, *, founded: bool, fresh: bool) -> SiteForm:
    """The form of a new site."""
    form = SiteForm(formdata=None, version=0) if fresh else SiteForm()
    _offer(form, actor, None)
    for name in ("reason",) if founded else _FOUNDED:
        del form[name]
    # A proposal says why, a founded site since when.
    needed = form.launched_on if founded else form.reason
    needed.validators = [InputRequired(_l("Xin điền mục này")), *(() if founded else (_REASON,))]
    needed.flags.required = True
    return form


def _form_of(actor: Actor, site: ModelSite, *, fresh: bool) -> SiteForm:
    data = {"village": str(site.village_id or ""), "fund_source": site.fund_source or ""}
    form = SiteForm(formdata=None, obj=site, data=data, **data) if fresh else SiteForm()
    _offer(form, actor, site)
    # The day of the launch stands in the story, and is not written anew.
    gone = ("launched_on",) if site.launched_on else _FOUNDED
    for name in gone:
        del form[name]
    return form


def _offer(form: SiteForm, actor: Actor, site: ModelSite | None) -> None:
    book = site.commune_id if site else actor.commune_id or ""
    villages = {str(key): name for key, name in queries.places_for(actor, book).items()}
    if site is not None and site.village_id is not None:
        villages.setdefault(str(site.village_id), queries.name_of_village(site))
    whole = [("", _("Cả xã"))] if actor.village_ids is None else []
    form.village.choices = choices([*whole, *villages.items()])
    funds = [(code, one.named(language())) for code, one in catalogue.terms("funds").items()]
    form.fund_source.choices = choices([("", _("Chưa rõ")), *funds])
    form.tags.choices = choices(words.TAG_WORDS.items())


def said_in(form: SiteForm) -> SiteWords:
    """What the form says, as the verbs take it."""
    said = {name: form[name].data for name in ("reason", "head_role", "has_regulation", "budget") if name in form}
    founding = {name: form[name].data for name in _FOUNDED if name in form}
    known = {name: one for name, one in founding.items() if one is not None}
    answers = {key.removeprefix(PREFIX): text for key, text in request.form.items() if key.startswith(PREFIX)}
    return SiteWords(
        form.name.data or "",
        as_id(form.village.data),
        fund_source=form.fund_source.data or "",
        tags=tuple(form.tags.data or ()),
        answers=answers,
        founding=Founding(**known),
        **{name: one for name, one in said.items() if one is not None},
    )


def draw_form(
    form: SiteForm, page: Page, faults: dict[str, str], status: int = 200, *, values: dict[str, Any] | None = None
) -> Response:
    """The page of a form; the questions of its kind stand as they were written, or with ``values``."""
    questions = [question_face(one, values, faults) for one in asked(page.kind.fields)]
    drawn = render_template(
        "registry/site_form.html",
        form=form,
        title=page.title,
        over=page.over,
        help=page.help,
        back=page.back,
        questions=questions,
        note=(page.kind.note or {}).get(language(), ""),
        faulty=bool(faults),
    )
    return make_response(drawn, status)
