"""Which checkpoints were reached in which nights: from the kept nights, with the names that the checkpoints have now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any
from uuid import UUID

from sqlalchemy import select, true

from app.core.actor import Actor
from app.figures.models import TeamNight
from app.figures.queries.adding import number_of, sums_of_each, within
from app.figures.queries.periods import nights_in
from app.figures.rules import Point
from app.journal.memory import Span
from app.people import queries as people
from app.roster.models import Checkpoint, Route
from app.web.database import db

# What was asked of checkpoints, by the checkpoint's id.
Stops = dict[str, Point]


@dataclass(frozen=True)
class Stop:
    """A checkpoint on its route; ``cells``: what it was in each span of nights in which a shift that had it was walked."""

    id: UUID
    name: str
    route_id: UUID
    route: str
    team_id: UUID
    cells: Mapping[Span, Point]


def read_coverage(actor: Actor, columns: Sequence[Span], team_id: UUID) -> list[Stop]:
    """A team's checkpoints that were asked for in these spans of nights, which follow one another, route by route in order;
    two statements."""
    return on_routes(list_points(actor), zip(columns, read_stops(actor, columns, team_id), strict=True))


def read_stops(actor: Actor, columns: Sequence[Span], team_id: UUID | None = None) -> list[Stops]:
    """What was asked in each of these spans of nights, which follow one another; one statement."""
    here = nights_in(actor, columns[0][0], columns[-1][1], team_id) & within(TeamNight.night, columns)
    number, (stop, sums) = number_of(TeamNight.night, columns), sums_of_each(TeamNight.stops, Point._fields)
    question = select(number, stop.c.key, *sums).select_from(TeamNight).join(stop, true())
    found: list[Stops] = [{} for _ in columns]
    for place, key, *numbers in db.session.execute(question.where(here, TeamNight.points > 0).group_by(number, stop.c.key)):
        found[place][intern(key)] = Point(*map(int, numbers))
    return found


def list_points(actor: Actor) -> Sequence[Any]:
    """All checkpoints in the actor's books, route by route in order, also those that are left out now; one statement."""
    return db.session.execute(
        select(Checkpoint.id, Checkpoint.name, Route.id.label("route_id"), Route.name.label("route"), Route.team_id)
        .join(Route, (Route.commune_id == Checkpoint.commune_id) & (Route.id == Checkpoint.route_id))
        .where(people.in_books(actor, Checkpoint.commune_id))
        .order_by(Route.name, Route.id, Checkpoint.position, Checkpoint.id)
    ).all()


def on_routes(points: Iterable[Any], told: Iterable[tuple[Span, Stops]]) -> list[Stop]:
    """Those of the ``points`` that were asked for."""
    found: dict[str, dict[Span, Point]] = defaultdict(dict)
    for column, stops in told:
        for key, point in stops.items():
            found[key][column] = point
    # A route that a merger took along stands in both books under one id.
    named = {str(row.id): row for row in points}
    return [Stop(**row._asdict(), cells=found[key]) for key, row in named.items() if key in found]
