"""The doors of the sync: push, pull, verify. They answer to an enrolled phone alone."""

from dataclasses import asdict
from typing import Any

from flask import Response, json, request

from app.catalogue import queries as catalogue
from app.core import clock, contract
from app.core.errors import TOO_LARGE, DomainError
from app.sync import queries, service
from app.sync.cursor import read_cursor
from app.sync.schemas import MOST_BYTES, ChangesIn, ChangesOut, PushIn, PushOut, VerifyIn, VerifyOut
from app.web.actor import current_actor, device_only
from app.web.blueprint import Blueprint
from app.web.epoch import current_epoch
from app.web.transaction import own_transactions

blueprint = Blueprint("sync", __name__, url_prefix="/api/v1/sync", description="What phones send and receive.")
CONTENT_TYPE = "application/vnd.keng+json"


def limit_body() -> None:
    """A push is small: refuse a larger body before reading it."""
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) > MOST_BYTES:
        raise DomainError(TOO_LARGE, max_bytes=MOST_BYTES)


blueprint.before_request(limit_body)


@blueprint.post("/push")
@device_only
@own_transactions
@blueprint.arguments(PushIn())
@blueprint.response(200, PushOut, content_type=CONTENT_TYPE)
def push(envelope: dict[str, Any]) -> Response:
    """Send operations; each has its own result, and one bad item never holds back another."""
    results = service.push(current_actor(), envelope)
    body = {
        "sync": 1,
        "batch_id": str(envelope["batch_id"]),
        "epoch": current_epoch(),
        "server_time": clock.now().isoformat(),
        "min_client": contract.OLDEST_CLIENT,
        "latest_client": contract.VERSION,
        "results": results,
    }
    return Response(json.dumps(body, separators=(",", ":")), content_type=CONTENT_TYPE)


@blueprint.get("/changes")
@device_only
@blueprint.arguments(ChangesIn, location="query")
@blueprint.response(200, ChangesOut)
def changes(where: dict[str, Any]) -> dict[str, Any]:
    """What changed for this phone's team since the cursor: present states, so repeats and disorder are harmless."""
    actor = current_actor()
    cursor = read_cursor(where["cursor"], actor) if where["cursor"] else None
    page = queries.changes_since(actor, cursor, where["limit"])
    return {
        "sync": 1,
        "epoch": current_epoch(),
        "server_time": clock.now(),
        "catalogue_version": catalogue.version(),
        "cursor": page.cursor,
        "more": page.more,
        "changes": page.changes,
        "removed": page.removed,
    }


@blueprint.post("/verify")
@device_only
@own_transactions
@blueprint.arguments(VerifyIn)
@blueprint.response(200, VerifyOut)
def verify(asked: dict[str, Any]) -> dict[str, Any]:
    """Which of these operations and photos does this history not have? They must be sent again."""
    verdict = queries.prove(current_actor(), asked["ops"], asked["photos"])
    return {"epoch": current_epoch(), **asdict(verdict)}
