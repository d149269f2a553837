"""The fund books: which team has what, one book with its entries, and a published year on paper."""

from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import ALREADY_THERE, INVALID, NOT_FOUND, DomainError
from app.emulation import queries, service
from app.emulation.forms import EntryForm, UndoForm
from app.emulation.models import FundEntry
from app.emulation.rules import funds as rules
from app.emulation.service import Money
from app.emulation.views import pages
from app.emulation.views.pages import blueprint
from app.units.queries import get_commune
from app.web.actor import current_actor, office_only
from app.web.faults import show_faults
from app.web.transaction import transactional


@blueprint.get("/funds")
@office_only(*rules.READERS)
def list_funds() -> str:
    """The teams with what is in their funds."""
    return render_template("emulation/funds.html", rows=queries.list_funds(current_actor()), words=pages)


@blueprint.get("/funds/<uuid:team_id>")
@office_only(*rules.READERS)
def show_fund(team_id: UUID) -> Response:
    """A team's book, the newest entry first."""
    return _page(team_id, {})


@blueprint.post("/funds/<uuid:team_id>/entries")
@office_only(*rules.KEEPERS)
@transactional
def write_entry(team_id: UUID) -> Response:
    """Add an entry."""
    form = EntryForm()
    if not form.validate() or form.on.data is None:
        return _page(team_id, {"entry": form}, 422)
    amount = (form.amount.dong or 0) * (1 if form.way.data == "in" else -1)
    try:
        service.write_entry(current_actor(), team_id, Money(form.on.data, amount, form.purpose.data or ""))
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(team_id, {"entry": form}, 422)
    flash(_("Đã ghi vào sổ quỹ."), "good")
    return redirect(url_for("emulation.show_fund", team_id=team_id), 303)


@blueprint.get("/funds/<uuid:team_id>/entries/<uuid:entry_id>/counter-entry")
@office_only(*rules.KEEPERS)
def ask_to_undo(team_id: UUID, entry_id: UUID) -> Response:
    """Why it was wrong, and what is right."""
    return _undo_page(team_id, entry_id, UndoForm(formdata=None))


@blueprint.post("/funds/<uuid:team_id>/entries/<uuid:entry_id>/counter-entry")
@office_only(*rules.KEEPERS)
@transactional
def undo_entry(team_id: UUID, entry_id: UUID) -> Response:
    """Take an entry back."""
    form = UndoForm()
    if not form.validate():
        return _undo_page(team_id, entry_id, form, 422)
    right = None
    if form.amount.dong or form.purpose.data:
        amount = (form.amount.dong or 0) * (1 if form.way.data == "in" else -1)
        right = Money(pages.today(), amount, form.purpose.data or "")
    try:
        service.undo_entry(current_actor(), team_id, entry_id, form.why.data or "", right)
    except DomainError as refusal:
        if refusal.problem is ALREADY_THERE:
            flash(_("Bút toán này đã được đảo rồi."), "plain")
            return redirect(url_for("emulation.show_fund", team_id=team_id), 303)
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _undo_page(team_id, entry_id, form, 422)
    flash(_("Đã ghi bút toán đảo. Bút toán cũ vẫn còn trong sổ."), "good")
    return redirect(url_for("emulation.show_fund", team_id=team_id), 303)


@blueprint.post("/funds/<uuid:team_id>/publications")
@office_only(*rules.KEEPERS)
@transactional
def publish_year(team_id: UUID) -> Response:
    """Freeze a year for the village board."""
    text = request.form.get("year", "")
    try:
        one = service.publish_year(current_actor(), team_id, int(text) if text.isdecimal() and len(text) == 4 else 0)
    except DomainError as refusal:
        if refusal.problem not in (INVALID, ALREADY_THERE):
            raise
        flash(_("Năm này đã công khai, hoặc chưa hết."), "trouble")
        return redirect(url_for("emulation.show_fund", team_id=team_id), 303)
    flash(_("Đã công khai năm %(year)s. Số liệu năm này không đổi được nữa.", year=one.year), "good")
    return redirect(url_for("emulation.show_year", team_id=team_id, year=one.year), 303)


@blueprint.get("/funds/<uuid:team_id>/<int:year>")
@office_only(*rules.READERS)
def show_year(team_id: UUID, year: int) -> str:
    """A published year as it hangs on the village board."""
    actor = current_actor()
    team, village = queries.get_fund_team(actor, team_id)
    one = next((one for one in queries.list_publications(actor, team_id) if one.year == year), None)
    if one is None:
        raise DomainError(NOT_FOUND)
    lines = [
        (entry, left) for entry, left in rules.with_balances(_until(actor, team_id, one.last_seq)) if entry.on.year == year
    ]
    return render_template(
        "emulation/fund_paper.html",
        team=team,
        village=village,
        one=one,
        lines=lines,
        words=pages,
        place=get_commune(team.commune_id).name,
    )


def _until(actor: Any, team_id: UUID, last_seq: int) -> list[FundEntry]:
    return [entry for entry in queries.list_entries(actor, team_id) if entry.seq <= last_seq]


def _page(team_id: UUID, sent: dict[str, EntryForm], status: int = 200) -> Response:
    actor = current_actor()
    team, village = queries.get_fund_team(actor, team_id)
    entries = queries.list_entries(actor, team_id)
    published = queries.list_publications(actor, team_id)
    undone = {one.undoes: one.seq for one in entries if one.undoes}
    numbers = {one.id: one.seq for one in entries}
    page = render_template(
        "emulation/fund.html",
        team=team,
        village=village,
        lines=[_line(one, left, numbers, undone) for one, left in reversed(rules.with_balances(entries))],
        balance=sum(one.amount for one in entries),
        sums=rules.sums_of(entries, pages.today().year),
        year=pages.today().year,
        published=published,
        to_publish=_to_publish(entries, {one.year for one in published}),
        form=sent.get("entry") or EntryForm(formdata=None, on=pages.today()),
        may_write=actor.role in rules.KEEPERS,
        today=pages.today(),
        words=pages,
    )
    return make_response(page, status)


def _line(one: FundEntry, left: int, numbers: dict[UUID, int], undone: dict[UUID, int]) -> dict[str, Any]:
    return {
        "it": one,
        "left": left,
        "undone_by": undone.get(one.id),
        "undoes": numbers.get(one.undoes) if one.undoes else None,
    }


def _to_publish(entries: list[FundEntry], known: set[int]) -> list[int]:
    """The years that are over, have entries and are not published, and after which none is."""
    over = {one.on.year for one in entries if one.on.year < pages.today().year}
    return sorted((year for year in over if year > max(known, default=0)), reverse=True)


def _undo_page(team_id: UUID, entry_id: UUID, form: UndoForm, status: int = 200) -> Response:
    actor = current_actor()
    team, _village = queries.get_fund_team(actor, team_id)
    one = next((one for one in queries.list_entries(actor, team_id) if one.id == entry_id), None)
    if one is None:
        raise DomainError(NOT_FOUND)
    if not form.is_submitted():
        form.way.data = "in" if one.amount > 0 else "out"
    page = render_template("emulation/undo.html", team=team, one=one, form=form, words=pages)
    return make_response(page, status)
