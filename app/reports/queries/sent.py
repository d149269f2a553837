"""What a phone itself has sent, under whatever team it was enrolled then."""

from uuid import UUID

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.people import queries as people
from app.reports.models import Operation
from app.web.database import db


def has_sent(actor: Actor, source_id: UUID) -> bool:
    """Whether the actor's installation sent this report, part or addendum; one statement."""
    question = select(Operation.id).where(
        people.in_books(actor, Operation.commune_id),
        or_(Operation.report_id == source_id, Operation.id == source_id),
        Operation.device_id.in_(people.devices_of_installation(actor)),
    )
    return db.session.execute(question.limit(1)).first() is not None
