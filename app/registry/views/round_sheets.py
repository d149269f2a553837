"""The sheet of a site in a round: the form beside the evidence, and the sheet on paper."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError
from app.registry import queries, rules, service
from app.registry.forms.rounds import SheetForm, sheet_form
from app.registry.models import ReviewRound
from app.registry.queries import SheetRow
from app.registry.rules import rounds
from app.registry.rules.rounds import Said
from app.registry.views import cycle_words as words
from app.registry.views.pages import KEEPERS, READERS, blueprint, cycle_tabs, today
from app.reports.views.personal import personal_words
from app.units.queries import get_commune
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import listed


@blueprint.get("/rounds/<uuid:round_id>/sheets/<uuid:site_id>")
@office_only(*READERS)
def show_sheet(round_id: UUID, site_id: UUID) -> Response:
    """The sheet, to be written by whoever may."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    row = queries.get_sheet(actor, one, site_id)
    return _page(one, row, _kept(one, row))


@blueprint.post("/rounds/<uuid:round_id>/sheets/<uuid:site_id>")
@office_only(*KEEPERS)
@transactional
def save_sheet(round_id: UUID, site_id: UUID) -> Response:
    """Keep it: as a draft, or done."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    row = queries.get_sheet(actor, one, site_id)
    form = sheet_form(one.criteria)()
    if not form.validate():
        return _page(one, row, form, 422)
    done = request.form.get("done") == "1"
    seen = request.form.get("version", "")
    try:
        version = int(seen) if seen.isdecimal() else -1
        sheet = service.save_sheet(actor, round_id, site_id, _said(form), version=version, done=done)
    except DomainError as refusal:
        if refusal.problem is CHANGED_MEANWHILE:
            return _page(one, queries.get_sheet(actor, one, site_id), form, 412, theirs=True)
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(one, row, form, 422)
    _warn(form)
    if not done:
        flash(_("Đã lưu nháp."), "good")
        return redirect(url_for("registry.show_sheet", round_id=round_id, site_id=sheet.site_id), 303)
    flash(_("Xong phiếu của %(name)s.", name=row.site.name), "good")
    return redirect(url_for("registry.show_round", round_id=round_id), 303)


@blueprint.get("/rounds/<uuid:round_id>/sheets/<uuid:site_id>/paper")
@office_only(*READERS)
def show_sheet_paper(round_id: UUID, site_id: UUID) -> str:
    """The sheet as it is printed."""
    actor = current_actor()
    one = queries.get_round(actor, round_id)
    row = queries.get_sheet(actor, one, site_id)
    return render_template(
        "registry/sheet_paper.html",
        one=one,
        row=row,
        evidence=queries.read_evidence(actor, row.site, one.first, one.last),
        place=get_commune(one.commune_id).name,
        on=row.it.changed_at or today(),
        words=words,
        most=rounds.most_of(one.criteria),
        kind=catalogue.model_kinds().get(row.site.kind_code),
        activities=catalogue.terms("activities"),
        villages=_names(row),
    )


def _said(form: SheetForm) -> Said:
    return Said(
        points=form.points(),
        strengths=form.strengths.data or "",
        weaknesses=form.weaknesses.data or "",
        lesson=form.lesson.data or "",
        level=form.level.data or "",
        verdict=form.verdict.data or "",
        reason=form.reason.data or "",
        villages=tuple(form.villages.data or ()),
        villages_due=form.villages_due.data,
    )


def _kept(one: ReviewRound, row: SheetRow) -> SheetForm:
    """The form as the sheet is kept."""
    sheet = row.it
    texts = {name: getattr(sheet, name) for name in ("strengths", "weaknesses", "lesson", "reason")}
    points = {f"point_{key}": value for key, value in sheet.points.items()}
    level = sheet.level or rounds.propose_level(one.criteria, sheet.points) or ""
    return sheet_form(one.criteria)(
        formdata=None,
        level=level,
        verdict=sheet.verdict or "",
        villages=[str(one) for one in sheet.villages],
        villages_due=sheet.villages_due,
        **texts,
        **points,
    )


def _names(row: SheetRow) -> list[str]:
    wanted = set(row.it.villages)
    return [one.name for one in queries.villages_for(current_actor(), row.site) if str(one.id) in wanted]


def _page(one: ReviewRound, row: SheetRow, form: SheetForm, status: int = 200, *, theirs: bool = False) -> Response:
    actor = current_actor()
    places = [place for place in queries.villages_for(actor, row.site) if place.id != row.site.village_id]
    form.level.choices = choices(words.LEVEL_WORDS.items())
    form.verdict.choices = choices([(key, words.VERDICT_WORDS[key]) for key in rounds.verdicts_for(row.site.state)])
    form.villages.choices = choices([(str(place.id), place.name) for place in places])
    page = render_template(
        "registry/sheet.html",
        tabs=cycle_tabs("list_rounds"),
        one=one,
        row=row,
        form=form,
        theirs=theirs,
        points=sum(form.points().values()),
        most=rounds.most_of(one.criteria),
        proposed=rounds.propose_level(one.criteria, form.points()),
        evidence=queries.read_evidence(actor, row.site, one.first, one.last),
        activities=catalogue.terms("activities"),
        kind=catalogue.model_kinds().get(row.site.kind_code),
        may_write=rules.may_keep(actor) and one.closed_at is None,
        words=words,
        villages=_names(row) if row.it.villages else [],
    )
    return make_response(page, status)


def _warn(form: SheetForm) -> None:
    texts = [form.strengths.data, form.weaknesses.data, form.lesson.data, form.reason.data]
    found = personal_words(*texts)
    if found:
        flash(_("Có vẻ có %(what)s trong phiếu. Xin xem lại, nên bỏ đi.", what=listed(found)), "trouble")
