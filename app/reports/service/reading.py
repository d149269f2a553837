"""Writing down who opened what: grave reports, those with words for police alone, and those that show positions."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.journal.service import note_access, note_positions
from app.photos.queries import UploadSlot
from app.reports import queries, rules
from app.reports.models import ParkedOperation, ReportVersion, Supplement
from app.reports.queries import WholeReport

READ, HISTORY = "report.read", "report.history"


@dataclass(frozen=True)
class Reading:
    """A report that was opened, as values: it is noted after the reading transaction has ended. ``positions_of`` are the
    members whose positions were on the page."""

    commune_id: str
    report_id: UUID
    severity: int
    police_only: bool
    positions_of: frozenset[UUID]

    @classmethod
    def of(cls, whole: WholeReport) -> "Reading":
        """What is to be known of the reading of ``whole``."""
        shown: list[ReportVersion | Supplement] = [whole.versions[-1], *whole.supplements]
        hidden = any(entry.get("police_only") for one in shown for entry in one.body.get("incidents") or [])
        placed = {member for one in shown for member in rules.readers_of(one.body, one.actor_id)}
        return cls(whole.facts.commune_id, whole.facts.id, whole.facts.severity, hidden, frozenset(placed))

    @property
    def is_noted(self) -> bool:
        """Whether this reading goes into the access log."""
        return self.police_only or self.severity >= rules.URGENT or bool(self.positions_of)


def note_reading(actor: Actor, reading: Reading, action: str = READ) -> None:
    """Write the reading into the access log."""
    facts = {"severity": reading.severity, "police_only": reading.police_only, "positions": len(reading.positions_of)}
    access_id = note_access(reading.commune_id, actor, action, "report", reading.report_id, **facts)
    note_positions(reading.commune_id, access_id, reading.positions_of)


@dataclass(frozen=True)
class HeldReading:
    """A held operation whose content was shown, and whose positions stand in it."""

    commune_id: str
    id: UUID
    positions_of: frozenset[UUID]

    @classmethod
    def of(cls, row: ParkedOperation) -> "HeldReading":
        """What is to be known of the reading of ``row``."""
        body, sender = row.operation.get("body"), row.operation.get("actor_id")
        placed = rules.readers_of(body, rules.member_in(sender)) if isinstance(body, dict) else ()
        return cls(row.commune_id, row.id, frozenset(placed))


def note_held(actor: Actor, readings: Iterable[HeldReading]) -> None:
    """Write into the access log that the positions of held operations were shown."""
    for one in readings:
        access_id = note_access(one.commune_id, actor, "held.read", "held", one.id, positions=len(one.positions_of))
        note_positions(one.commune_id, access_id, one.positions_of)


def shows_guarded(slot: UploadSlot) -> bool:
    """Whether a photo belongs to an incident that is for police alone."""
    return slot.incident_id is not None and queries.is_for_police(slot.commune_id, slot.owner_id, slot.incident_id)
