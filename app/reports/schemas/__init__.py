"""The shapes of reports: what phones send (``sent``, ``operations``), what the office asks and is told (``told``)."""

from app.reports.schemas.operations import BODIES, NEEDS, OperationIn
from app.reports.schemas.sent import PartBody, ReportBody
from app.reports.schemas.told import AlertTold

__all__ = ["BODIES", "NEEDS", "AlertTold", "OperationIn", "PartBody", "ReportBody"]
