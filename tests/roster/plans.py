"""Rosters that the tests of this folder share; to be called inside an application context."""

from datetime import date, time
from typing import Any
from uuid import UUID

from app.core.ids import shift_id_of
from app.roster import service
from app.roster.models import Route
from app.roster.rules import Plan, Point
from app.web.transaction import unit_of_work
from tests.cast import Person
from tests.nights import operation

NIGHT = date(2026, 11, 21)
POINTS = [Point("Nhà văn hóa", 12.0036, 108.0), Point("Cầu treo"), Point("Trường tiểu học")]


def own_team(person: Person) -> UUID:
    """The team of a phone's holder."""
    assert person.team_id is not None
    return person.team_id


def a_plan(person: Person, night: date = NIGHT, **more: Any) -> Plan:
    """A plan for the person alone."""
    return Plan(**({"night": night, "preset": "night", "member_ids": [person.member_id]} | more))


def plan(officer: Person, person: Person, *nights: date, **more: Any) -> list[UUID]:
    """Plan the person for some nights; gives the shifts' ids."""
    with unit_of_work():
        return [service.plan_shift(officer.actor(), own_team(person), a_plan(person, night, **more)) for night in nights]


def add_route(officer: Person, person: Person, name: str = "Tuyến đầu nguồn") -> UUID:
    """Give the person's team a route of three checkpoints."""
    with unit_of_work():
        route: Route = service.add_route(officer.actor(), own_team(person), name, points=POINTS, length_m=3900)
        return route.id


EVENING = {"preset": "evening", "start": time(20), "end": time(0)}


def shift_of(person: Person, night: date = NIGHT, preset: str = "night") -> str:
    """The id of the team's shift, which follows from night and preset."""
    return str(shift_id_of(own_team(person), night.isoformat(), preset))


def rostered(person: Person, kind: str, night: date = NIGHT, *, base: int | None = None, **body: Any) -> dict[str, Any]:
    """An operation on the roster of the person's team."""
    preset = body.pop("preset", "night")
    known = {"night": night.isoformat(), "preset": preset} | body
    head = {"shift_id": shift_of(person, night, preset), "body": known}
    return operation(person, kind, **head, **({} if base is None else {"base_version": base}))
