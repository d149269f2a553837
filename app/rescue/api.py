"""The door for a rescue file: from any phone of the commune, or from the police's desks."""

from typing import Any

from flask import request
from werkzeug.exceptions import ClientDisconnected

from app.core.errors import DomainError
from app.rescue.receiving import let_large_bodies_in, receive
from app.rescue.schemas import RescueOut
from app.rescue.service import Taken
from app.web.actor import current_actor, phone_or_office
from app.web.blueprint import Blueprint
from app.web.epoch import current_epoch
from app.web.transaction import own_transactions

blueprint = Blueprint("rescue_api", __name__, url_prefix="/api/v1/rescue", description="Files of phones that cannot send.")
FILE_TYPE = "application/vnd.keng.rescue"
_BYTES = {"type": "string", "format": "binary"}


@blueprint.post("")
@phone_or_office
@own_transactions
@blueprint.doc(requestBody={"required": True, "content": {FILE_TYPE: {"schema": _BYTES}}})
@blueprint.response(200, RescueOut)
def hand_in() -> dict[str, Any]:
    """Hand in the rescue file of any phone of the commune, this one's or another's. Again is harmless."""
    let_large_bodies_in()
    taken = receive(current_actor(), _read)
    if taken.broken is not None:
        raise DomainError(taken.broken.problem, taken.broken.detail, **taken.broken.facts, **_told(taken))
    known = {"device_id": taken.phone.id, "team": taken.phone.team, "made_at": taken.made_at}
    return {"epoch": current_epoch()} | known | _told(taken)


def _told(taken: Taken) -> dict[str, Any]:
    return {"operations": taken.operations, "photos": taken.photos}


def _read(size: int) -> bytes:
    """The next bytes of the body; a line that breaks is the end of the file."""
    try:
        return request.stream.read(size)
    except ClientDisconnected:
        return b""
