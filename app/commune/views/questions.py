"""The form of one question that a category of the commune's own asks."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue.models import Category
from app.commune import queries, service
from app.commune.forms import QuestionForm
from app.commune.rules.questions import TYPES, options_text
from app.commune.views.faces import TYPE_WORDS
from app.commune.views.pages import ROLES, blueprint, tell
from app.core.errors import NOT_FOUND, DomainError
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional
from app.web.wording import day


@blueprint.get("/categories/<code>/questions/new/<what>")
@office_only(*ROLES)
def add_question(code: str, what: str) -> Response:
    """The form of a new question that is answered in this way (a type)."""
    row, listed = _category(code)
    _check_type(what)
    places = _asked(listed) + 1
    form = QuestionForm(formdata=None, since=queries.today(), place=str(places))
    return _page(row, what, form.of(what, places=places, known=False), None)


@blueprint.post("/categories/<code>/questions/new/<what>")
@office_only(*ROLES)
@transactional
def keep_new_question(code: str, what: str) -> Response:
    """Add the question."""
    row, listed = _category(code)
    _check_type(what)
    form = QuestionForm().of(what, places=_asked(listed) + 1, known=False)
    return _keep(row, what, form, None)


@blueprint.get("/categories/<code>/questions/<key>")
@office_only(*ROLES)
def edit_question(code: str, key: str) -> Response:
    """The form of a question that is there."""
    row, listed = _category(code)
    known = _known(listed, key)
    form = QuestionForm(formdata=None, data=_written(known, listed))
    return _page(row, known["type"], form.of(known["type"], places=_places(known, listed), known=True), known)


@blueprint.post("/categories/<code>/questions/<key>")
@office_only(*ROLES)
@transactional
def keep_question(code: str, key: str) -> Response:
    """Ask it otherwise, at another place, or no more, from a day on."""
    row, listed = _category(code)
    known = _known(listed, key)
    form = QuestionForm().of(known["type"], places=_places(known, listed), known=True)
    return _keep(row, known["type"], form, known)


def _category(code: str) -> tuple[Category, list[dict[str, Any]]]:
    row = queries.get_own_category(current_actor(), code)
    return row, queries.questions_on(row, queries.today())


def _check_type(what: str) -> None:
    if what not in TYPES:
        raise DomainError(NOT_FOUND)


def _known(listed: list[dict[str, Any]], key: str) -> dict[str, Any]:
    found = next((one for one in listed if one["key"] == key), None)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def _asked(listed: list[dict[str, Any]]) -> int:
    return sum(not one.get("ended") for one in listed)


def _places(known: dict[str, Any], listed: list[dict[str, Any]]) -> int:
    return _asked(listed) + bool(known.get("ended"))


def _written(known: dict[str, Any], listed: list[dict[str, Any]]) -> dict[str, Any]:
    """A question as its form shows it."""
    asked = [one["key"] for one in listed if not one.get("ended")]
    place = asked.index(known["key"]) + 1 if known["key"] in asked else len(asked) + 1
    bounds = {"least": str(known.get("min", "")), "most": str(known.get("max", ""))}
    words = {name: known.get(name, "") for name in ("vi", "en", "unit", "required")}
    more = {"options": options_text(known), "place": str(place), "used": not known.get("ended"), "since": queries.today()}
    return words | bounds | more


def _keep(row: Category, kind: str, form: QuestionForm, known: dict[str, Any] | None) -> Response:
    if form.validate():
        key = known["key"] if known else None
        try:
            change = service.set_question(current_actor(), row.code, key, form.said(kind), form.since.data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            now = change.since <= queries.today()
            words = _("Đã lưu, có hiệu lực ngay.") if now else _("Đã lưu, có hiệu lực từ %(day)s.", day=day(change.since))
            flash(words, "good")
            return redirect(url_for("commune.edit_category", code=row.code, _anchor="questions"), 303)
    return _page(row, kind, form, known, 422)


def _page(row: Category, kind: str, form: QuestionForm, known: dict[str, Any] | None, status: int = 200) -> Response:
    own = queries.get_category(current_actor(), row.code)[1]
    page = render_template(
        "commune/question.html",
        form=form,
        category={"code": row.code, "name": service.words_of(row, own)["vi"]},
        kind=TYPE_WORDS[kind],
        known=known,
        today=queries.today(),
    )
    return make_response(page, status)
