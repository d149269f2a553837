"""Where the past is played: the demo's teams with their ground, its officers and phones, as they stand in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.demo import queries
from app.demo.past.script import Crew, Point
from app.people import queries as people
from app.people import service as people_service
from app.people.models import Device
from app.people.queries import TeamRow
from app.roster import queries as roster
from app.web.database import db

Spec = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """The demo commune: its teams by key, and the usual severity of each category."""

    commune_id: str
    crews: Mapping[str, Crew]
    severities: Mapping[str, int]


def read_stage() -> Stage:
    """The demo as it was seeded; ``NOT_FOUND`` before. Teams that were renamed or ended meanwhile are not on it."""
    chief = queries.get_chief()
    data = queries.read_data("commune")
    rows = {row.name: row for row in people.list_teams(chief, local(clock.now()).date())}
    crews = {spec["key"]: _crew(chief, rows[spec["name"]], spec, data) for spec in data["teams"] if spec["name"] in rows}
    known = {code: word.severity or 1 for code, word in catalogue.categories().items()}
    return Stage(queries.commune_id(), crews, known)


def _crew(chief: Actor, row: TeamRow, spec: Spec, data: Spec) -> Crew:
    route = next(iter(roster.list_routes(chief, team_id=row.id)), None)
    tags = {point["name"]: frozenset(point["tags"]) for point in spec["route"]["checkpoints"]}
    village = next(one for one in data["villages"] if one["key"] == spec["village"])
    points = [
        Point(point.name, tags.get(point.name, frozenset({"road"})), str(point.id), point.lat or 0.0, point.lon or 0.0)
        for point in (route.points if route else ())
    ]
    officers = [
        one["username"] for one in data["accounts"] if one["role"] == "officer" and spec["village"] in one["villages"]
    ]
    return Crew(
        key=spec["key"],
        id=row.id,
        members=tuple(str(member.id) for member in row.members),
        roles={str(member.id): member.role for member in row.members},
        route_id=str(route.id) if route else "",
        points=tuple(points),
        places=tuple(Point(place["text"], frozenset(place["tags"])) for place in village["places"]),
        officer=officers[0],
    )


def find_phones(stage: Stage) -> dict[UUID, Actor]:
    """The phones that the past was written on, by team; one statement."""
    mine = {_install_id(crew): crew for crew in stage.crews.values()}
    question = select(Device.id, Device.install_id, Device.name).where(
        Device.commune_id == stage.commune_id, Device.install_id.in_(mine)
    )
    rows = db.session.execute(question).all()
    return {mine[row.install_id].id: _phone(stage, mine[row.install_id], row.id) for row in rows}


def enrol_phones(stage: Stage, at: datetime) -> dict[UUID, Actor]:
    """Let one phone into each team that has none of its own yet, as of ``at``; gives all of them by team."""
    phones = find_phones(stage)
    chief = queries.get_chief()
    with clock.frozen(at):
        for crew in stage.crews.values():
            if crew.id not in phones:
                code = people_service.make_invitation(chief, crew.id).code
                made = people_service.enrol(code, name="Máy của tổ trưởng", platform="Android", install_id=_install_id(crew))
                phones[crew.id] = _phone(stage, crew, made.device_id)
    return phones


def _install_id(crew: Crew) -> UUID:
    return uuid5(crew.id, "the phone of the demo's past")


def _phone(stage: Stage, crew: Crew, device_id: UUID) -> Actor:
    return Actor("device", id=device_id, role="team", commune_id=stage.commune_id, team_id=crew.id)
