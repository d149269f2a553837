"""The pages of exports and of paper."""

from app.documents.views import attendance, checking, exports, periods, printing
from app.documents.views.pages import blueprint

__all__ = ["attendance", "blueprint", "checking", "exports", "periods", "printing"]
