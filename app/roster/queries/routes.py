"""Reading routes with their checkpoints, for those who may see the team."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people import queries as people
from app.people.models import Team
from app.people.queries import TeamColumns
from app.roster.models import Checkpoint, Route
from app.web.database import db


@dataclass(frozen=True)
class PointRow:
    """A checkpoint of a route; ``position`` is its place in the order, from 1."""

    id: UUID
    name: str
    position: int
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class RouteRow:
    """A route with the checkpoints in use, in order; ``length_m`` in metres."""

    id: UUID
    team_id: UUID
    team_name: str
    name: str
    length_m: int | None
    ended_at: datetime | None
    points: list[PointRow] = field(default_factory=list)


@dataclass(frozen=True)
class PlaceName:
    """What a place on a route in use is called: a checkpoint with its ``route``, or with ``name`` empty the route itself."""

    name: str
    route: str
    team_id: UUID
    team: str


def list_place_names(actor: Actor) -> list[PlaceName]:
    """The routes in use of the teams that the actor may see, by team, each before its checkpoints; one statement."""
    points = (Checkpoint.commune_id == Route.commune_id) & (Checkpoint.route_id == Route.id) & Checkpoint.ended_at.is_(None)
    rows = db.session.execute(
        select(Route.id, Route.name.label("route"), Route.team_id, Team.name.label("team"), Checkpoint.name)
        .join(Team, (Team.commune_id == Route.commune_id) & (Team.id == Route.team_id))
        .outerjoin(Checkpoint, points)
        .where(people.scope_today(actor, TeamColumns), Route.ended_at.is_(None))
        .order_by(Team.name, Route.name, Route.id, Checkpoint.position)
    ).all()
    found = []
    for _, of_route in groupby(rows, key=lambda row: row.id):
        these = list(of_route)
        found.append(PlaceName("", these[0].route, these[0].team_id, these[0].team))
        found += [PlaceName(row.name, row.route, row.team_id, row.team) for row in these if row.name is not None]
    return found


def list_routes(actor: Actor, *, team_id: UUID | None = None, ended: bool = False) -> list[RouteRow]:
    """The routes of the teams that the actor may see, by team; two statements."""
    question = (
        select(Route, Team.name.label("team"))
        .join(Team, (Team.commune_id == Route.commune_id) & (Team.id == Route.team_id))
        .where(people.scope_today(actor, TeamColumns))
        .order_by(Team.name, Route.name, Route.id)
    )
    if team_id is not None:
        question = question.where(Route.team_id == team_id)
    if not ended:
        question = question.where(Route.ended_at.is_(None))
    rows = db.session.execute(question).all()
    points = _points(rows[0][0].commune_id, [row[0].id for row in rows]) if rows else {}
    return [_route_row(route, team, points.get(route.id, [])) for route, team in rows]


def get_route(actor: Actor, route_id: UUID) -> RouteRow:
    """One route, in use or ended; ``NOT_FOUND`` outside the actor's scope. Two statements."""
    row = db.session.execute(
        select(Route, Team.name.label("team"))
        .join(Team, (Team.commune_id == Route.commune_id) & (Team.id == Route.team_id))
        .where(people.scope_today(actor, TeamColumns), Route.id == route_id)
    ).one_or_none()
    if row is None:
        raise DomainError(NOT_FOUND)
    return _route_row(row[0], row[1], _points(row[0].commune_id, [route_id]).get(route_id, []))


def _route_row(route: Route, team: str, points: list[PointRow]) -> RouteRow:
    return RouteRow(route.id, route.team_id, team, route.name, route.length_m, route.ended_at, points)


_POINT = (
    Checkpoint.route_id,
    Checkpoint.id,
    Checkpoint.name,
    Checkpoint.position,
    Checkpoint.lat,
    Checkpoint.lon,
)


def _points(commune_id: str, route_ids: Collection[UUID]) -> dict[UUID, list[PointRow]]:
    found: dict[UUID, list[PointRow]] = defaultdict(list)
    rows = db.session.execute(
        select(*_POINT)
        .where(Checkpoint.commune_id == commune_id, Checkpoint.route_id.in_(route_ids), Checkpoint.ended_at.is_(None))
        .order_by(Checkpoint.route_id, Checkpoint.position)
    )
    for row in rows:
        found[row.route_id].append(PointRow(row.id, row.name, row.position, row.lat, row.lon))
    return found
