"""The pages of the book of models."""

from app.registry.views import activities, activities_written, assets, assets_written, needs, roads, scripts
from app.registry.views.pages import blueprint

__all__ = ["activities", "activities_written", "assets", "assets_written", "blueprint", "needs", "roads", "scripts"]
