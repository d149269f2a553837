"""The office's pages about reports: the queue, one report and its decisions, lists, matters, what is held."""

from app.reports.views import (
    alerts,
    decisions,
    erasing,
    held,
    home,
    lists,
    matters,
    paper,
    queue,
    redacting,
    unredacted,
)
from app.reports.views.pages import blueprint as pages

__all__ = [
    "alerts",
    "decisions",
    "erasing",
    "held",
    "home",
    "lists",
    "matters",
    "pages",
    "paper",
    "queue",
    "redacting",
    "unredacted",
]
