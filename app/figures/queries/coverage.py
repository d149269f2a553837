"""Which checkpoints were reached in which nights: from the kept nights, with the names that the checkpoints have now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.figures.models import TeamNight
from app.figures.queries.periods import nights_in
from app.figures.rules import Point
from app.people import queries as people
from app.roster.models import Checkpoint, Route
from app.web.database import db


@dataclass(frozen=True)
class Stop:
    """A checkpoint on its route; ``nights``: what it was in each night in which a shift that had it was walked."""

    id: UUID
    name: str
    route_id: UUID
    route: str
    team_id: UUID
    nights: Mapping[date, Point]


def read_coverage(actor: Actor, first: date, last: date, team_id: UUID | None = None) -> list[Stop]:
    """The checkpoints that were asked for from the night ``first`` to ``last``, route by route in order; two statements."""
    here = nights_in(actor, first, last, team_id) & (TeamNight.points > 0)
    found: dict[UUID, dict[date, Point]] = defaultdict(dict)
    for night, stops in db.session.execute(select(TeamNight.night, TeamNight.stops).where(here)):
        for point_id, numbers in stops.items():
            found[UUID(point_id)][night] = Point(*numbers)
    rows = db.session.execute(
        select(Checkpoint.id, Checkpoint.name, Route.id, Route.name, Route.team_id)
        .join(Route, (Route.commune_id == Checkpoint.commune_id) & (Route.id == Checkpoint.route_id))
        .where(people.in_books(actor, Checkpoint.commune_id), Checkpoint.id.in_(found))
        .order_by(Route.name, Route.id, Checkpoint.position, Checkpoint.id)
    ).all()
    # A route that a merger took along stands in both books under one id.
    named = {row[0]: row for row in rows}
    return [Stop(*row, nights=found[row[0]]) for row in named.values()]
