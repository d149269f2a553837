"""Questions about many nights, or all teams, at a time: read-only, each a fixed number of statements."""

from app.figures.queries.grid import Grid, Night, TeamNights, read_grid
from app.figures.queries.morning import Sheet, find_briefing, may_brief, name_of, read_sheet

__all__ = ["Grid", "Night", "Sheet", "TeamNights", "find_briefing", "may_brief", "name_of", "read_grid", "read_sheet"]
