"""What stands under the covered places: for the chief alone, for one look, with a reason that is written down."""

import base64
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.errors import BUSY, INVALID, DomainError
from app.people.rules import CHIEF
from app.photos.rules import Form
from app.photos.storage import present_shelf
from app.photos.store import MissingBlob, StoreDown, blob_key
from app.reports import queries
from app.reports.queries import WholeReport
from app.reports.service import redacting
from app.reports.views.covering_faces import uncovered_texts
from app.reports.views.incident_faces import photo_face
from app.reports.views.pages import blueprint
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import end_reading, own_transactions, unit_of_work


@blueprint.get("/reports/<uuid:report_id>/unredacted")
@office_only(CHIEF)
def ask_for_unredacted(report_id: UUID) -> str:
    """The question why."""
    whole = queries.get_whole(current_actor(), report_id)
    return render_template("reports/unredacted.html", report_id=report_id, team=whole.team, shown=None)


@blueprint.post("/reports/<uuid:report_id>/unredacted")
@office_only(CHIEF)
@proven_lately(_l("Xem bản chưa che"))
@own_transactions
def show_unredacted(report_id: UUID) -> Response | str:
    """Photos and texts as they were sent. The pictures stand inside of this page, so that no address leads to them."""
    reason = (request.form.get("reason") or "")[:300]
    try:
        with unit_of_work():
            redacting.note_seen(current_actor(), queries.get_whole(current_actor(), report_id), reason)
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        flash(". ".join(_(fault["detail"]) for fault in refusal.facts.get("errors", [])), "trouble")
        return redirect(url_for("reports.ask_for_unredacted", report_id=report_id), 303)
    whole = queries.get_whole(current_actor(), report_id)
    shown = {"texts": uncovered_texts(whole), "photos": list(_photos(whole)), "reason": reason}
    return render_template("reports/unredacted.html", report_id=report_id, team=whole.team, shown=shown)


def _photos(whole: WholeReport) -> Iterator[dict[str, Any]]:
    says = queries.speaker(whole.names)
    covered = [
        (photo_face(one, says), blob_key(one.commune_id, one.sha256, Form.CLEAN)) for one in whole.photos if one.cover
    ]
    end_reading()
    for face, key in covered:
        try:
            data = present_shelf().get(key)
        except MissingBlob:
            continue
        except StoreDown as error:
            raise DomainError(BUSY, retry_after=30) from error
        yield face | {"url": "data:image/jpeg;base64," + base64.b64encode(data).decode()}
