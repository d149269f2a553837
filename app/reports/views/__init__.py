"""The office's pages about reports: the queue, one report and its decisions, lists, a month, matters, what is held."""

from app.reports.views import (
    alerts,
    decisions,
    erasing,
    held,
    home,
    lists,
    matters,
    month,
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
    "month",
    "pages",
    "paper",
    "queue",
    "redacting",
    "unredacted",
]
