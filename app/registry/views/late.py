"""The late board: what is past its day, who is asked, when they were reminded."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import ALREADY_THERE, DomainError
from app.core.night import local
from app.registry import queries, rules, service
from app.registry.queries import LateRow
from app.registry.rules import lateness
from app.registry.views import cycle_words as words
from app.registry.views.pages import KEEPERS, READERS, blueprint, cycle_tabs
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional


@blueprint.get("/late")
@office_only(*READERS)
def list_late() -> str:
    """Everything late in the actor's villages."""
    actor = current_actor()
    rows = [_face(row) for row in queries.list_late(actor)]
    return render_template(
        "registry/late.html",
        tabs=cycle_tabs("list_late"),
        rows=rows,
        may_remind=rules.may_keep(actor),
        words=words,
    )


@blueprint.post("/late/<kind>/<uuid:record_id>/reminder")
@office_only(*KEEPERS)
@transactional
def remind(kind: str, record_id: UUID) -> Response:
    """Remind whoever is asked."""
    try:
        service.remind(current_actor(), kind, record_id)
    except DomainError as refusal:
        if refusal.problem is not ALREADY_THERE:
            raise
        flash(_("Hôm nay đã nhắc việc này rồi."), "plain")
    else:
        flash(_("Đã nhắc. Nơi phải làm thấy ngay trên trang đầu, tổ thấy trong máy."), "good")
    return redirect(url_for("registry.list_late"), 303)


def _face(row: LateRow) -> dict[str, Any]:
    asked = row.reminded_at is not None and local(row.reminded_at).date() == local(clock.now()).date()
    return {"row": row, "url": url_of(row), "asked_today": asked}


def url_of(row: LateRow) -> str:
    """The page on which something late is done."""
    if row.kind == lateness.ROUND:
        return url_for("registry.show_round", round_id=row.round_id)
    if row.kind == lateness.SHEET:
        return url_for("registry.show_sheet", round_id=row.round_id, site_id=row.site_id)
    if row.kind == lateness.DIFFICULTY:
        return url_for("registry.show_difficulty", difficulty_id=row.id)
    return url_for("registry.show_site", site_id=row.site_id, _anchor="spread")
