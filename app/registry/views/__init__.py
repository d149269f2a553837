"""The pages of the book of models."""

from app.registry.views.pages import blueprint

__all__ = ["blueprint"]
