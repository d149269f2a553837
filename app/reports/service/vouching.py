"""Who may approve a night that was entered from the paper book."""

from app.core.actor import Actor
from app.people import queries as people
from app.reports.models import Report
from app.reports.rules import paper


def check_entry(actor: Actor, report: Report) -> None:
    """A night from the paper book is approved by another one than entered it, where there is another (``NOT_ALLOWED``)."""
    if report.entered_by is not None and report.entered_by == actor.id:
        has_other = people.has_other_reviewer(actor, report.village_id)
        paper.check_may_approve_entry(report.entered_by, actor.id, has_other=has_other)
