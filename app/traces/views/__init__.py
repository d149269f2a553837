"""The pages of traces: the access log, the history of each record, and the journal itself."""

from app.traces.views import access, book, history
from app.traces.views.pages import blueprint

__all__ = ["access", "blueprint", "book", "history"]
