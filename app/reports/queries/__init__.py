"""Questions about reports: read-only, each a fixed number of statements whatever the size of its answer."""

from app.reports.queries.alerts import (
    AlertRow,
    get_alert,
    is_open_alert,
    list_alerts,
    list_open_alerts,
    open_alerts_tag,
    present_alerts,
)
from app.reports.queries.held import (
    HeldRow,
    LateRow,
    count_held,
    find_targets,
    get_held,
    late_before,
    list_held,
    list_late,
    list_settled,
)
from app.reports.queries.lists import (
    Filters,
    ReportPage,
    ReportRow,
    get_incident,
    list_reports,
    list_rows,
    report_names,
)
from app.reports.queries.matters import MatterRow, Standing, get_matter, list_matters, list_standing
from app.reports.queries.month import MonthReports, read_month
from app.reports.queries.morning import MOST_WAITING, Gap, count_waiting, list_gaps, list_waiting, short_names, waiting_token
from app.reports.queries.present import (
    bodies_of,
    erased_words,
    hide_police_only,
    latest_moves,
    list_missing_photos,
    names_of_deciders,
    present_reports,
    words_pointer,
)
from app.reports.queries.sent import has_sent
from app.reports.queries.spoken import history_of, speaker
from app.reports.queries.whole import WholeReport, get_whole
from app.reports.queries.written import written_in

__all__ = [
    "MOST_WAITING",
    "AlertRow",
    "Filters",
    "Gap",
    "HeldRow",
    "LateRow",
    "MatterRow",
    "MonthReports",
    "ReportPage",
    "ReportRow",
    "Standing",
    "WholeReport",
    "bodies_of",
    "count_held",
    "count_waiting",
    "erased_words",
    "find_targets",
    "get_alert",
    "get_held",
    "get_incident",
    "get_matter",
    "get_whole",
    "has_sent",
    "hide_police_only",
    "history_of",
    "is_open_alert",
    "late_before",
    "latest_moves",
    "list_alerts",
    "list_gaps",
    "list_held",
    "list_late",
    "list_matters",
    "list_missing_photos",
    "list_open_alerts",
    "list_reports",
    "list_rows",
    "list_settled",
    "list_standing",
    "list_waiting",
    "names_of_deciders",
    "open_alerts_tag",
    "present_alerts",
    "present_reports",
    "read_month",
    "report_names",
    "short_names",
    "speaker",
    "waiting_token",
    "words_pointer",
    "written_in",
]
