"""The verbs of the book of models."""

from app.registry.service.activities import link_shift, log_activity, withdraw_activity
from app.registry.service.assets import add_asset, change_asset, remove_asset
from app.registry.service.closing import close_round, decide_waiting
from app.registry.service.corrections import Correction, correct_site, kinds_beside
from app.registry.service.difficulties import Raised, Step, raise_difficulty, take_step
from app.registry.service.groups import add_group, change_group, count_group, end_group
from app.registry.service.inspections import Inspected, write_inspection
from app.registry.service.kinds import add_kind, call_kind, end_kind, set_kind_question
from app.registry.service.looks import check_asset
from app.registry.service.moves import Taken, move_site
from app.registry.service.needs import add_need, change_need
from app.registry.service.pictures import add_to_activity, add_to_site, take_out
from app.registry.service.reminders import remind
from app.registry.service.replications import drop_replication, open_child, plan_replication
from app.registry.service.roads import add_road, change_road
from app.registry.service.rounds import Asked, open_round, save_sheet
from app.registry.service.scripts import approve_script, change_script, draft_script, end_script
from app.registry.service.silences import make_difficulty, raise_site_silences
from app.registry.service.sites import change_site, enter_site, open_site

__all__ = [
    "Asked",
    "Correction",
    "Inspected",
    "Raised",
    "Step",
    "Taken",
    "add_asset",
    "add_group",
    "add_kind",
    "add_need",
    "add_road",
    "add_to_activity",
    "add_to_site",
    "approve_script",
    "call_kind",
    "change_asset",
    "change_group",
    "change_need",
    "change_road",
    "change_script",
    "change_site",
    "check_asset",
    "close_round",
    "correct_site",
    "count_group",
    "decide_waiting",
    "draft_script",
    "drop_replication",
    "end_group",
    "end_kind",
    "end_script",
    "enter_site",
    "kinds_beside",
    "link_shift",
    "log_activity",
    "make_difficulty",
    "move_site",
    "open_child",
    "open_round",
    "open_site",
    "plan_replication",
    "raise_difficulty",
    "raise_site_silences",
    "remind",
    "remove_asset",
    "save_sheet",
    "set_kind_question",
    "take_out",
    "take_step",
    "withdraw_activity",
    "write_inspection",
]
