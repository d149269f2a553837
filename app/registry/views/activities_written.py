"""The form of an activity of a kind, with the catalogue's own questions."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.catalogue.queries import Words
from app.core.errors import NOT_FOUND, DomainError
from app.registry import rules, service
from app.registry.forms.activities import ActivityForm, form_for
from app.registry.forms.parts import offer, tell
from app.registry.queries import offered
from app.registry.views import words
from app.registry.views.pages import LOGGERS, blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional
from app.web.wording import language

NAMES = {"village_id": "village", "site_id": "site", "asset_id": "thing"}
# With which things each kind is done.
_WITH = {"gong": ("gong", "bell"), "propaganda": ("loud",), "kit": ("fire",)}


@blueprint.get("/activities/new")
@office_only(*LOGGERS)
def add_activity() -> Response:
    """The form of a ``kind``."""
    kind = _kind()
    form = _form(kind)
    form.on.data = words.today()
    return _page(kind, form)


@blueprint.post("/activities/new")
@office_only(*LOGGERS)
@transactional
def keep_new_activity() -> Response:
    """Write it down."""
    kind = _kind()
    form = _form(kind)
    if form.validate():
        try:
            row = service.log_activity(current_actor(), form.read(kind.code))
        except DomainError as refusal:
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã ghi hoạt động."), "good")
            return redirect(url_for("registry.show_activity", activity_id=row.id), 303)
    return _page(kind, form, 422)


def _kind() -> Words:
    kind = catalogue.terms("activities").get(request.args.get("kind", ""))
    if kind is None:
        raise DomainError(NOT_FOUND)
    rules.check_may_log_kind(current_actor(), kind.code)
    return kind


def _form(kind: Words) -> ActivityForm:
    actor = current_actor()
    form = form_for(kind.code, kind.facts.get("asks", []), kind.fields, language())
    offer(form.village, offered.villages(actor, words.today()), words.whole_commune())
    offer(form.site, offered.sites(actor), _("Không thuộc điểm nào"))
    things = offered.things(actor, _WITH.get(kind.code, ()))
    if things:
        offer(form.thing, things, _("Không"))
    else:
        del form.thing
    return form


def _page(kind: Words, form: ActivityForm, status: int = 200) -> Response:
    note = (kind.facts.get("note") or {}).get(language(), "")
    questions = [form[f"value_{one['key']}"] for one in kind.fields]
    page = render_template(
        "registry/activity_form.html",
        form=form,
        title=kind.named(language()),
        note=note,
        questions=questions,
        weapons=kind.code == rules.WEAPONS,
    )
    return make_response(page, status)
