"""The verbs of the book of models."""

from app.registry.service.activities import link_shift, log_activity, withdraw_activity
from app.registry.service.assets import add_asset, change_asset, remove_asset
from app.registry.service.looks import check_asset
from app.registry.service.moves import Taken, move_site
from app.registry.service.needs import add_need, change_need
from app.registry.service.roads import add_road, change_road
from app.registry.service.scripts import approve_script, change_script, draft_script, end_script

__all__ = [
    "Taken",
    "add_asset",
    "add_need",
    "add_road",
    "approve_script",
    "change_asset",
    "change_need",
    "change_road",
    "change_script",
    "check_asset",
    "draft_script",
    "end_script",
    "link_shift",
    "log_activity",
    "move_site",
    "remove_asset",
    "withdraw_activity",
]
