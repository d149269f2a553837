"""The verbs of the book of models."""

from app.registry.service.groups import add_group, change_group, count_group, end_group
from app.registry.service.kinds import add_kind, call_kind, end_kind, set_kind_question
from app.registry.service.moves import Taken, move_site
from app.registry.service.replications import drop_replication, open_child, plan_replication
from app.registry.service.sites import change_site, enter_site, open_site

__all__ = [
    "Taken",
    "add_group",
    "add_kind",
    "call_kind",
    "change_group",
    "change_site",
    "count_group",
    "drop_replication",
    "end_group",
    "end_kind",
    "enter_site",
    "move_site",
    "open_child",
    "open_site",
    "plan_replication",
    "set_kind_question",
]
