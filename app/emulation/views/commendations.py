"""The list of a year's proposals, and one with the records behind it and its decision."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_FOUND, DomainError
from app.emulation import queries, service
from app.emulation.forms import DecisionForm, RefusalForm
from app.emulation.queries import CommendationRow
from app.emulation.rules import commendations as rules
from app.emulation.service import Decision
from app.emulation.views import pages
from app.emulation.views.pages import blueprint
from app.people.rules import POLICE
from app.web.actor import current_actor, office_only
from app.web.faults import show_faults
from app.web.transaction import transactional
from app.web.wording import day


@blueprint.get("")
@office_only(*rules.READERS)
def list_commendations() -> str:
    """The proposals of a year, and how many collectives and individuals were commended; with ``first``, ``last`` and
    ``kind`` those that a line of a report counts."""
    actor, present = current_actor(), pages.today().year
    if request.args.get("kind"):
        return _counted(request.args["kind"])
    asked = request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and 2020 <= int(asked) <= present else present
    rows = queries.list_commendations(actor, year)
    done = [row for row in rows if row.it.state == rules.DECIDED]
    return render_template(
        "emulation/list.html",
        rows=[(row, pages.who_of(row)) for row in rows],
        year=year,
        previous=year - 1 if year > 2020 else None,
        next=year + 1 if year < present else None,
        collectives=sum(row.it.about in rules.COLLECTIVE for row in done),
        individuals=sum(row.it.about == rules.MEMBER for row in done),
        open_ones=sum(row.it.state == rules.PROPOSED for row in rows),
        words=pages,
        may_propose=rules.may(actor, rules.PROPOSERS),
    )


def _counted(line: str) -> str:
    try:
        first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("first", "last"))
        title = pages.line_words(line)
    except (ValueError, KeyError):
        raise DomainError(NOT_FOUND) from None
    rows = queries.list_counted(current_actor(), first, last, line)
    whose = pages.WHOSE_WORDS.get(line.partition("/")[0], "") if "/" in line else ""
    return render_template(
        "emulation/counted.html",
        rows=[(row, pages.who_of(row)) for row in rows],
        title=title,
        whose=whose,
        days=f"{day(first)} – {day(last)}",
        year=last.year,
        words=pages,
    )


@blueprint.get("/<uuid:commendation_id>")
@office_only(*rules.READERS)
def show_commendation(commendation_id: UUID) -> Response:
    """One proposal."""
    return _page(queries.get_commendation(current_actor(), commendation_id), {})


@blueprint.post("/<uuid:commendation_id>/decision")
@office_only(*rules.DECIDERS)
@transactional
def decide(commendation_id: UUID) -> Response:
    """Write down that it was granted."""
    form = DecisionForm()
    row = queries.get_commendation(current_actor(), commendation_id)
    if not form.validate():
        return _page(row, {"decision": form}, 422)
    said = Decision(rules.DECIDED, form.number.data or "", form.on.data, form.authority.data or "")
    return _decide(row, said, {"decision": form}, form, form.version.data)


@blueprint.post("/<uuid:commendation_id>/refusal")
@office_only(*rules.PROPOSERS)
@transactional
def refuse(commendation_id: UUID) -> Response:
    """Write down that it was declined, or take it back."""
    form = RefusalForm()
    row = queries.get_commendation(current_actor(), commendation_id)
    if not form.validate():
        return _page(row, {"refusal": form}, 422)
    return _decide(row, Decision(form.state.data or "", why=form.why.data or ""), {"refusal": form}, form, form.version.data)


def _decide(row: CommendationRow, said: Decision, sent: dict[str, Any], form: FlaskForm, seen: str | None) -> Response:
    actor, key = current_actor(), row.it.id
    try:
        service.decide(actor, key, said, version=int(seen) if seen and seen.isdecimal() else -1)
    except DomainError as refusal:
        if refusal.problem in (CHANGED_MEANWHILE, MOVE_NOT_POSSIBLE):
            words = _("Người khác vừa ghi kết quả của đề xuất này. Xin xem lại.")
            return _page(queries.get_commendation(actor, key), sent, 412, said=words)
        if refusal.problem is not INVALID:
            raise
        show_faults(form, refusal)
        return _page(row, sent, 422)
    flash(_("Đã ghi: %(state)s.", state=str(pages.STATE_WORDS[said.state]).lower()), "good")
    return redirect(url_for("emulation.show_commendation", commendation_id=key), 303)


def _page(row: CommendationRow, sent: dict[str, Any], status: int = 200, *, said: str = "") -> Response:
    actor, is_open = current_actor(), row.it.state == rules.PROPOSED
    records = queries.records_of(actor, row.it)
    page = render_template(
        "emulation/commendation.html",
        row=row,
        who=pages.who_of(row),
        records=records,
        counts=queries.kinds_of(records),
        words=pages,
        said=said,
        decision=_form(DecisionForm, sent.get("decision")) if is_open and rules.may(actor, rules.DECIDERS) else None,
        refusal=_form(RefusalForm, sent.get("refusal")) if is_open and rules.may(actor, rules.PROPOSERS) else None,
        may_decline=rules.may(actor, rules.DECIDERS),
        opens_reports=actor.role in POLICE,
        sent=list(sent),
        today=pages.today(),
    )
    return make_response(page, status)


def _form(kind: type[FlaskForm], sent: FlaskForm | None) -> FlaskForm:
    return sent or kind(formdata=None)
