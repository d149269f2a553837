"""The page of the kinds of incident and activity, and the form of one."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import pgettext
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.catalogue.models import Category
from app.catalogue.rules import OF_FIELDS
from app.commune import queries, service
from app.commune.forms import CategoryForm
from app.commune.rules.called import category_key
from app.commune.rules.questions import MOST_QUESTIONS
from app.commune.views.faces import TYPE_WORDS, category_change_face, question_face, questions_change_face
from app.commune.views.pages import ROLES, blueprint, tell
from app.core.errors import DomainError
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional
from app.web.wording import day, language


def _severities() -> list[tuple[str, str]]:
    words = {
        "1": pgettext("severity", "Thấp"),
        "2": pgettext("severity", "Trung bình"),
        "3": pgettext("severity", "Cao"),
        "4": pgettext("severity", "Khẩn cấp"),
    }
    return list(words.items())


@blueprint.get("/categories")
@office_only(*ROLES)
def show_categories() -> str:
    """Every category by its group: called and used as today, with what is planned."""
    actor = current_actor()
    changes = queries.list_changes(actor)
    listed = [_face(row, own, changes) for row, own in queries.list_categories(actor)]
    groups = [
        {"code": code, "name": one.named(language()), "categories": [face for face in listed if face["group"] == code]}
        for code, one in catalogue.terms("groups").items()
    ]
    return render_template("commune/categories.html", groups=groups, today=queries.today())


def _face(row: Category, own: Any, changes: dict[str, list[queries.Change]]) -> dict[str, Any]:
    made = [category_change_face(one) for one in changes.get(category_key(row.code), [])]
    return service.words_of(row, own) | {
        "code": row.code,
        "group": row.group,
        "kind": row.kind,
        "own": bool(row.scope),
        "begins": row.valid_from if row.valid_from and row.valid_from > queries.today() else None,
        "planned": [one for one in made if one["planned"]],
        "history": made,
        "police_only": row.police_only,
    }


@blueprint.get("/categories/new")
@office_only(*ROLES)
def add_category() -> Response:
    """The form of a category of the commune's own."""
    return _page(_new_form(fresh=True), None)


@blueprint.post("/categories/new")
@office_only(*ROLES)
@transactional
def keep_new_category() -> Response:
    """Add the category."""
    form = _new_form(fresh=False)
    if form.validate():
        try:
            row = service.add_category(current_actor(), form.group.data, form.said(), form.since.data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            flash(_("Đã thêm loại việc %(code)s. Máy của tổ nhận khi có mạng.", code=row.code), "good")
            return redirect(url_for("commune.show_categories", _anchor=f"category-{row.code}"), 303)
    return _page(form, None, 422)


@blueprint.get("/categories/<code>")
@office_only(*ROLES)
def edit_category(code: str) -> Response:
    """The form of a category that is there, with its history."""
    row, own = queries.get_category(current_actor(), code)
    return _page(_form(row, service.words_of(row, own)), row)


@blueprint.post("/categories/<code>")
@office_only(*ROLES)
@transactional
def keep_category(code: str) -> Response:
    """Call the category differently, end it, or take it up again, from a day on."""
    actor = current_actor()
    row, _own = queries.get_category(actor, code)
    form = _form(row, None)
    if form.validate():
        try:
            change = service.call_category(actor, code, form.said(), form.since.data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            now = change.since <= queries.today()
            flash(
                _("Đã lưu, có hiệu lực ngay.") if now else _("Đã lưu, có hiệu lực từ %(day)s.", day=day(change.since)),
                "good",
            )
            return redirect(url_for("commune.show_categories", _anchor=f"category-{code}"), 303)
    return _page(form, row, 422)


def _new_form(*, fresh: bool) -> CategoryForm:
    form = CategoryForm(formdata=None, since=queries.today(), severity="1") if fresh else CategoryForm()
    groups = catalogue.terms("groups")
    form.group.choices = choices((code, one.named(language())) for code, one in groups.items() if code != "Z")
    form.severity.choices = choices(_severities())
    del form.used
    return form


def _form(row: Category, words: dict[str, Any] | None) -> CategoryForm:
    """``words`` are what a page shows at first; without them the form is what was sent."""
    if words is None:
        form = CategoryForm()
    else:
        known = words | {"severity": str(words["severity"] or ""), "used": not words["off"], "since": queries.today()}
        form = CategoryForm(formdata=None, data=known)
    form.severity.choices = choices(_severities())
    del form.group
    if row.kind == "activity":
        del form.severity
    if row.kind == "other":
        del form.used
    return form


def _questions(row: Category) -> dict[str, Any]:
    """What a category of the own asks: today's list, what is planned, what was changed, and whether there is room."""
    listed = queries.questions_on(row, queries.today())
    key = f"{OF_FIELDS}{row.code}"
    made = [questions_change_face(one) for one in queries.list_changes(current_actor(), key).get(key, [])]
    return {
        "asked": [question_face(one) for one in listed if not one.get("ended")],
        "ended": [question_face(one) for one in listed if one.get("ended")],
        "planned": [one for one in made if one["planned"]],
        "history": made,
        "room": sum(not one.get("ended") for one in listed) < MOST_QUESTIONS,
    }


def _page(form: CategoryForm, row: Category | None, status: int = 200) -> Response:
    actor = current_actor()
    face = None
    if row is not None:
        own = queries.get_category(actor, row.code)[1]
        face = _face(row, own, queries.list_changes(actor, category_key(row.code)))
    questions = _questions(row) if row is not None and row.scope else None
    page = render_template(
        "commune/category.html", form=form, category=face, questions=questions, kinds=TYPE_WORDS, today=queries.today()
    )
    return make_response(page, status)
