"""Who opened a member's positions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.journal.models import AccessMember, AccessNote
from app.people import queries as people
from app.reports.models import Report
from app.reports.queries import names_of_deciders
from app.web.database import db

_MOST = 50


@dataclass(frozen=True)
class PositionReading:
    """Somebody opened a report in which a member's positions stand: who, as the team addresses them, the report's night
    (None for what was held), how often, and when last."""

    by: str
    night: date | None
    times: int
    at: datetime


def list_position_readings(actor: Actor, member_id: UUID) -> list[PositionReading]:
    """Who opened the positions of a member of the phone's team, the last one first, at most 50; three statements.

    ``NOT_FOUND`` for somebody who does not belong to the team today.
    """
    assert actor.commune_id is not None and actor.team_id is not None
    if not people.was_member(actor.commune_id, actor.team_id, member_id, local(clock.now()).date()):
        raise DomainError(NOT_FOUND)
    same = (AccessMember.commune_id == AccessNote.commune_id) & (AccessMember.access_id == AccessNote.id)
    report = (Report.commune_id == AccessNote.commune_id) & (Report.id == AccessNote.subject_id)
    last = func.max(AccessNote.at).label("at")
    rows = db.session.execute(
        select(AccessNote.account_id, Report.night, func.count().label("times"), last)
        .join(AccessMember, same)
        .outerjoin(Report, report)
        .where(people.in_books(actor, AccessMember.commune_id), AccessMember.member_id == member_id)
        .where(AccessNote.account_id.is_not(None))
        .group_by(AccessNote.account_id, AccessNote.subject_id, Report.night)
        .order_by(last.desc(), AccessNote.account_id, AccessNote.subject_id)
        .limit(_MOST)
    ).all()
    names = names_of_deciders(list({row.account_id for row in rows}))
    return [PositionReading(names.get(row.account_id, ""), row.night, row.times, row.at) for row in rows]
