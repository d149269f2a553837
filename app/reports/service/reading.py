"""Writing down who opened what: grave reports, and those with words for police alone."""

from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.journal.service import note_access
from app.reports import rules
from app.reports.queries import WholeReport


@dataclass(frozen=True)
class Reading:
    """A report that was opened, as values: it is noted after the reading transaction has ended."""

    commune_id: str
    report_id: UUID
    severity: int
    police_only: bool

    @classmethod
    def of(cls, whole: WholeReport) -> "Reading":
        """What is to be known of the reading of ``whole``."""
        bodies = [whole.body, *(one.body for one in whole.supplements)]
        hidden = any(entry.get("police_only") for body in bodies for entry in body.get("incidents") or [])
        return cls(whole.facts.commune_id, whole.facts.id, whole.facts.severity, hidden)

    @property
    def is_noted(self) -> bool:
        """Whether this reading goes into the access log."""
        return self.police_only or self.severity >= rules.URGENT


def note_reading(actor: Actor, reading: Reading) -> None:
    """Write the reading into the access log."""
    facts = {"severity": reading.severity, "police_only": reading.police_only}
    note_access(reading.commune_id, actor, "report.read", "report", reading.report_id, **facts)
