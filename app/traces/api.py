"""The door by which a member learns who opened the own positions."""

from typing import Any

from app.core import clock
from app.traces import queries
from app.traces.schemas import PositionReadingsIn, PositionReadingsOut
from app.web.actor import current_actor, device_only
from app.web.blueprint import Blueprint

blueprint = Blueprint("traces_api", __name__, url_prefix="/api/v1/me", description="What was seen of one's own data.")


@blueprint.get("/position-readings")
@device_only
@blueprint.arguments(PositionReadingsIn, location="query")
@blueprint.response(200, PositionReadingsOut)
def list_readings(asked: dict[str, Any]) -> dict[str, Any]:
    """Who opened reports in which positions of this member of the phone's team stand, and when last."""
    member = asked["member"]
    items = queries.list_position_readings(current_actor(), member)
    return {"member": member, "items": items, "server_time": clock.now()}
