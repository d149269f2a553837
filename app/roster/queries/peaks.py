"""Reading the peak periods of a commune."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.roster.models import Peak
from app.roster.rules import Asked
from app.web.database import db


@dataclass(frozen=True)
class PeakRow:
    """A peak period, with what it asks."""

    id: UUID
    asked: Asked

    def is_about(self, team_id: UUID) -> bool:
        """Whether it asks something of this team."""
        return not self.asked.team_ids or team_id in self.asked.team_ids


def list_peaks(actor: Actor, first: date, last: date) -> list[PeakRow]:
    """The peak periods of the actor's commune that touch these nights, the earliest first; one statement."""
    rows = db.session.scalars(
        select(Peak)
        .where(people.in_books(actor, Peak.commune_id), Peak.ended_at.is_(None))
        .where(Peak.first <= last, Peak.last >= first)
        .order_by(Peak.first, Peak.name)
    )
    return [_row(one) for one in rows]


def get_peak(actor: Actor, peak_id: UUID) -> PeakRow:
    """One that was not ended; ``NOT_FOUND`` in another commune."""
    wanted = select(Peak).where(people.in_books(actor, Peak.commune_id), Peak.id == peak_id, Peak.ended_at.is_(None))
    row = db.session.scalars(wanted).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return _row(row)


def _row(row: Peak) -> PeakRow:
    teams = [UUID(one) for one in row.team_ids]
    return PeakRow(row.id, Asked(row.name, row.first, row.last, teams, row.nights_a_week, row.text))
