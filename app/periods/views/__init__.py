"""The pages of reports of periods."""

from app.periods.views import deeds, differences, lists, report
from app.periods.views.pages import blueprint

__all__ = ["blueprint", "deeds", "differences", "lists", "report"]
