"""The pages of the book of models."""

from app.registry.views import difficulties, inspections, late, round_sheets, rounds, silences
from app.registry.views.pages import blueprint

__all__ = ["blueprint", "difficulties", "inspections", "late", "round_sheets", "rounds", "silences"]
