"""Questions about reports: read-only, each a fixed number of statements whatever the size of its answer."""

from app.reports.queries.lists import Filters, ReportPage, ReportRow, list_reports
from app.reports.queries.present import (
    bodies_of,
    hide_police_only,
    latest_moves,
    list_missing_photos,
    present_reports,
)

__all__ = [
    "Filters",
    "ReportPage",
    "ReportRow",
    "bodies_of",
    "hide_police_only",
    "latest_moves",
    "list_missing_photos",
    "list_reports",
    "present_reports",
]
