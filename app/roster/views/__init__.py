"""The pages of rosters, routes and notices."""

from app.roster.views import month, peaks, routes
from app.roster.views.notices import blueprint as notices
from app.roster.views.pages import blueprint as pages

__all__ = ["month", "notices", "pages", "peaks", "routes"]
