"""The pages of paper."""

from app.documents.views import attendance, checking, periods, printing
from app.documents.views.pages import blueprint

__all__ = ["attendance", "blueprint", "checking", "periods", "printing"]
