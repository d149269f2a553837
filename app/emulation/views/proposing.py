"""Proposing: whom, with the records behind it picked from a list; the way there from an approved report."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.errors import INVALID, DomainError
from app.emulation import queries, service
from app.emulation.forms import ProposalForm
from app.emulation.queries import Record
from app.emulation.rules import commendations as rules
from app.emulation.service import Proposed
from app.emulation.views import pages
from app.emulation.views.pages import as_id, blueprint
from app.registry import queries as registry
from app.registry.views.difficulties import warn
from app.reports.views.beside import Beside
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import day


def offer_on_report(actor: Actor, report_id: UUID, state: str) -> Beside:
    """On an approved report police find the way to propose its team."""
    if state not in rules.APPROVED or not rules.may(actor, rules.PROPOSERS):
        return Beside(Markup(), Markup())
    return Beside(Markup(), Markup(render_template("emulation/_propose.html", report_id=report_id)))


@blueprint.get("/new")
@office_only(*rules.PROPOSERS)
def new_commendation() -> Response:
    """First whom (``about``: ``team:<id>``, ``site:<id>`` or ``body``), then the form; ``report`` brings both."""
    actor = current_actor()
    about, picked = request.args.get("about", ""), ""
    report = as_id(request.args.get("report"))
    if report is not None and (found := queries.get_report_team(actor, report)):
        about, picked = f"team:{found[0]}", f"{rules.REPORT}:{report}"
    if not about:
        return _choosing()
    return _page(about, ProposalForm(formdata=None, records=[picked], level="commune", form="certificate"))


@blueprint.post("")
@office_only(*rules.PROPOSERS)
@transactional
def propose() -> Response:
    """Write the proposal."""
    form, about = ProposalForm(), request.form.get("about", "")
    if not form.validate():
        return _page(about, form, 422)
    try:
        one = service.propose(current_actor(), _said(about, form))
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(about, form, 422)
    warn(one.reason, one.body)
    flash(_("Đã ghi đề xuất khen."), "good")
    return redirect(url_for("emulation.show_commendation", commendation_id=one.id), 303)


def _said(about: str, form: ProposalForm) -> Proposed:
    kind, _colon, key = about.partition(":")
    member = as_id(form.member.data) if kind == rules.TEAM else None
    records: dict[str, list[UUID]] = {}
    for one in dict.fromkeys(form.records.data or []):
        which, _colon, record = one.partition(":")
        if which in rules.EVIDENCE and (found := as_id(record)):
            records.setdefault(which, []).append(found)
    return Proposed(
        about=rules.MEMBER if member else kind,
        level=form.level.data or "",
        form=form.form.data or "",
        reason=form.reason.data or "",
        team_id=as_id(key) if kind == rules.TEAM else None,
        member_id=member,
        site_id=as_id(key) if kind == rules.SITE else None,
        body=form.body.data or "",
        records=records,
    )


def _choosing() -> Response:
    actor = current_actor()
    return make_response(
        render_template("emulation/choose.html", teams=registry.list_team_names(actor), sites=registry.list_names(actor))
    )


def _page(about: str, form: ProposalForm, status: int = 200) -> Response:
    actor = current_actor()
    kind, _colon, text = about.partition(":")
    key, name, offered = as_id(text), "", []
    if kind == rules.TEAM and key:
        name = registry.get_team_here(actor, key).name
        members = [(str(one), who) for one, who in queries.list_members(actor, key)]
        form.member.choices = choices([("", _("Cả tổ")), *members])
        offered = queries.offer_records(actor, team_id=key)
    elif kind == rules.SITE and key:
        name = registry.get_site(actor, key).name
        offered = queries.offer_records(actor, site_id=key)
    elif kind != rules.BODY:
        return _choosing()
    form.level.choices = choices(pages.LEVEL_WORDS.items())
    form.form.choices = choices(pages.FORM_WORDS.items())
    form.records.choices = choices([(f"{one.kind}:{one.id}", _record_words(one)) for one in _with_picked(offered, form)])
    page = render_template("emulation/proposal_form.html", form=form, about=about, kind=kind, name=name, words=pages)
    return make_response(page, status)


def _with_picked(offered: list[Record], form: ProposalForm) -> list[Record]:
    """What is offered, and above it what was picked but is not among it: a quiet night that somebody came from."""
    known = {(one.kind, str(one.id)) for one in offered}
    wanted: dict[str, list[UUID]] = {}
    for text in form.records.data or []:
        which, _colon, record = text.partition(":")
        if which in rules.EVIDENCE and (which, record) not in known and (key := as_id(record)):
            wanted.setdefault(which, []).append(key)
    return [*(queries.find_records(current_actor(), wanted) if wanted else []), *offered]


def _record_words(one: Record) -> str:
    return f"{day(one.on)} – {pages.RECORD_WORDS[one.kind]}: {one.words}"
