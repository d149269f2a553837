"""The door of exports for programs."""

from typing import Any

from flask import Response

from app.documents.queries import Period
from app.documents.schemas import ActivityLogIn
from app.documents.sending import send_activity_log
from app.people.rules import COMMITTEE, POLICE
from app.web.actor import current_actor, office_only, proven_lately
from app.web.blueprint import Blueprint
from app.web.transaction import own_transactions

blueprint = Blueprint("exports_api", __name__, url_prefix="/api/v1/exports", description="Files for spreadsheets.")
_CSV = {
    "200": {"description": "One row a report, oldest night first", "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@blueprint.get("/activity-log.csv")
@office_only(*POLICE, COMMITTEE)
@proven_lately("")
@own_transactions
@blueprint.doc(responses=_CSV)
@blueprint.arguments(ActivityLogIn, location="query")
def activity_log(asked: dict[str, Any]) -> Response:
    """The activity log as CSV (UTF-8 with a byte-order mark, Vietnamese header): police what they may see, the people's
    committee approved reports without words."""
    period = Period(first=asked["from_"], last=asked["to"], team=asked["team"], state=asked["state"])
    return send_activity_log(current_actor(), period)
