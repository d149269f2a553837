"""Questions about many nights, or all teams, at a time: read-only, each a fixed number of statements."""

from app.figures.queries.adding import Sums
from app.figures.queries.communes import CommuneMonth, CommuneSums, months_of_communes, read_communes
from app.figures.queries.coverage import Stop, read_coverage, read_stops
from app.figures.queries.duty import Duty, TeamName, find_team, read_duty, reports_of_shifts, team_names
from app.figures.queries.evidence import Evidence, Said, read_classings, read_evidence
from app.figures.queries.grid import Grid, Night, TeamNights, read_grid
from app.figures.queries.morning import Sheet, find_briefing, may_brief, name_of, read_sheet
from app.figures.queries.overview import Overview, read_overview
from app.figures.queries.owned import OwnNight, nights_of, sums_of
from app.figures.queries.periods import hours_of_week, months_of_team, read_sums, sums_by_month, sums_by_team

__all__ = [
    "CommuneMonth",
    "CommuneSums",
    "Duty",
    "Evidence",
    "Grid",
    "Night",
    "Overview",
    "OwnNight",
    "Said",
    "Sheet",
    "Stop",
    "Sums",
    "TeamName",
    "TeamNights",
    "find_briefing",
    "find_team",
    "hours_of_week",
    "may_brief",
    "months_of_communes",
    "months_of_team",
    "name_of",
    "nights_of",
    "read_classings",
    "read_communes",
    "read_coverage",
    "read_duty",
    "read_evidence",
    "read_grid",
    "read_overview",
    "read_sheet",
    "read_stops",
    "read_sums",
    "reports_of_shifts",
    "sums_by_month",
    "sums_by_team",
    "sums_of",
    "team_names",
]
