"""The pages of what nights add up to."""

from app.figures.views import grid
from app.figures.views.pages import blueprint

__all__ = ["blueprint", "grid"]
