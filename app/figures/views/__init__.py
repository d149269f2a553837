"""The pages of what nights add up to."""

from app.figures.views import behind, classing, dashboard, grid, morning, team
from app.figures.views.pages import blueprint

__all__ = ["behind", "blueprint", "classing", "dashboard", "grid", "morning", "team"]
