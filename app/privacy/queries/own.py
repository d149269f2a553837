"""What a member asked about the own data from the own phone."""

from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.people import queries as people
from app.privacy.models import DataRequest
from app.reports.models import Operation
from app.web.database import db

_MOST = 20


def list_own_requests(actor: Actor, member_id: UUID) -> list[DataRequest]:
    """What a member of the phone's team asked from this very phone, the newest first, at most 20; two statements.

    ``NOT_FOUND`` for somebody who does not belong to the team today.
    """
    assert actor.commune_id is not None and actor.team_id is not None
    if not people.was_member(actor.commune_id, actor.team_id, member_id, local(clock.now()).date()):
        raise DomainError(NOT_FOUND)
    # Other phones of the team say nothing of it, nor of what was brought to the office on paper.
    sent = (Operation.commune_id == DataRequest.commune_id) & (Operation.id == DataRequest.id)
    question = (
        select(DataRequest)
        .join(Operation, sent & Operation.device_id.in_(people.devices_of_installation(actor)))
        .where(people.in_books(actor, DataRequest.commune_id), DataRequest.member_id == member_id)
        .order_by(DataRequest.at.desc(), DataRequest.id.desc())
    )
    return list(db.session.scalars(question.limit(_MOST)))
