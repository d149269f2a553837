"""The pages of rosters and routes."""

from app.roster.views import month, routes
from app.roster.views.pages import blueprint as pages

__all__ = ["month", "pages", "routes"]
