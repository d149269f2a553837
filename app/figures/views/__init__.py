"""The pages of what nights add up to."""

from app.figures.views import behind, dashboard, grid, morning, team
from app.figures.views.pages import blueprint

__all__ = ["behind", "blueprint", "dashboard", "grid", "morning", "team"]
