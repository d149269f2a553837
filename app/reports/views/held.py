"""What phones sent and could not take effect: a person settles it here."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import INVALID, MALFORMED, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError
from app.people.rules import POLICE, REVIEWERS
from app.reports import queries, rules
from app.reports.forms import SettleForm
from app.reports.queries import HeldRow
from app.reports.rules import Resolution
from app.reports.service import reading, settling
from app.reports.views.history_faces import held_words
from app.reports.views.incident_faces import moment
from app.reports.views.pages import blueprint
from app.web.actor import current_actor, office_only
from app.web.transaction import own_transactions, unit_of_work


@blueprint.get("/held")
@office_only(*POLICE)
@own_transactions
def show_held() -> str:
    """What waits to be settled, and what was settled last. That positions were shown is noted once the page is made."""
    actor = current_actor()
    rows = queries.list_held(actor)
    late = queries.late_before(actor)
    targets = queries.find_targets(actor.books, [row.operation for row in rows])
    changes = queries.changes_of(actor.books, {target.id for target in targets if target is not None})
    page = render_template(
        "reports/held.html",
        rows=[_face(row, target, late, _phrases(changes, target)) for row, target in zip(rows, targets, strict=True)],
        late=sum(one.operation.at <= late for one in rows),
        settled=[_settled(row) for row in queries.list_settled(actor)],
        may_settle=actor.role in REVIEWERS,
    )
    read = [one for row in rows if (one := reading.HeldReading.of(row.operation)).positions_of]
    if read:
        with unit_of_work():
            reading.note_held(actor, read)
    return page


def _phrases(changes: Mapping[UUID, list[rules.Change]], target: Any) -> list[str]:
    """What is covered in the report that an operation belongs to."""
    return rules.phrases_in(changes.get(target.id, [])) if target is not None else []


def _face(row: HeldRow, target: Any, before: datetime, covered: Sequence[str]) -> dict[str, Any]:
    parked, sent = row.operation, rules.without_phrases(row.operation.operation, covered)
    choices = rules.legal_resolutions(parked.kind, settling.problem_of(parked), has_report=target is not None)
    body = sent.get("body") if isinstance(sent.get("body"), dict) else {}
    words = resolution_words()
    return held_words(parked) | {
        "id": parked.id,
        "status": parked.status,
        "team": row.team or _("tổ không rõ"),
        "device": row.device,
        "sent_at": _sent_at(parked.operation.get("client_time")),
        "lines": rules.lines_of(body or {}, queries.speaker())[:12],
        "faults": [str(one.get("detail", "")) for one in parked.problem.get("errors", []) if isinstance(one, dict)],
        "late": parked.at <= before,
        "content": json.dumps(sent, ensure_ascii=False, indent=1)[:20_000],
        "report_id": target.id if target is not None else None,
        "choices": [{"value": one.value, "word": words[one]} for one in choices],
    }


def _sent_at(text: Any) -> Any:
    try:
        found = moment(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _settled(row: HeldRow) -> dict[str, Any]:
    parked = row.operation
    known = {one.value: word for one, word in resolution_words(done=True).items()}
    said = {"team": row.team or _("tổ không rõ"), "settled_at": parked.settled_at, "words": parked.note}
    return held_words(parked) | said | {"resolution": known.get(parked.resolution or "", parked.resolution)}


def resolution_words(*, done: bool = False) -> dict[Resolution, str]:
    """What each way of settling is called, as a deed to do or as done."""
    if done:
        return {
            Resolution.APPLIED: _("Đã vào sổ"),
            Resolution.AS_PART: _("Đã nhận vào ca, như phần của máy thứ hai"),
            Resolution.AS_ADDENDUM: _("Đã nhận làm bổ sung sau ca"),
            Resolution.REFUSED: _("Không nhận"),
        }
    return {
        Resolution.APPLIED: _("Thử cho vào sổ lại"),
        Resolution.AS_PART: _("Nhận vào ca, như phần của máy thứ hai"),
        Resolution.AS_ADDENDUM: _("Nhận làm bổ sung sau ca"),
        Resolution.REFUSED: _("Không nhận"),
    }


@blueprint.post("/held/<uuid:op_id>")
@office_only(*POLICE)
@own_transactions
def settle(op_id: UUID) -> Response:
    """Settle one; the phone hears of it at its next pull."""
    form = SettleForm(request.form)
    chosen = form.chosen()
    if chosen is None:
        raise DomainError(MALFORMED)
    try:
        with unit_of_work():
            settling.settle_held(current_actor(), op_id, chosen, words=(form.note.data or "")[:300])
    except DomainError as refusal:
        if refusal.problem not in (INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED):
            raise
        faults = [_(fault["detail"]) for fault in refusal.facts.get("errors", [])]
        said = ". ".join(faults) or _(refusal.detail or refusal.problem.title)
        why = refusal.facts.get("reason")
        flash(f"{said} {_(why)}" if why else said, "trouble")
    else:
        flash(_("Đã xử lý. Máy của tổ sẽ nhận khi có mạng."), "good")
    return redirect(url_for("reports.show_held"), 303)
