"""Figures of former units: their list, the form that enters one, and the one that corrects it."""

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.errors import INVALID, DomainError
from app.people.rules import PROVINCE
from app.reports.rules import find_personal
from app.tallies import queries, rules, service
from app.tallies.forms import HistoryForm
from app.tallies.models import ModelHistory
from app.tallies.queries import FormerUnit, HistoryRow
from app.tallies.views.pages import blueprint
from app.tallies.views.words import measure_choices, measure_words, when_words
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional

_LEVELS = {
    "province": _l("Tỉnh cũ"),
    "district": _l("Huyện, thị xã, thành phố cũ"),
    "commune": _l("Xã, phường, thị trấn cũ"),
}


@blueprint.get("/history")
@office_only(PROVINCE)
def list_history() -> Response:
    """Everything that was entered, with the form of the next figure."""
    return _page(_form(fresh=True), None)


@blueprint.post("/history")
@office_only(PROVINCE)
@transactional
def enter_history() -> Response:
    """Enter a figure."""
    return _keep(_form(), None)


@blueprint.get("/history/<uuid:history_id>")
@office_only(PROVINCE)
def edit_history(history_id: UUID) -> Response:
    """The form that corrects a figure."""
    figure = _figure(history_id)
    form = _form(fresh=True)
    form.process(
        data={
            "unit": _unit(figure).code,
            "year": figure.on.year,
            "on": None if figure.is_year else figure.on,
            "measure": f"{figure.measure}/{figure.kind}" if figure.kind else figure.measure,
            "amount": figure.amount,
            "source": figure.source,
        }
    )
    return _page(form, figure)


@blueprint.post("/history/<uuid:history_id>")
@office_only(PROVINCE)
@transactional
def correct_history(history_id: UUID) -> Response:
    """Put another figure in the place of one; the earlier is kept."""
    return _keep(_form(), _figure(history_id))


def face_of(row: HistoryRow) -> dict[str, Any]:
    """A figure as pages show it."""
    one = row.figure
    return {
        "unit": row.unit,
        "beside": one.former_province if one.level == "district" else "",
        "home": row.home.name,
        "when": when_words(one.on, is_year=one.is_year),
        "what": measure_words(one.measure, one.kind),
        "amount": one.amount,
        "source": one.source,
        "personal": bool(find_personal(one.source)),
        "by": row.by,
        "at": one.at,
        "replaced": one.replaced_by is not None,
        "url": url_for("tallies.edit_history", history_id=one.id),
    }


def _figure(history_id: UUID) -> ModelHistory:
    return queries.get_history(rules.check_may_enter(current_actor()), history_id)


def _unit(figure: ModelHistory) -> FormerUnit:
    return FormerUnit(figure.level, "", figure.unit_id, figure.district, figure.former_province)


def _form(*, fresh: bool = False) -> HistoryForm:
    form = HistoryForm(formdata=None) if fresh else HistoryForm()
    units: dict[str, list[tuple[str, str]]] = {}
    for one in queries.list_former_units(rules.check_may_enter(current_actor())):
        units.setdefault(str(_LEVELS[one.level]), []).append((one.code, one.name))
    form.unit.choices = {level: choices(pairs) for level, pairs in units.items()}
    form.measure.choices = choices(measure_choices())
    return form


def _keep(form: HistoryForm, figure: ModelHistory | None) -> Response:
    if form.validate():
        try:
            service.enter_history(current_actor(), form.told(), instead_of=figure.id if figure else None)
        except DomainError as refusal:
            if refusal.problem is not INVALID:
                raise
            for fault in refusal.facts["errors"]:
                name = fault["pointer"].removeprefix("/")
                field = form["measure" if name == "kind" else "year" if name == "on" and not form.on.data else name]
                field.errors = [*field.errors, _(fault["detail"])]
        else:
            flash(_("Đã ghi số liệu của đơn vị cũ."), "good")
            return redirect(url_for("tallies.list_history"), 303)
    return _page(form, figure, 422)


def _page(form: HistoryForm, figure: ModelHistory | None, status: int = 200) -> Response:
    found = queries.list_history(rules.check_may_enter(current_actor()), replaced=True)
    page = render_template(
        "tallies/history.html",
        form=form,
        rows=[face_of(one) for one in found if one.figure.replaced_by is None],
        earlier=[face_of(one) for one in found if one.figure.replaced_by is not None],
        corrects=figure is not None,
        action=url_for("tallies.correct_history", history_id=figure.id) if figure else url_for("tallies.enter_history"),
    )
    return make_response(page, status)
