"""What the office decides from its pages. Every refusal is said on the report's page, which shows it as it now is."""

from datetime import datetime, timedelta
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import (
    CHANGED_MEANWHILE,
    INCOMPLETE_PHOTOS,
    INVALID,
    MALFORMED,
    MOVE_NOT_POSSIBLE,
    NOT_ALLOWED,
    DomainError,
)
from app.people.rules import POLICE
from app.reports import queries, rules
from app.reports.batch import approve_one, undo_one
from app.reports.forms import ReturnForm
from app.reports.rules import Move
from app.reports.service import moves
from app.reports.service.telling_team import TO_TEAM
from app.reports.views.pages import blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import own_transactions, unit_of_work

# Refusals that a person at the desk can do something about: said on the report's own page.
_SAID_THERE = (CHANGED_MEANWHILE, INCOMPLETE_PHOTOS, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED)


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise DomainError(MALFORMED)
    return int(text)


def _report_page(report_id: UUID, mark: int | None = None) -> Response:
    return redirect(url_for("reports.show_report", report_id=report_id, mark=mark), 303)


def _say_refusal(report_id: UUID, refusal: DomainError, mark: int | None = None) -> Response:
    if refusal.problem not in _SAID_THERE:
        raise refusal
    if refusal.problem is CHANGED_MEANWHILE:
        state = _(rules.STATE_WORDS[rules.State(refusal.facts["state"])])
        words = _("Có người vừa xử lý báo cáo này, nay là: %(state)s. Chưa có gì bị ghi đè.", state=state)
    else:
        faults = [_(fault["detail"]) for fault in refusal.facts.get("errors", [])]
        words = ". ".join(faults) or _(refusal.detail or refusal.problem.title)
    flash(words, "trouble")
    return _report_page(report_id, mark)


@blueprint.post("/reports/<uuid:report_id>/move")
@office_only(*POLICE)
@own_transactions
def move_report(report_id: UUID) -> Response:
    """Approve, return, reject, take back or reopen; then on to the next report that waits."""
    actor = current_actor()
    if request.form.get("move") not in {move.value for move in rules.OFFICE_MOVES}:
        raise DomainError(MALFORMED)
    move, form = Move(request.form["move"]), ReturnForm()
    try:
        with unit_of_work():
            moves.move_report(
                actor,
                report_id,
                move,
                rev=_number("rev"),
                reasons=[reason for reason in request.form.getlist("reasons") if reason],
                fields=request.form.getlist("fields")[:50],
                comment=(form.comment.data or "")[:1000],
                due_in=form.due_in(),
            )
    except DomainError as refusal:
        return _say_refusal(
            report_id, refusal, **({"mark": 1} if move is Move.RETURN and refusal.problem is INVALID else {})
        )
    _say_done(report_id, move)
    if move in (Move.UNDO, Move.REOPEN) or not queries.count_waiting(actor):
        return _report_page(report_id)
    return redirect(url_for("reports.show_queue"), 303)


def _say_done(report_id: UUID, move: Move) -> None:
    """Say what was done, and lead back: an approval can be taken back there for ten minutes."""
    words = {
        Move.APPROVE: _("Đã duyệt."),
        Move.RETURN: _("Đã trả lại để bổ sung. Máy của tổ sẽ nhận khi có mạng."),
        Move.REJECT: _("Đã ghi: không duyệt. Báo cáo vẫn được giữ."),
        Move.UNDO: _("Đã hoàn lại duyệt. Báo cáo lại chờ duyệt."),
        Move.REOPEN: _("Đã mở lại báo cáo."),
    }[move]
    if move is Move.APPROVE:
        link = Markup('<a href="{}">{}</a>').format(
            url_for("reports.show_report", report_id=report_id), _("Xem lại hoặc hoàn lại trong 10 phút")
        )
        flash(Markup("{} {}").format(words, link), "good")
    else:
        flash(words, "good")


@blueprint.post("/reports/<uuid:report_id>/comment")
@office_only(*POLICE)
@own_transactions
def comment_on(report_id: UUID) -> Response:
    """Note that an incident was passed on, or tell the team something; the report's state stays."""
    incident, to_team = request.form.get("incident_id", ""), bool(request.form.get("to_team"))
    fields = [TO_TEAM] if to_team else [f"/incidents/{incident}"] if incident and len(incident) <= 36 else []
    try:
        with unit_of_work():
            moves.comment_report(current_actor(), report_id, comment=request.form.get("comment", "")[:1000], fields=fields)
    except DomainError as refusal:
        return _say_refusal(report_id, refusal)
    flash(_("Đã nhắn. Máy của tổ sẽ nhận khi có mạng.") if to_team else _("Đã ghi lại."), "good")
    return _report_page(report_id)


@blueprint.post("/reports/<uuid:report_id>/incidents/<uuid:incident_id>/correct")
@office_only(*POLICE)
@own_transactions
def correct_incident(report_id: UUID, incident_id: UUID) -> Response:
    """Put category, severity or private words of an incident right, beside the team's version."""
    try:
        with unit_of_work():
            moves.correct_incident(
                current_actor(),
                report_id,
                incident_id,
                rev=_number("rev"),
                changes=_changes(report_id, incident_id),
                reason=request.form.get("reason", "")[:300],
            )
    except DomainError as refusal:
        return _say_refusal(report_id, refusal)
    flash(_("Đã ghi lại và báo cho tổ. Bản của tổ giữ nguyên."), "good")
    return _report_page(report_id)


def _changes(report_id: UUID, incident_id: UUID) -> dict[str, object]:
    """What the form says otherwise than the incident is now; the page always sends both lists."""
    now = queries.get_incident(current_actor(), report_id, incident_id)
    changes: dict[str, object] = {}
    category, severity = request.form.get("category", ""), request.form.get("severity", "")
    if category and category != now.category:
        changes["category"] = category
    if severity.isascii() and severity.isdecimal() and int(severity) != now.severity:
        changes["severity"] = int(severity)
    if request.form.get("text") in rules.TEXT_CHANGES:
        changes["text"] = request.form["text"]
    return changes


@blueprint.post("/queue/approve")
@office_only(*POLICE)
@own_transactions
def approve_batch() -> Response:
    """Approve the ticked quiet shifts; each has its own result."""
    since, results = clock.now(), []
    for ticked in request.form.getlist("reports")[:100]:
        key, _colon, rev = ticked.partition(":")
        try:
            report_id, seen = UUID(key), int(rev)
        except ValueError:
            raise DomainError(MALFORMED) from None
        results.append(approve_one(current_actor(), report_id, seen))
    done = len([one for one in results if "problem" not in one])
    if done:
        words = ngettext("Đã duyệt %(num)s ca bình thường.", "Đã duyệt %(num)s ca bình thường.", done)
        flash(Markup("{} {}").format(words, _undo_button(since)), "good")
    elif not results:
        flash(_("Chưa chọn ca nào."), "plain")
    _say_refused(results)
    return redirect(url_for("reports.show_queue"), 303)


def _undo_button(since: datetime) -> Markup:
    """Takes the whole batch back: it names the batch by its time, as a cookie has no room for a hundred reports."""
    button = Markup('<button class="link" type="submit" form="undo-batch" name="batch" value="{}/{}">{}</button>')
    return button.format(since.isoformat(), clock.now().isoformat(), _("Hoàn lại cả loạt"))


@blueprint.post("/queue/undo")
@office_only(*POLICE)
@own_transactions
def undo_batch() -> Response:
    """Take back what this officer approved in one batch, as far as it still may be."""
    actor = current_actor()
    try:
        since, until = (datetime.fromisoformat(one) for one in request.form.get("batch", "").split("/"))
        span = until - since
    except (TypeError, ValueError):
        raise DomainError(MALFORMED) from None
    if since.tzinfo is None or not timedelta() <= span <= rules.UNDO_WITHIN:
        raise DomainError(MALFORMED)
    results = [undo_one(actor, report_id, rev) for report_id, rev in queries.list_approved(actor, since, until)]
    done = len([one for one in results if "problem" not in one])
    words = ngettext("Đã hoàn lại %(num)s ca, lại chờ duyệt.", "Đã hoàn lại %(num)s ca, lại chờ duyệt.", done)
    flash(words if done else _("Không còn ca nào hoàn lại được."), "good" if done else "plain")
    _say_refused(results)
    return redirect(url_for("reports.show_queue"), 303)


def _say_refused(results: list[dict[str, object]]) -> None:
    names = queries.report_names(current_actor(), [one["id"] for one in results if "problem" in one])
    for one in results:
        problem = one.get("problem")
        if isinstance(problem, dict):
            words = _(problem.get("detail") or problem["title"])
            flash(f"{names.get(one['id'], _('Một báo cáo'))}: {words}", "trouble")
