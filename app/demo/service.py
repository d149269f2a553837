"""Seeding the demo commune through the real verbs. What is there is left as it is, so every start may do it."""

from datetime import date, time
from typing import Any
from uuid import UUID

from app.catalogue.models import Setting
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.night import local, moment_of, month_ends
from app.demo import queries, rules
from app.demo.models_book import seed_models
from app.demo.things import seed_things
from app.people import queries as people
from app.people import service as people_service
from app.people.queries import TeamRow
from app.people.service import NewInvitation
from app.roster import queries as roster
from app.roster import service as roster_service
from app.roster.rules import Plan, Point
from app.units import service as units
from app.web.database import db

Spec = dict[str, Any]


def seed_demo() -> None:
    """Make whatever is missing of the demo: units, villages, teams, people, routes, models, rosters of two months."""
    data = queries.read_data("commune")
    _add_units(data)
    people_service.open_commune(queries.commune_id())
    _set_settings(data)
    by_role = {spec["role"]: spec for spec in data["accounts"]}
    _add_account(by_role["chief"], data, {})
    chief = queries.get_chief()
    villages = _add_villages(chief, data)
    for spec in data["accounts"]:
        _add_account(spec, data, villages)
    for team, spec in _add_teams(chief, data, villages):
        _add_route(chief, team, spec)
        _plan(chief, team, spec)
    seed_models(chief, villages)
    seed_things(chief, villages)


def make_invitations() -> list[tuple[TeamRow, NewInvitation]]:
    """A fresh invitation for each team of the demo."""
    chief = queries.get_chief()
    teams = people.list_teams(chief, local(clock.now()).date())
    return [(team, people_service.make_invitation(chief, team.id)) for team in teams]


def _add_units(data: Spec) -> None:
    rows = [data["province"], data["commune"]]
    columns = ("id", "code", "kind", "name", "parent_id", "valid_from")
    empty = dict.fromkeys(("valid_to", "former_district", "former_province", "successor_ids"), "")
    units.update_units({name: str(row.get(name, "")) for name in columns} | empty for row in rows)


def _set_settings(data: Spec) -> None:
    scope = queries.commune_id()
    for key, value in data["settings"].items():
        db.session.merge(Setting(key=key, scope=scope, valid_from=rules.SINCE, valid_to=None, value=value))


def _add_account(spec: Spec, data: Spec, villages: dict[str, UUID]) -> None:
    if people.find_account(spec["username"]) is not None:
        return
    province = data["province"]["id"] if spec["role"] == "province" else None
    people_service.add_account(
        SYSTEM,
        spec["username"],
        name=spec["name"],
        role=spec["role"],
        commune_id=None if spec["role"] in ("province", "admin") else queries.commune_id(),
        province_id=province,
        village_ids=frozenset(villages[key] for key in spec["villages"]),
    )
    link = people_service.make_password_link(SYSTEM, spec["username"])
    people_service.set_password(link.token, rules.PASSWORD)


def _add_villages(chief: Actor, data: Spec) -> dict[str, UUID]:
    known = {village.name: village.id for village in people.list_villages(chief, local(clock.now()).date())}
    found = {}
    for spec in data["villages"]:
        name = spec["name"]
        if name not in known:
            added = people_service.add_village(chief, name, kind=spec["kind"], households=spec["households"])
            known[name] = added.id
        found[spec["key"]] = known[name]
    return found


def _add_teams(chief: Actor, data: Spec, villages: dict[str, UUID]) -> list[tuple[TeamRow, Spec]]:
    today = local(clock.now()).date()
    known = {team.name for team in people.list_teams(chief, today, ended=True)}
    for spec in data["teams"]:
        if spec["name"] in known:
            continue
        village_id = villages[spec["village"]]
        team_id = people_service.add_team(chief, village_id, spec["name"], kind=spec["kind"], since=rules.SINCE).id
        for member in spec["members"]:
            people_service.add_member(chief, team_id, member["name"], role=member["role"], since=rules.SINCE)
    teams = {team.name: team for team in people.list_teams(chief, today)}
    return [(teams[spec["name"]], spec) for spec in data["teams"] if spec["name"] in teams]


def _add_route(chief: Actor, team: TeamRow, spec: Spec) -> None:
    if roster.list_routes(chief, team_id=team.id, ended=True):
        return
    way = spec["route"]
    points = [Point(point["name"], point["lat"], point["lon"]) for point in way["checkpoints"]]
    roster_service.add_route(chief, team.id, way["name"], points=points, length_m=way["length_m"])


def _plan(chief: Actor, team: TeamRow, spec: Spec) -> None:
    for month in rules.months_to_plan(local(clock.now()).date()):
        plan_month(chief, team, spec, month)


def plan_month(chief: Actor, team: TeamRow, spec: Spec, month: date) -> None:
    """Plan a month of a team's calendar as if on its first morning; a month that has any shift is left as it is."""
    first, last = month_ends(month)
    if not roster.list_shifts(chief, first, last, team_id=team.id):
        plan_between(chief, team, spec, first, last)


def plan_between(chief: Actor, team: TeamRow, spec: Spec, first: date, last: date) -> None:
    """Plan a team's calendar from the night ``first`` to ``last``, as if on the first of these mornings."""
    names = [member["name"] for member in spec["members"]]
    ids = {member.name: member.id for member in team.members}
    route = next(iter(roster.list_routes(chief, team_id=team.id)), None)
    plans = []
    for shift in rules.shifts_between(spec, first, last):
        who = [ids[names[place]] for place in shift.who if names[place] in ids]
        if who:
            plans.append(Plan(shift.night, shift.preset, who, route.id if route else None, shift.start, shift.end))
    with clock.frozen(min(clock.now(), moment_of(first, time(6)))):
        roster_service.plan_nights(chief, team.id, plans)
