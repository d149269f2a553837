"""Memberships with their dates, of all times: what a team was, and where somebody has been."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.people.models import Member, Membership, Team
from app.people.queries.filters import scope_today
from app.people.queries.teams import TeamColumns
from app.web.database import db


@dataclass(frozen=True)
class MembershipRow:
    """Somebody on a team, from a day to a day (both included; ``until`` None: still)."""

    member_id: UUID
    name: str
    role: str
    team_id: UUID
    team_name: str
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return self.since <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether it ended before that day."""
        return self.until is not None and self.until < day


def list_memberships(
    actor: Actor, *, team_id: UUID | None = None, member_id: UUID | None = None, open_on: date | None = None
) -> list[MembershipRow]:
    """The memberships in teams that the actor may see, the oldest first: of a team, of a member, or not over before a day.

    One statement. One that never counted, because it was a mistake, is not among them.
    """
    question = (
        select(Member.id, Member.name, Membership.role, Team.id, Team.name, Membership.valid_from, Membership.valid_to)
        .join(Membership, (Membership.commune_id == Member.commune_id) & (Membership.member_id == Member.id))
        .join(Team, (Team.commune_id == Membership.commune_id) & (Team.id == Membership.team_id))
        .where(scope_today(actor, TeamColumns))
        .where(or_(Membership.valid_to.is_(None), Membership.valid_to >= Membership.valid_from))
        .order_by(Membership.valid_from, Membership.position, Membership.id)
    )
    if team_id is not None:
        question = question.where(Team.id == team_id)
    if member_id is not None:
        question = question.where(Member.id == member_id)
    if open_on is not None:
        question = question.where(or_(Membership.valid_to.is_(None), Membership.valid_to >= open_on))
    return [MembershipRow(*row) for row in db.session.execute(question)]
