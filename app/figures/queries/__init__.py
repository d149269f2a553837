"""Questions about many nights, or all teams, at a time: read-only, each a fixed number of statements."""

from app.figures.queries.communes import CommuneMonth, months_of_communes
from app.figures.queries.grid import Grid, Night, TeamNights, read_grid
from app.figures.queries.morning import Sheet, find_briefing, may_brief, name_of, read_sheet
from app.figures.queries.owned import OwnNight, nights_of, sums_of
from app.figures.queries.periods import Sums, hours_of_week, read_sums, sums_by_month, sums_by_team

__all__ = [
    "CommuneMonth",
    "Grid",
    "Night",
    "OwnNight",
    "Sheet",
    "Sums",
    "TeamNights",
    "find_briefing",
    "hours_of_week",
    "may_brief",
    "months_of_communes",
    "name_of",
    "nights_of",
    "read_grid",
    "read_sheet",
    "read_sums",
    "sums_by_month",
    "sums_by_team",
    "sums_of",
]
