"""The pages of what the book of models adds up to."""

from app.tallies.views import dashboard, history, province
from app.tallies.views.pages import blueprint

__all__ = ["blueprint", "dashboard", "history", "province"]
