"""The pages of what nights add up to."""

from app.figures.views import dashboard, grid, morning
from app.figures.views.pages import blueprint

__all__ = ["blueprint", "dashboard", "grid", "morning"]
