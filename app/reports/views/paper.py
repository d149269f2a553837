"""Entering a night from the paper book: which team's which night, and then the book's own lines."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.errors import ALREADY_THERE, INVALID, MOVE_NOT_POSSIBLE, NOT_FOUND, SHIFT_EXISTS, DomainError
from app.core.ids import new_id
from app.core.night import local, night_of
from app.people import queries as people
from app.people.rules import REVIEWERS
from app.photos import queries as photo_queries
from app.photos import service as photos
from app.photos.storage import present_shelf
from app.reports import queries
from app.reports.service import paper as service
from app.reports.service.paper import Entered
from app.reports.views.pages import blueprint
from app.reports.views.paper_form import Offered, PaperForm, lay_out, read_night
from app.reports.views.queue import severity_words
from app.reports.views.rows import Namer
from app.roster import queries as roster
from app.roster.queries import ShiftRow
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.transaction import own_transactions, unit_of_work
from app.web.wording import language

shell.add_page(
    "reports.choose_paper",
    _l("Nhập ca từ sổ giấy"),
    roles=REVIEWERS,
    order=62,
    family="reports.choose_paper",
    section="work",
    icon="book-open",
    about=_l("Đêm mà tổ ghi trên giấy, vì máy hỏng hay mất."),
)
_NIGHTS_BACK = 14


@blueprint.get("/paper")
@office_only(*REVIEWERS)
def choose_paper() -> Any:
    """Which night: those of the last two weeks that were planned and have no report, or any other."""
    actor, now = current_actor(), clock.now()
    if request.args.get("team") and request.args.get("night"):
        return redirect(url_for("reports.show_paper_form", team_id=_uuid("team"), night=request.args["night"]))
    tonight = night_of(now)
    gaps = queries.list_gaps(actor, tonight - timedelta(days=_NIGHTS_BACK), tonight, now)
    namer = Namer.of(queries.short_names(actor), language())
    missing = [
        {"team": namer.short.get(gap.team_id, gap.team), "shift": namer.shift(gap.preset), **vars(gap)}
        for gap in reversed(gaps)
    ]
    teams = people.list_teams(actor, local(now).date())
    return render_template("reports/paper.html", missing=missing, teams=teams, last=tonight)


def _uuid(name: str) -> UUID:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        raise DomainError(NOT_FOUND) from None


@blueprint.get("/teams/<uuid:team_id>/paper")
@office_only(*REVIEWERS)
def show_paper_form(team_id: UUID) -> Response:
    """The form of one team's night, with what the roster knows filled in."""
    night = _night()
    shifts = _shifts(team_id, night)
    asked = request.args.get("preset", "")
    planned = next((one for one in shifts if one.preset == asked), shifts[0] if shifts and not asked else None)
    usual = next((code for code, one in catalogue.presets().items() if one.start == "22:00"), "night")
    preset = planned.preset if planned else asked if asked in catalogue.presets() else usual
    form = PaperForm(formdata=None, entry_id=str(new_id()), preset=preset)
    form.started_at.data, form.ended_at.data = _times(planned, preset)
    form.present.data = [str(one.id) for one in planned.members] if planned else []
    form.lengthen()
    return _page(form, team_id, night)


def _night() -> date:
    try:
        night = date.fromisoformat(request.args.get("night", ""))
    except ValueError:
        raise DomainError(NOT_FOUND) from None
    if not date(2000, 1, 1) <= night <= night_of(clock.now()):
        raise DomainError(NOT_FOUND)
    return night


def _times(planned: ShiftRow | None, preset: str) -> tuple[time, time]:
    if planned:
        return local(planned.starts_at).time(), local(planned.ends_at).time()
    known = catalogue.presets()[preset]
    return time.fromisoformat(known.start), time.fromisoformat(known.end)


def _shifts(team_id: UUID, night: date) -> list[ShiftRow]:
    return roster.list_shifts(current_actor(), night, night, team_id=team_id, state="planned")


def _offered(team_id: UUID, night: date) -> Offered:
    actor, says = current_actor(), queries.speaker()
    planned = {one.preset for one in _shifts(team_id, night)}
    presets = {
        code: f"{one.named(says.language)}, {one.start}–{one.end}" + (_(" (có lịch)") if code in planned else "")
        for code, one in catalogue.presets().items()
    }
    kinds = catalogue.category_kinds()
    return Offered(
        people.get_team(actor, team_id, night),
        roster.list_routes(actor, team_id=team_id),
        presets,
        {code: says.category(code) for code, kind in kinds.items() if kind in ("incident", "other")},
        severity_words(),
        {code: word.named(says.language) for code, word in catalogue.terms("results").items()},
        none=_("Không ghi"),
        usual=_("Như thường lệ"),
    )


def _page(form: PaperForm, team_id: UUID, night: date, status: int = 200, exists: str | None = None) -> Response:
    offered = _offered(team_id, night)
    lay_out(form, offered)
    page = render_template("reports/paper_form.html", form=form, team=offered.team, night=night, exists=exists)
    return make_response(page, status)


@blueprint.post("/teams/<uuid:team_id>/paper")
@office_only(*REVIEWERS)
@own_transactions
def enter_paper(team_id: UUID) -> Response:
    """Take the night in, and show the report that it became."""
    night, form = _night(), PaperForm()
    if "more" in request.form:
        form.lengthen()
        return _page(form, team_id, night)
    lay_out(form, _offered(team_id, night))
    if not form.validate():
        return _page(form, team_id, night, 422)
    try:
        entered = _enter(form, team_id, night)
    except DomainError as refusal:
        return _refused(form, team_id, night, refusal)
    words = _("Đã nhập ca từ sổ giấy. Biên nhận %(receipt)s. Máy của tổ sẽ thấy khi có mạng.", receipt=entered.receipt)
    flash(words, "good")
    return redirect(url_for("reports.show_report", report_id=entered.report_id), 303)


def _refused(form: PaperForm, team_id: UUID, night: date, refusal: DomainError) -> Response:
    if refusal.problem is SHIFT_EXISTS:
        found = refusal.facts.get("report_id")
        form.form_errors.append(_("Ca này đã có báo cáo. Không có gì bị ghi đè."))
        return _page(form, team_id, night, 409, exists=found and url_for("reports.show_report", report_id=found))
    if refusal.problem not in (INVALID, MOVE_NOT_POSSIBLE) and refusal.problem.status not in (413, 415, 422):
        raise refusal
    faults = [_(fault["detail"]) for fault in refusal.facts.get("errors", []) if "detail" in fault]
    form.form_errors += faults or [_(refusal.detail or refusal.problem.title)]
    return _page(form, team_id, night, 422)


def _enter(form: PaperForm, team_id: UUID, night: date) -> Entered:
    """Once more when a phone's report of the shift came in between: the second look finds it."""
    try:
        entry_id = UUID(form.entry_id.data or "")
    except ValueError:
        entry_id = new_id()
    data = form.page.data.read() if form.page.data else b""
    # Refused before anything is written.
    page = photos.read_picture(data, "team", "Trang sổ giấy", photo_id=entry_id) if data else None
    planned = [one.id for shift in _shifts(team_id, night) if shift.preset == form.preset.data for one in shift.members]
    told = read_night(form, night, planned)
    for _try in range(2):
        try:
            with unit_of_work():
                entered = service.enter_paper(
                    current_actor(), team_id, told, entry_id=entry_id, photos=[dict(page.announced)] if page else []
                )
        except IntegrityError:
            continue
        if page:
            _keep_page(page)
        return entered
    raise DomainError(ALREADY_THERE)


def _keep_page(page: photos.Picture) -> None:
    """The night is in the book already: a storage that does not answer costs the picture alone, and it is said."""
    try:
        slot = photo_queries.get_slot(current_actor(), page.id)
        photos.keep_photo(current_actor(), slot, page.data, store=present_shelf())
    except DomainError as refusal:
        again = _("Ca đã vào sổ, nhưng ảnh trang sổ chưa lưu được: %(why)s.", why=_(refusal.problem.title))
        flash(Markup("{}").format(again), "trouble")
