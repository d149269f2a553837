"""The pages of review rounds: the list, a new one, how far one is, closing it, its summary on paper."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import INVALID, DomainError
from app.registry import queries, rules, service
from app.registry.forms.rounds import CloseForm, RoundForm
from app.registry.models import ReviewRound
from app.registry.queries import SheetRow
from app.registry.rules import rounds
from app.registry.service import Asked
from app.registry.views import cycle_words as words
from app.registry.views.pages import KEEPERS, READERS, blueprint, cycle_tabs, today
from app.units.queries import get_commune
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import language

shell.add_page(
    "registry.list_rounds",
    _l("Đợt rà soát mô hình"),
    roles=READERS,
    order=24,
    section="models",
    icon="clipboard-check",
    about=_l("Đánh giá từng điểm mô hình, kết luận duy trì, củng cố, nhân rộng hay kết thúc."),
)


@blueprint.get("/rounds")
@office_only(*READERS)
def list_rounds() -> str:
    """The rounds, open ones first."""
    actor = current_actor()
    found = queries.list_rounds(actor)
    may = rules.may_keep(actor)
    return render_template("registry/rounds.html", tabs=cycle_tabs("list_rounds"), rounds=found, may_open=may)


@blueprint.get("/rounds/new")
@office_only(*KEEPERS)
def new_round() -> Response:
    """The form of a round, with the half year that is going on and the usual criteria."""
    now = today()
    first = date(now.year, 1 if now.month <= 6 else 7, 1)
    name = _(
        "Rà soát mô hình %(half)s năm %(year)s",
        half=_("6 tháng đầu") if now.month <= 6 else _("6 tháng cuối"),
        year=now.year,
    )
    usual = rounds.write_criteria(words.usual_criteria())
    due = now + timedelta(days=14)
    return _form_page(RoundForm(formdata=None, name=name, first=first, last=now, due_on=due, criteria=usual))


@blueprint.post("/rounds")
@office_only(*KEEPERS)
@transactional
def open_round() -> Response:
    """Open a round."""
    form = RoundForm()
    if not form.validate():
        return _form_page(form, 422)
    assert form.first.data and form.last.data and form.due_on.data
    criteria = rounds.read_criteria(form.criteria.data or "")
    known = catalogue.own_model_kinds()
    kinds = [code for code in form.kinds.data or [] if code in known]
    asked = Asked(form.name.data or "", form.first.data, form.last.data, form.due_on.data, criteria, kinds)
    try:
        one = service.open_round(current_actor(), asked)
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _form_page(form, 422)
    flash(_("Đã mở đợt rà soát. Mỗi điểm mô hình có một phiếu."), "good")
    return redirect(url_for("registry.show_round", round_id=one.id), 303)


def _form_page(form: RoundForm, status: int = 200) -> Response:
    kinds = catalogue.own_model_kinds().values()
    form.kinds.choices = choices([(one.code, one.named(language())) for one in kinds])
    page = render_template("registry/round_form.html", tabs=cycle_tabs("list_rounds"), form=form)
    return make_response(page, status)


@blueprint.get("/rounds/<uuid:round_id>")
@office_only(*READERS)
def show_round(round_id: UUID) -> Response:
    """How far a round is, site by site."""
    one = queries.get_round(current_actor(), round_id)
    return _page(one, CloseForm(formdata=None))


@blueprint.post("/rounds/<uuid:round_id>/close")
@office_only(*KEEPERS)
@transactional
def close_round(round_id: UUID) -> Response:
    """Close it, with what follows from each verdict."""
    actor, form = current_actor(), CloseForm()
    one = queries.get_round(actor, round_id)
    if not form.validate():
        return _page(one, form, 422)
    try:
        service.close_round(actor, round_id, leave_out=form.leave_out.data, reason=form.reason.data or "")
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(one, form, 422)
    flash(_("Đã khép đợt rà soát. Xếp loại đã ghi vào từng điểm."), "good")
    return redirect(url_for("registry.show_round", round_id=round_id), 303)


@blueprint.post("/rounds/<uuid:round_id>/sheets/<uuid:site_id>/decision")
@office_only(*KEEPERS)
@transactional
def decide_waiting(round_id: UUID, site_id: UUID) -> Response:
    """Carry out a verdict that waited for somebody who may."""
    service.decide_waiting(current_actor(), round_id, site_id)
    flash(_("Đã ghi quyết định với điểm này."), "good")
    return redirect(url_for("registry.show_round", round_id=round_id), 303)


@blueprint.get("/rounds/<uuid:round_id>/summary")
@office_only(*READERS)
def show_summary(round_id: UUID) -> str:
    """The round's summary as it is printed."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    rows = queries.list_sheets(actor, one)
    return render_template(
        "registry/round_paper.html",
        one=one,
        rows=rows,
        sums=_sums(rows),
        place=get_commune(one.commune_id).name,
        on=one.closed_at or today(),
        words=words,
        most=rounds.most_of(one.criteria),
        kinds=catalogue.model_kinds(),
    )


def _page(one: ReviewRound, form: CloseForm, status: int = 200) -> Response:
    actor = current_actor()
    rows = queries.list_sheets(actor, one)
    officers = queries.officers_by_village(actor)
    left = sum(row.it.state in rounds.UNFINISHED for row in rows)
    page = render_template(
        "registry/round.html",
        tabs=cycle_tabs("list_rounds"),
        one=one,
        late=one.closed_at is None and one.due_on < today(),
        villages=_villages(rows, officers),
        left=left,
        done=sum(row.it.state == rounds.DONE for row in rows),
        total=len(rows),
        sums=_sums(rows),
        waiting=[_waiting(row) for row in rows if row.it.outcome == rounds.AWAITS],
        follows=[(row, words.FOLLOWS[row.it.verdict]) for row in rows if row.it.state == rounds.DONE and row.it.verdict],
        may_write=rules.may_keep(actor),
        form=form,
        words=words,
        opened_by=queries.name_of_account(one.opened_by),
        closed_by=queries.name_of_account(one.closed_by),
    )
    return make_response(page, status)


def _villages(rows: list[SheetRow], officers: dict[UUID, list[str]]) -> list[dict[str, Any]]:
    """The sheets by village, each with who answers for it and how many are done."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = row.village or _("Cả xã")
        known = row.site.village_id and officers.get(row.site.village_id)
        group = found.setdefault(name, {"name": name, "officers": known or [], "rows": [], "done": 0})
        group["rows"].append(row)
        group["done"] += row.it.state == rounds.DONE
    return list(found.values())


def _waiting(row: SheetRow) -> dict[str, Any]:
    """A verdict that waits, and whether this actor may carry it out."""
    step = rounds.step_for(row.it.verdict or "", row.site.state)
    return {"row": row, "may": step is None or rounds.may_take(current_actor().role, step), "is_over": step is None}


def _sums(rows: list[SheetRow]) -> dict[str, list[tuple[Any, int]]]:
    """How many sites in each class and with each verdict, of the sheets that are done."""
    done = [row.it for row in rows if row.it.state == rounds.DONE]
    levels, verdicts = Counter(one.level for one in done), Counter(one.verdict for one in done)
    return {
        "levels": [(word, levels[key]) for key, word in words.LEVEL_WORDS.items()],
        "verdicts": [(word, verdicts[key]) for key, word in words.VERDICT_WORDS.items()],
    }
