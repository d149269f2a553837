"""Questions about reports of periods: read-only, each a fixed number of statements."""

from app.periods.queries.drafts import Draft, draft_of
from app.periods.queries.inside import Inside, decided_in, waiting_in
from app.periods.queries.reports import (
    Owner,
    PeriodRow,
    TeamDays,
    get_period,
    list_beginning,
    list_periods,
    list_versions,
    names_of,
    names_of_teams,
    owner_of,
    read_texts,
    teams_of,
)

__all__ = [
    "Draft",
    "Inside",
    "Owner",
    "PeriodRow",
    "TeamDays",
    "decided_in",
    "draft_of",
    "get_period",
    "list_beginning",
    "list_periods",
    "list_versions",
    "names_of",
    "names_of_teams",
    "owner_of",
    "read_texts",
    "teams_of",
    "waiting_in",
]
