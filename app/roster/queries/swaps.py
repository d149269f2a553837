"""Reading who asked whom to take a shift over."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from app.core.actor import Actor
from app.people import queries as people
from app.people.models import Member, Team
from app.people.queries import TeamColumns
from app.roster.models import PlannedShift, Swap
from app.web.database import db

_Asker, _Asked = aliased(Member), aliased(Member)


@dataclass(frozen=True)
class SwapRow:
    """A swap with the names of both, and the night that it is about."""

    swap: Swap
    night: date
    asker: str
    asked: str


def swaps_of(actor: Actor, shift_ids: Collection[UUID]) -> dict[UUID, list[Swap]]:
    """What was asked about these shifts, the first first; one statement."""
    found: dict[UUID, list[Swap]] = defaultdict(list)
    here = people.in_books(actor, Swap.commune_id) & Swap.shift_id.in_(shift_ids)
    for swap in db.session.scalars(select(Swap).where(here).order_by(Swap.asked_at, Swap.id)):
        found[swap.shift_id].append(swap)
    return found


def list_swaps(actor: Actor, team_id: UUID, first: date, last: date) -> list[SwapRow]:
    """What was asked in the team about the nights from ``first`` to ``last``, by night; one statement."""
    rows = db.session.execute(
        select(Swap, PlannedShift.night, _Asker.name.label("asker"), _Asked.name.label("asked"))
        .join(PlannedShift, and_(PlannedShift.commune_id == Swap.commune_id, PlannedShift.id == Swap.shift_id))
        .join(Team, and_(Team.commune_id == PlannedShift.commune_id, Team.id == PlannedShift.team_id))
        .join(_Asker, and_(_Asker.commune_id == Swap.commune_id, _Asker.id == Swap.asker_id))
        .join(_Asked, and_(_Asked.commune_id == Swap.commune_id, _Asked.id == Swap.asked_id))
        .where(people.scope(actor, TeamColumns), PlannedShift.team_id == team_id)
        .where(or_(PlannedShift.night.between(first, last), Swap.return_night.between(first, last)))
        .order_by(PlannedShift.night, Swap.asked_at, Swap.id)
    )
    return [SwapRow(row.Swap, row.night, row.asker, row.asked) for row in rows]
