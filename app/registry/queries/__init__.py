"""The questions to the book of models; all of them through one scope."""

from app.registry.queries.groups import GroupRow, get_group, list_groups
from app.registry.queries.kinds import get_own_kind, kind_of, kinds_for, list_own_kinds
from app.registry.queries.replications import Kin, family_of, find_plan_of, get_replication, is_planned, list_plans
from app.registry.queries.scopes import get_site, readable
from app.registry.queries.sites import (
    SiteRow,
    Sum,
    known_sites,
    last_step_on,
    list_doings,
    list_moves,
    list_places,
    list_sites,
    list_things,
    name_of_village,
    places_for,
    sums_on,
    total,
)

__all__ = [
    "GroupRow",
    "Kin",
    "SiteRow",
    "Sum",
    "family_of",
    "find_plan_of",
    "get_group",
    "get_own_kind",
    "get_replication",
    "get_site",
    "is_planned",
    "kind_of",
    "kinds_for",
    "known_sites",
    "last_step_on",
    "list_doings",
    "list_groups",
    "list_moves",
    "list_own_kinds",
    "list_places",
    "list_plans",
    "list_sites",
    "list_things",
    "name_of_village",
    "places_for",
    "readable",
    "sums_on",
    "total",
]
