"""The door by which a member learns what became of the requests that the own phone sent."""

from typing import Any

from app.core import clock
from app.privacy import queries
from app.privacy.schemas import DataRequestsIn, DataRequestsOut
from app.web.actor import current_actor, device_only
from app.web.blueprint import Blueprint

blueprint = Blueprint("privacy_api", __name__, url_prefix="/api/v1/me", description="Requests about one's own data.")


@blueprint.get("/data-requests")
@device_only
@blueprint.arguments(DataRequestsIn, location="query")
@blueprint.response(200, DataRequestsOut)
def list_data_requests(asked: dict[str, Any]) -> dict[str, Any]:
    """What this member asked about the own data from this phone, and how it stands."""
    member = asked["member"]
    items = queries.list_own_requests(current_actor(), member)
    return {"member": member, "items": items, "server_time": clock.now()}
