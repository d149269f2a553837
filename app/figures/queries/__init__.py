"""Questions about many nights at a time: read-only, each a fixed number of statements."""

from app.figures.queries.grid import Grid, Night, TeamNights, read_grid

__all__ = ["Grid", "Night", "TeamNights", "read_grid"]
