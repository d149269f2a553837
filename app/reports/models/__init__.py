"""The tables of reports."""

from app.reports.models.alerts import Alert
from app.reports.models.decisions import Correction, MoveNote
from app.reports.models.matters import Matter, MatterWord
from app.reports.models.redactions import Redaction
from app.reports.models.reminders import ReturnReminder
from app.reports.models.searching import SearchLine
from app.reports.models.sent import Operation, ParkedOperation
from app.reports.models.shift import Activity, Incident, Report, ReportVersion, Supplement, is_live

__all__ = [
    "Activity",
    "Alert",
    "Correction",
    "Incident",
    "Matter",
    "MatterWord",
    "MoveNote",
    "Operation",
    "ParkedOperation",
    "Redaction",
    "Report",
    "ReportVersion",
    "ReturnReminder",
    "SearchLine",
    "Supplement",
    "is_live",
]
