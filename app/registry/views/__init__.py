"""The pages of the book of models."""

from app.registry.views import (
    groups,
    importing,
    kinds,
    replications,
    sites,
    sites_forms,
    sites_moves,
    sites_page,
)
from app.registry.views.pages import blueprint

__all__ = ["blueprint", "groups", "importing", "kinds", "replications", "sites", "sites_forms", "sites_moves", "sites_page"]
