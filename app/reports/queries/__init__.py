"""Questions about reports: read-only, each a fixed number of statements whatever the size of its answer."""

from app.reports.queries.lists import Filters, ReportPage, ReportRow, list_reports, list_rows
from app.reports.queries.present import (
    bodies_of,
    hide_police_only,
    latest_moves,
    list_missing_photos,
    present_reports,
)
from app.reports.queries.spoken import history_of, speaker
from app.reports.queries.whole import WholeReport, get_whole

__all__ = [
    "Filters",
    "ReportPage",
    "ReportRow",
    "WholeReport",
    "bodies_of",
    "get_whole",
    "hide_police_only",
    "history_of",
    "latest_moves",
    "list_missing_photos",
    "list_reports",
    "list_rows",
    "present_reports",
    "speaker",
]
