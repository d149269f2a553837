"""The pages on which a commune decides for itself, and a province for those of its communes that have not."""

from app.commune.views import categories, questions, settings, sheets
from app.commune.views import province as _province
from app.commune.views.pages import blueprint, province

__all__ = ["_province", "blueprint", "categories", "province", "questions", "settings", "sheets"]
