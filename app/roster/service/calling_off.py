"""Calling a planned shift off, with its reason."""

from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import INVALID, DomainError
from app.core.text import nfc
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries as people
from app.people.rules import check_may_keep
from app.roster import queries, rules
from app.roster.models import PlannedShift
from app.roster.service.shifts import facts_of
from app.web.database import db


def read_reason(text: str) -> str:
    """A reason in one line; ``INVALID`` when it says nothing or too much."""
    reason = " ".join(nfc(text).split())
    if not 1 <= len(reason) <= rules.REASON_MOST:
        raise DomainError(INVALID, errors=[{"pointer": "/reason", "detail": f"Cần lý do, 1–{rules.REASON_MOST} ký tự"}])
    return reason


def call_off(actor: Actor, shift_id: UUID, reason: str) -> None:
    """Call a shift off, with the reason: the night is then neither missing nor quiet. Planning it again takes that back."""
    check_may_keep(actor)
    row = queries.get_shift(actor, shift_id)
    reason = read_reason(reason)
    # It stands in the book of its night, which communes that were merged keep on.
    here = people.in_books(actor, PlannedShift.commune_id)
    shift = db.session.scalars(select(PlannedShift).where(here, PlannedShift.id == shift_id)).one()
    shift.state, shift.reason, shift.version = "called-off", reason, shift.version + 1
    subject = Subject("shift", shift_id, row.team_id)
    journal.note(shift.commune_id, "shift.called-off", subject, actor, facts=facts_of(shift.night, shift.preset))
