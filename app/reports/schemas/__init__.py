"""The shapes of reports: what phones send (``sent``), what the office asks (``asked``) and is told (``told``)."""

from app.reports.schemas.sent import BODIES, NEEDS, OperationIn, PartBody, ReportBody

__all__ = ["BODIES", "NEEDS", "OperationIn", "PartBody", "ReportBody"]
