"""Places that need cameras, and the gap by village."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import CHANGED_MEANWHILE, DomainError
from app.registry import rules, service
from app.registry.forms.parts import offer, tell
from app.registry.forms.watching import NeedForm, written_need
from app.registry.models import CameraNeed
from app.registry.queries import needs, offered
from app.registry.queries.needs import NeedRow
from app.registry.views import words
from app.registry.views.pages import KEEPERS, READERS, blueprint
from app.reports.views.personal import personal_words
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional

NAMES = {"village_id": "village", "road_id": "road"}


@blueprint.get("/needs")
@office_only(*READERS)
def list_needs() -> str:
    """The needs, the most urgent first, and how many eyes are missing in which village."""
    actor = current_actor()
    rows = needs.list_needs(actor)
    gaps = [(one.village or words.whole_commune(), one) for one in needs.gaps_of(rows)]
    return render_template(
        "registry/needs.html",
        rows=[_face(one) for one in rows],
        gaps=gaps,
        missing=sum(one.missing for _village, one in gaps),
        may_keep=rules.may_keep(actor),
    )


def _face(row: NeedRow) -> words.Face:
    need = row.need
    return {
        "id": need.id,
        "place": need.place,
        "village": row.village or words.whole_commune(),
        "road": row.road,
        "reason": need.reason,
        "personal": personal_words(need.place, need.reason),
        "priority": need.priority,
        "priority_words": words.PRIORITY_WORDS[need.priority],
        "eyes": need.eyes,
        "installed": row.installed,
        "gap": row.gap,
        "state": need.state,
        "state_words": words.NEED_WORDS[need.state],
    }


@blueprint.get("/needs/new")
@office_only(*KEEPERS)
def add_need() -> Response:
    """The form of a new need."""
    return _page(NeedForm(formdata=None, priority="2", eyes=1), None)


@blueprint.post("/needs/new")
@office_only(*KEEPERS)
@transactional
def keep_new_need() -> Response:
    """Add the need."""
    form = _filled(NeedForm(), None)
    if form.validate():
        try:
            service.add_need(current_actor(), form.read())
        except DomainError as refusal:
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã ghi nơi cần lắp camera."), "good")
            return redirect(url_for("registry.list_needs"), 303)
    return _page(form, None, 422)


@blueprint.get("/needs/<uuid:need_id>")
@office_only(*KEEPERS)
def edit_need(need_id: UUID) -> Response:
    """The form of a need that is there."""
    need = needs.get_need(current_actor(), need_id).need
    return _page(NeedForm(formdata=None, **written_need(need)), need)


@blueprint.post("/needs/<uuid:need_id>")
@office_only(*KEEPERS)
@transactional
def keep_need(need_id: UUID) -> Response:
    """Change the need, plan it or drop it."""
    need = needs.get_need(current_actor(), need_id).need
    form = _filled(NeedForm(), need)
    if form.validate():
        try:
            service.change_need(current_actor(), need_id, form.read(), version=form.version.data or 0)
        except DomainError as refusal:
            if refusal.problem is CHANGED_MEANWHILE:
                form.form_errors.append(_("Người khác vừa sửa. Xin mở lại trang để xem bản mới."))
                return _page(form, need, 412)
            tell(form, refusal, NAMES)
        else:
            flash(_("Đã lưu."), "good")
            return redirect(url_for("registry.list_needs"), 303)
    return _page(form, need, 422)


def _filled(form: NeedForm, need: CameraNeed | None) -> NeedForm:
    actor = current_actor()
    offer(form.village, offered.villages(actor, words.today()), words.whole_commune())
    offer(form.road, offered.roads(actor, keep=need.road_id if need else None), _("Không"))
    offer(form.priority, words.PRIORITY_WORDS.items(), None)
    # That enough cameras stand there follows from the cameras, and is nobody's to say.
    chosen = [pair for pair in words.NEED_WORDS.items() if pair[0] != "met" or (need and need.state == "met")]
    offer(form.state, chosen, None)
    return form


def _page(form: NeedForm, need: CameraNeed | None, status: int = 200) -> Response:
    return make_response(render_template("registry/need_form.html", form=_filled(form, need), need=need), status)
