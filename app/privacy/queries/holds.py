"""Which reports and photos are held, by whom and until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people import queries as people
from app.people.models import Account, Team
from app.privacy.models import LegalHold
from app.reports.models import Report
from app.web.database import db


@dataclass(frozen=True)
class HoldRow:
    """A hold as pages show it."""

    id: UUID
    report_id: UUID
    photo_id: UUID | None
    reason: str
    until: date
    by: str
    night: date
    receipt: str
    team: str


def _in_force(today: date) -> ColumnElement[bool]:
    return LegalHold.ended_at.is_(None) & (LegalHold.until >= today)


def list_holds(actor: Actor) -> list[HoldRow]:
    """The holds in force in the actor's books, the first to end first; one statement."""
    return _rows(people.in_books(actor, LegalHold.commune_id))


def holds_of(books: Collection[str], report_id: UUID) -> list[HoldRow]:
    """The holds in force on one report; the caller has proved that it may be seen. One statement."""
    return _rows(LegalHold.commune_id.in_(books) & (LegalHold.report_id == report_id))


def _rows(condition: ColumnElement[bool]) -> list[HoldRow]:
    question = (
        select(LegalHold, Account.name, Report.night, Report.receipt, Team.name.label("team"))
        .join(Report, (Report.commune_id == LegalHold.commune_id) & (Report.id == LegalHold.report_id))
        .join(Team, (Team.commune_id == Report.commune_id) & (Team.id == Report.team_id))
        .outerjoin(Account, Account.id == LegalHold.account_id)
        .where(condition, _in_force(local(clock.now()).date()))
        .order_by(LegalHold.until, LegalHold.id)
    )
    return [
        HoldRow(hold.id, hold.report_id, hold.photo_id, hold.reason, hold.until, name or "", night, receipt or "", team)
        for hold, name, night, receipt, team in db.session.execute(question)
    ]


def get_hold(actor: Actor, hold_id: UUID) -> LegalHold:
    """One hold; ``NOT_FOUND`` outside the actor's books."""
    mine = people.in_books(actor, LegalHold.commune_id)
    found = db.session.scalars(select(LegalHold).where(mine, LegalHold.id == hold_id)).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def is_held(commune_id: str, report_id: UUID, photo_id: UUID | None) -> bool:
    """Whether a photo (or, without one, anything of the report) must stay today."""
    here = (LegalHold.commune_id == commune_id) & (LegalHold.report_id == report_id)
    record = or_(LegalHold.photo_id.is_(None), LegalHold.photo_id == photo_id) if photo_id else LegalHold.photo_id.is_(None)
    return (
        db.session.scalar(select(LegalHold.id).where(here, record, _in_force(local(clock.now()).date())).limit(1))
        is not None
    )
