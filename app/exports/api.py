"""The doors of exports for programs: with a person's key, or with a session that has shown the password lately."""

import json
from typing import Any

from flask import Response

from app.core import clock
from app.exports.cursor import read_cursor, write_cursor
from app.exports.orders import Order
from app.exports.queries import Period, Wanted
from app.exports.queries.changes import find_changed, read_changed
from app.exports.rules.files import CSV, JSON_LINES, MIME
from app.exports.rules.tables import ACTIVITIES, ATTENDANCE, INCIDENTS, READERS, REPORTS, Table, columns_for
from app.exports.rules.written import Shape
from app.exports.schemas import ChangedIn, PeriodIn
from app.exports.sending import send_file
from app.exports.service import note_order
from app.people.rules import POLICE
from app.web.actor import current_actor, key_or_office
from app.web.blueprint import Blueprint
from app.web.transaction import own_transactions, unit_of_work

blueprint = Blueprint(
    "exports_api", __name__, url_prefix="/api/v1/exports", description="Files for spreadsheets and programs."
)
_TEXT = {"schema": {"type": "string"}}
_CSV = {"200": {"description": "One row a report, oldest night first", "content": {"text/csv": _TEXT}}}
_LINES = {"200": {"description": "One object a line; the first says what this is", "content": {"application/jsonl": _TEXT}}}


@blueprint.get("/activity-log.csv")
@key_or_office("reports", *READERS)
@own_transactions
@blueprint.doc(responses=_CSV)
@blueprint.arguments(PeriodIn, location="query")
def activity_log(asked: dict[str, Any]) -> Response:
    """The activity log as CSV (UTF-8 with a byte-order mark, Vietnamese header): police what they may see, the people's
    committee approved reports without words."""
    return _send(REPORTS, CSV, asked, "activity-log.csv")


@blueprint.get("/incidents.jsonl")
@key_or_office("incidents", *READERS)
@own_transactions
@blueprint.doc(responses=_LINES)
@blueprint.arguments(PeriodIn, location="query")
def list_incidents(asked: dict[str, Any]) -> Response:
    """The incidents of a period as JSON Lines. Never what is for the police alone within one."""
    return _send(INCIDENTS, JSON_LINES, asked, "incidents.jsonl")


@blueprint.get("/activities.jsonl")
@key_or_office("activities", *READERS)
@own_transactions
@blueprint.doc(responses=_LINES)
@blueprint.arguments(PeriodIn, location="query")
def list_activities(asked: dict[str, Any]) -> Response:
    """The activities of a period as JSON Lines."""
    return _send(ACTIVITIES, JSON_LINES, asked, "activities.jsonl")


@blueprint.get("/attendance.jsonl")
@key_or_office("attendance", *POLICE)
@own_transactions
@blueprint.doc(responses=_LINES)
@blueprint.arguments(PeriodIn, location="query")
def list_attendance(asked: dict[str, Any]) -> Response:
    """Who was on duty in which night of a period, as JSON Lines; of this month where none is asked."""
    return _send(ATTENDANCE, JSON_LINES, asked, "attendance.jsonl")


@blueprint.get("/reports")
@key_or_office("reports", *POLICE)
@own_transactions
@blueprint.doc(responses=_LINES)
@blueprint.arguments(ChangedIn, location="query")
def list_changed_reports(asked: dict[str, Any]) -> Response:
    """The reports that changed since a cursor, in the order of their last change, as JSON Lines.

    The first line is ``{cursor, more, exported_by, exported_at}``: the cursor leads on from the end of this answer and may
    be kept for years. A report that did not change since is not given again.
    """
    actor = current_actor()
    changed = find_changed(actor, read_cursor(actor, asked["cursor"]), asked["limit"])
    order = Order(REPORTS, JSON_LINES, columns_for(actor, REPORTS), Period(), actor.key_name)
    rows = (
        read_changed(Wanted(actor, order.columns, order.period, Shape.ISO, safe=False), changed) if changed.reports else []
    )
    head = {
        "cursor": write_cursor(actor, changed.reached),
        "more": changed.more,
        "exported_by": actor.name,
        "exported_at": clock.now().isoformat(timespec="seconds"),
    }
    if rows:
        with unit_of_work():
            note_order(actor, order, len(rows))
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (head, *rows)]
    return Response("\n".join(lines) + "\n", content_type=MIME[JSON_LINES])


def _send(table: Table, ending: str, asked: dict[str, Any], name: str) -> Response:
    actor = current_actor()
    period = Period(first=asked["from_"], last=asked["to"], team=asked["team"], state=asked["state"])
    purpose = " ".join(asked["purpose"].split()) or actor.key_name
    return send_file(actor, Order(table, ending, columns_for(actor, table), period, purpose), name=name)
