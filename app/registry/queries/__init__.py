"""The questions to the book of models; all of them through one scope."""

from app.registry.queries.scopes import get_site, readable

__all__ = ["get_site", "readable"]
