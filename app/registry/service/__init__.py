"""The verbs of the book of models."""

from app.registry.service.moves import Taken, move_site

__all__ = ["Taken", "move_site"]
