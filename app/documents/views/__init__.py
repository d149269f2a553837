"""The pages of exports and of paper."""

from app.documents.views import attendance, checking, exports, printing
from app.documents.views.pages import blueprint

__all__ = ["attendance", "blueprint", "checking", "exports", "printing"]
