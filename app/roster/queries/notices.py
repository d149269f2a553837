"""Reading notices, and who has read them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.people.models import Member, Team
from app.people.queries import TeamColumns
from app.roster.models import Notice, NoticeRead
from app.web.database import db


@dataclass(frozen=True)
class Reader:
    """A member who said on a phone of the team ``team_id`` that he has read a notice, and when."""

    member_id: UUID
    name: str
    team_id: UUID
    at: datetime


def list_notices(actor: Actor, on: date, limit: int = 50) -> list[Notice]:
    """The notices that last on the day ``on``, to all or to teams that the actor may see; newest first; one statement."""
    visible = select(Team.id).where(people.scope_today(actor, TeamColumns))
    question = (
        select(Notice)
        .where(Notice.commune_id == actor.commune_id, or_(Notice.until.is_(None), Notice.until >= on))
        .where(or_(Notice.team_id.is_(None), Notice.team_id.in_(visible)))
        .order_by(Notice.at.desc(), Notice.id)
    )
    return list(db.session.scalars(question.limit(limit)))


def get_notice(actor: Actor, notice_id: UUID) -> Notice:
    """One notice, in force or over; ``NOT_FOUND`` outside the actor's scope. One statement."""
    visible = select(Team.id).where(people.scope_today(actor, TeamColumns))
    question = select(Notice).where(Notice.commune_id == actor.commune_id, Notice.id == notice_id)
    found = db.session.scalars(question.where(or_(Notice.team_id.is_(None), Notice.team_id.in_(visible)))).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def readers_of(actor: Actor, notice_ids: Collection[UUID], *, team_id: UUID | None = None) -> dict[UUID, list[Reader]]:
    """Who of the teams in scope (or of the one team) has read these notices, the first reader first; one statement."""
    found: dict[UUID, list[Reader]] = defaultdict(list)
    if not notice_ids:
        return found
    question = (
        select(NoticeRead, Member.name)
        .join(Member, (Member.commune_id == NoticeRead.commune_id) & (Member.id == NoticeRead.member_id))
        .where(NoticeRead.commune_id == actor.commune_id, NoticeRead.notice_id.in_(notice_ids))
        .order_by(NoticeRead.at, NoticeRead.member_id)
    )
    if team_id is not None:
        question = question.where(NoticeRead.team_id == team_id)
    else:
        visible = select(Team.id).where(people.scope_today(actor, TeamColumns))
        question = question.where(NoticeRead.team_id.in_(visible))
    for read, name in db.session.execute(question):
        found[read.notice_id].append(Reader(read.member_id, name, read.team_id, read.at))
    return found
