"""The pages on which a commune decides for itself."""

from app.commune.views import categories, questions, settings, sheets
from app.commune.views.pages import blueprint

__all__ = ["blueprint", "categories", "questions", "settings", "sheets"]
