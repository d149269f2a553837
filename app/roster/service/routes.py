"""Routes and their checkpoints. A point that is left out keeps its row, because passes of old reports name it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, DomainError
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries as people
from app.people.rules import check_may_keep
from app.roster import queries, rules
from app.roster.models import Checkpoint, Route
from app.roster.rules import Point
from app.web.database import db


def _words(text: str) -> str:
    return " ".join(nfc(text).split())


def _checked(name: str, points: Sequence[Point]) -> tuple[str, list[Point]]:
    name = _words(name)
    neat = [Point(_words(point.name), point.lat, point.lon, point.id) for point in points]
    faults = rules.find_route_faults(name, neat)
    if faults:
        raise DomainError(INVALID, errors=faults)
    return name, neat


def add_route(actor: Actor, team_id: UUID, name: str, *, points: Sequence[Point], length_m: int | None = None) -> Route:
    """Add a route to a team, its checkpoints in the order given; ``INVALID`` names what does not fit."""
    commune_id = check_may_keep(actor)
    team = people.get_team(actor, team_id, local(clock.now()).date())
    name, neat = _checked(name, points)
    route = Route(commune_id=commune_id, id=new_id(), team_id=team.id, name=name, length_m=length_m)
    db.session.add(route)
    db.session.flush()
    db.session.add_all(_new_point(route, point, place) for place, point in enumerate(neat, 1))
    subject = Subject("route", route.id, team.id)
    journal.note(commune_id, "route.added", subject, actor, facts={"checkpoints": len(neat)})
    return route


def _new_point(route: Route, point: Point, place: int, *, since: datetime | None = None) -> Checkpoint:
    return Checkpoint(
        commune_id=route.commune_id,
        id=new_id(),
        route_id=route.id,
        position=place,
        name=point.name,
        lat=point.lat,
        lon=point.lon,
        begun_at=since,
    )


def change_route(actor: Actor, route_id: UUID, name: str, *, points: Sequence[Point], length_m: int | None = None) -> Route:
    """Give a route another name, length or way: points with an id stay themselves, those left out end."""
    route = _get_own(actor, route_id)
    route.name, neat = _checked(name, points)
    route.length_m = length_m
    here = (Checkpoint.commune_id == route.commune_id) & (Checkpoint.route_id == route.id)
    known = {one.id: one for one in db.session.scalars(select(Checkpoint).where(here))}
    if {point.id for point in neat if point.id} - known.keys():
        raise DomainError(INVALID, errors=[{"pointer": "/checkpoints", "detail": "Điểm không thuộc lộ trình này"}])
    kept: set[UUID] = set()
    for place, point in enumerate(neat, 1):
        if point.id is None:
            db.session.add(_new_point(route, point, place, since=clock.now()))
            continue
        row = known[point.id]
        row.name, row.lat, row.lon, row.position, row.ended_at = point.name, point.lat, point.lon, place, None
        kept.add(row.id)
    for row in known.values():
        if row.id not in kept and row.ended_at is None:
            row.ended_at = clock.now()
    subject = Subject("route", route.id, route.team_id)
    journal.note(route.commune_id, "route.changed", subject, actor, facts={"checkpoints": len(neat)})
    return route


def end_route(actor: Actor, route_id: UUID, *, ended: bool = True) -> Route:
    """End a route (or, with ``ended=False``, take it up again); old reports keep it."""
    route = _get_own(actor, route_id)
    route.ended_at = clock.now() if ended else None
    kind = "route.ended" if ended else "route.changed"
    journal.note(route.commune_id, kind, Subject("route", route.id, route.team_id), actor)
    return route


def _get_own(actor: Actor, route_id: UUID) -> Route:
    commune_id = check_may_keep(actor)
    queries.get_route(actor, route_id)
    return db.session.get_one(Route, (commune_id, route_id))
