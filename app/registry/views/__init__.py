"""The pages of the book of models."""

from app.registry.views import (
    activities,
    activities_written,
    assets,
    assets_written,
    groups,
    importing,
    kinds,
    needs,
    replications,
    roads,
    scripts,
    sites,
    sites_forms,
    sites_moves,
    sites_page,
)
from app.registry.views.pages import blueprint

__all__ = [
    "activities",
    "activities_written",
    "assets",
    "assets_written",
    "blueprint",
    "groups",
    "importing",
    "kinds",
    "needs",
    "replications",
    "roads",
    "scripts",
    "sites",
    "sites_forms",
    "sites_moves",
    "sites_page",
]
