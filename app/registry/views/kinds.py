"""A commune's own kinds of models, and what each asks of its sites."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.catalogue.queries import KindOfModel
from app.commune.forms import QuestionForm
from app.commune.rules.questions import MOST_QUESTIONS, TYPES, options_text
from app.commune.views.faces import TYPE_WORDS, question_face
from app.core.errors import NOT_FOUND, DomainError
from app.people.rules import CHIEF, COMMITTEE
from app.registry import queries, service
from app.registry.forms.sites import KindForm
from app.registry.views.pages import blueprint, tell
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional
from app.web.wording import language

ROLES = (CHIEF, COMMITTEE)
shell.add_page(
    "registry.list_kinds",
    _l("Loại mô hình"),
    roles=ROLES,
    order=24,
    section="models",
    icon="list-checks",
    about=_l("Các loại mô hình của cả nước, và loại riêng của xã."),
)


@blueprint.get("/kinds")
@office_only(*ROLES)
def list_kinds() -> str:
    """The country's kinds and the commune's own."""
    own = [_face(one) for one in queries.list_own_kinds(current_actor())]
    usual = [_face(one) for one in catalogue.model_kinds().values() if not one.scope]
    return render_template("registry/kinds.html", own=own, usual=usual)


def _face(kind: KindOfModel) -> dict[str, Any]:
    asked = [one for one in kind.fields if not one.get("ended")]
    return {
        "code": kind.code,
        "name": kind.named(language()),
        "icon": kind.icon,
        "asked": [one["en"] if language() == "en" else one["vi"] for one in asked],
        "ended": kind.ended,
    }


@blueprint.get("/kinds/new")
@office_only(*ROLES)
def add_kind() -> Response:
    """The form of a kind of the commune's own."""
    return _page(KindForm(formdata=None, grouped=True), None)


@blueprint.post("/kinds/new")
@office_only(*ROLES)
@transactional
def keep_new_kind() -> Response:
    """Add it."""
    form = KindForm()
    if form.validate():
        try:
            row = service.add_kind(current_actor(), form.vi.data or "", form.en.data or "", grouped=form.grouped.data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã thêm loại mô hình. Giờ có thể thêm câu hỏi riêng."), "good")
            return redirect(url_for("registry.edit_kind", code=row.code), 303)
    return _page(form, None, 422)


@blueprint.get("/kinds/<code>/edit")
@office_only(*ROLES)
def edit_kind(code: str) -> Response:
    """The form of an own kind, with its questions."""
    kind = _own(code)
    form = KindForm(formdata=None, vi=kind.vi, en=kind.en, grouped=kind.grouped, mark=_mark(code))
    return _page(form, kind)


@blueprint.post("/kinds/<code>/edit")
@office_only(*ROLES)
@transactional
def keep_kind(code: str) -> Response:
    """Call it otherwise."""
    kind, form = _own(code), KindForm()
    if form.validate():
        words = (form.vi.data or "", form.en.data or "")
        try:
            service.call_kind(current_actor(), code, *words, grouped=form.grouped.data, mark=form.mark.data or "")
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã lưu."), "good")
            return redirect(url_for("registry.list_kinds"), 303)
    return _page(form, kind, 422)


@blueprint.post("/kinds/<code>/end")
@office_only(*ROLES)
@transactional
def end_kind(code: str) -> Response:
    """Offer it no more, or again."""
    form = KindForm()
    try:
        service.end_kind(current_actor(), code, mark=form.mark.data or "")
    except DomainError as refusal:
        tell(form, refusal)
        flash(" ".join(str(fault) for fault in form.form_errors), "trouble")
    else:
        flash(_("Đã lưu."), "good")
    return redirect(url_for("registry.edit_kind", code=code), 303)


@blueprint.get("/kinds/<code>/questions/new/<what>")
@office_only(*ROLES)
def add_kind_question(code: str, what: str) -> Response:
    """The form of a new question that is answered in this way (a type)."""
    kind = _own(code)
    if what not in TYPES:
        raise DomainError(NOT_FOUND)
    places = _asked(kind) + 1
    form = QuestionForm(formdata=None, place=str(places))
    return _question_page(kind, what, _shaped(form, what, places, known=False), None)


@blueprint.post("/kinds/<code>/questions/new/<what>")
@office_only(*ROLES)
@transactional
def keep_new_kind_question(code: str, what: str) -> Response:
    """Add the question."""
    kind = _own(code)
    if what not in TYPES:
        raise DomainError(NOT_FOUND)
    form = _shaped(QuestionForm(), what, _asked(kind) + 1, known=False)
    return _keep_question(kind, what, form, None)


@blueprint.get("/kinds/<code>/questions/<key>")
@office_only(*ROLES)
def edit_kind_question(code: str, key: str) -> Response:
    """The form of a question that is there."""
    kind = _own(code)
    known = _known(kind, key)
    asked = [one["key"] for one in kind.fields if not one.get("ended")]
    place = asked.index(key) + 1 if key in asked else len(asked) + 1
    words = {name: known.get(name, "") for name in ("vi", "en", "unit", "required")}
    bounds = {"least": str(known.get("min", "")), "most": str(known.get("max", "")), "options": options_text(known)}
    form = QuestionForm(formdata=None, data=words | bounds | {"place": str(place), "used": not known.get("ended")})
    places = _asked(kind) + bool(known.get("ended"))
    return _question_page(kind, known["type"], _shaped(form, known["type"], places, known=True), known)


@blueprint.post("/kinds/<code>/questions/<key>")
@office_only(*ROLES)
@transactional
def keep_kind_question(code: str, key: str) -> Response:
    """Ask it otherwise, at another place, or no more."""
    kind = _own(code)
    known = _known(kind, key)
    places = _asked(kind) + bool(known.get("ended"))
    return _keep_question(kind, known["type"], _shaped(QuestionForm(), known["type"], places, known=True), known)


def _own(code: str) -> KindOfModel:
    return queries.get_own_kind(current_actor(), code)[0]


def _mark(code: str) -> str:
    return queries.get_own_kind(current_actor(), code)[1]


def _known(kind: KindOfModel, key: str) -> dict[str, Any]:
    found = next((one for one in kind.fields if one["key"] == key), None)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def _asked(kind: KindOfModel) -> int:
    return sum(not one.get("ended") for one in kind.fields)


def _shaped(form: QuestionForm, what: str, places: int, *, known: bool) -> QuestionForm:
    """The question's form without what a kind of models does not have: it counts at once, and all readers see answers."""
    form = form.of(what, places=places, known=known)
    for name in ("since", "police_only"):
        if name in form:
            del form[name]
    return form


def _keep_question(kind: KindOfModel, what: str, form: QuestionForm, known: dict[str, Any] | None) -> Response:
    if form.validate():
        key, mark = known["key"] if known else None, request.form.get("mark", "")
        try:
            service.set_kind_question(current_actor(), kind.code, key, form.said(what), mark=mark)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã lưu."), "good")
            return redirect(url_for("registry.edit_kind", code=kind.code, _anchor="questions"), 303)
    return _question_page(kind, what, form, known, 422)


def _question_page(
    kind: KindOfModel, what: str, form: QuestionForm, known: dict[str, Any] | None, status: int = 200
) -> Response:
    page = render_template(
        "registry/question.html",
        form=form,
        kind={"code": kind.code, "name": kind.named(language())},
        how=TYPE_WORDS[what],
        known=known,
        mark=request.form.get("mark") or _mark(kind.code),
    )
    return make_response(page, status)


def _page(form: KindForm, kind: KindOfModel | None, status: int = 200) -> Response:
    questions = [question_face(one) | {"ended": bool(one.get("ended"))} for one in kind.fields] if kind else []
    page = render_template(
        "registry/kind_form.html",
        form=form,
        kind={"code": kind.code, "name": kind.named(language()), "ended": kind.ended} if kind else None,
        questions=questions,
        room=kind is not None and _asked(kind) < MOST_QUESTIONS,
        types=TYPE_WORDS,
        mark=_mark(kind.code) if kind else "",
    )
    return make_response(page, status)
