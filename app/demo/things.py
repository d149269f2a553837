"""The demo's things: cameras, gongs, boards, fire points, loudspeakers, what teams looked at and did in the last months.

All through the real verbs, and under ids of their own, so that every start finds what is there and leaves it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.night import VIETNAM, local
from app.demo import queries
from app.journal.service import Subject, note
from app.people import queries as people
from app.people.queries import TeamRow
from app.registry import service
from app.registry.models import Asset, ModelSite
from app.registry.rules import LIVING, Doing, Need, Road, Script, Thing
from app.registry.service import activities, looks
from app.roster import queries as roster
from app.web.database import db

Spec = dict[str, Any]
NAMESPACE = UUID("0192f7a4-0000-7000-8000-00000000a55e")
_LOOK_EVERY, _DO_EVERY = timedelta(days=3), timedelta(days=2)
_LOOKS, _DOINGS = 30, 28
# To which models things belong, and what is done is done for: the first that stands in the village, or in all the commune.
_OF_THINGS = {"camera": ("M03",), "gong": ("M01",), "board": ("M21",), "loud": ("M15",)}
_OF_DOINGS = {
    "gong": ("M01",),
    "propaganda": ("M15", "M13"),
    "kit": ("M10", "M09"),
    "meeting": ("M05", "M18", "M06"),
    "joint": ("M07", "M06"),
    "drill": ("M09", "M10"),
    "rescue": ("M09", "M11"),
    "weapons": ("M12",),
}


def seed_things(chief: Actor, villages: Mapping[str, UUID]) -> None:
    """Make the things of the demo, once. ``villages`` by the keys of the data file."""
    data = queries.read_data("things")
    first = select(Asset.id).where(Asset.commune_id == queries.commune_id(), Asset.id == id_of("C01"))
    if db.session.scalar(first) is not None:
        return
    sites = _Sites()
    _put_up(chief, data, villages, sites)
    _add_roads_and_needs(chief, data, villages)
    _write_scripts(data)
    teams = {team.village_id: team for team in people.list_teams(chief, local(clock.now()).date(), members=False)}
    _look(data, teams, villages)
    _do(chief, data, list(teams.values()), sites)


class _Sites:
    """The demo's models that live, by kind and village."""

    def __init__(self) -> None:
        here = (ModelSite.commune_id == queries.commune_id()) & ModelSite.state.in_(LIVING)
        found = db.session.scalars(select(ModelSite).where(here).order_by(ModelSite.id.desc()))
        self._known = {(one.kind_code, one.village_id): one for one in found}

    def find(self, kinds: tuple[str, ...], village_id: UUID | None) -> ModelSite | None:
        """The first of these kinds that there is in a village, or in the whole commune."""
        asked = ((kind, place) for kind in kinds for place in (village_id, None))
        return next((self._known[one] for one in asked if one in self._known), None)


def id_of(key: str) -> UUID:
    """The id of a thing, road, need or text of the demo by its key."""
    return uuid5(NAMESPACE, key)


def _today() -> date:
    return local(clock.now()).date()


def _put_up(chief: Actor, data: Spec, villages: Mapping[str, UUID], sites: _Sites) -> None:
    def add(thing: Thing) -> None:
        site = sites.find(_OF_THINGS.get(thing.kind, ()), thing.village_id)
        service.add_asset(chief, replace(thing, site_id=site.id if site else None), asset_id=id_of(thing.label))

    for label, place, village, owner, eyes, days, notice in data["cameras"]:
        about: Spec = {"eyes": eyes, "owner": owner, "storage_days": days, "has_notice": notice}
        add(Thing("camera", place, label, villages[village], installed_on=date(2024, 3, 15), **about))
    for label, place, village in data["gongs"]:
        values = {"signals": data["signals"], "hour": "21:30", "material": "Vành bánh xe"}
        common: Spec = {"keeper_role": "Trưởng thôn", "installed_on": date(2019, 6, 1), "values": values}
        add(Thing("gong", place, label, villages[village], **common))
    places = [place for spec in queries.read_data("commune")["villages"] for place in _places(spec)]
    topics = [topic for topic, many in data["boards"].items() for _one in range(many)]
    for number, topic in enumerate(topics):
        village, place = places[number % len(places)]
        add(Thing("board", place, f"B{number + 1:02d}", villages[village], topic=topic))
    for label, place, village, kit in data["fire"]:
        lines = [{"what": what, "count": many, "due": _due(days)} for what, many, days in kit]
        add(Thing("fire", place, label, villages[village], keeper_role="Trưởng thôn", values={"kit": lines}))
    for label, place, vehicle in data["loud"]:
        add(Thing("loud", place, label, values={"vehicle": vehicle}))


def _places(spec: Spec) -> list[tuple[str, str]]:
    return [(spec["key"], place["text"]) for place in spec["places"]]


def _due(days: int | None) -> str | None:
    return None if days is None else (_today() + timedelta(days=days)).isoformat()


def _add_roads_and_needs(chief: Actor, data: Spec, villages: Mapping[str, UUID]) -> None:
    for key, name, start, end, metres, village, launched, cameras in data["roads"]:
        along = tuple(id_of(label) for label in cameras)
        day = date.fromisoformat(launched)
        road = Road(name, start, end, metres, villages[village], launched_on=day, cameras=along)
        service.add_road(chief, road, road_id=id_of(key))
    for key, place, village, on_road, eyes, priority, state, reason in data["needs"]:
        road_id = id_of(on_road) if on_road else None
        need = Need(place, reason, eyes, priority, villages[village], road_id, state)
        service.add_need(chief, need, need_id=id_of(key))


def _write_scripts(data: Spec) -> None:
    by_role = {one["role"]: one["username"] for one in reversed(queries.read_data("commune")["accounts"])}
    front, committee = queries.get_actor(by_role["front"]), queries.get_actor(by_role["committee"])
    for key, title, topic, approved, text in data["scripts"]:
        script = service.draft_script(front, Script(title, topic, text), script_id=id_of(key))
        if approved:
            service.approve_script(committee, script.id, version=1)


def _look(data: Spec, teams: Mapping[UUID, TeamRow], villages: Mapping[str, UUID]) -> None:
    """Looks of the teams at what stands in their villages, the broken and the faded ones among them."""
    faulty = {label: (state, tuple(defects)) for label, (state, defects) in data["broken"].items()}
    faulty |= dict.fromkeys(data["faded"], ("working", ("faded",)))
    faulty["K4"] = ("broken", ("rope",))
    seen = [*data["cameras"], *data["gongs"]][:_LOOKS]
    labels = [row[0] for row in seen if row[0] not in faulty] + list(faulty)
    for number, label in enumerate(labels):
        at = _evening(_LOOK_EVERY * (len(labels) - 1 - number) + timedelta(days=1), 22, 5 * (number % 9))
        with clock.frozen(at):
            asset = db.session.get_one(Asset, (queries.commune_id(), id_of(label)))
            team = teams[asset.village_id or next(iter(villages.values()))]
            state, defects = faulty.get(label, ("working", ()))
            looker = looks.Looker(uuid5(asset.id, "look"), at, team.id)
            check = looks.take_look(SYSTEM, asset, looks.Found(state, at, defects), looker)
            subject = Subject("asset", asset.id, team.id)
            note(asset.commune_id, "asset.checked", subject, SYSTEM, facts=looks.facts_of(asset, check))


def _evening(ago: timedelta, hour: int, minute: int) -> datetime:
    """A moment of an evening some days ago."""
    return datetime.combine(_today() - ago, time(hour, minute), VIETNAM).astimezone(clock.now().tzinfo)


def _do(chief: Actor, data: Spec, teams: list[TeamRow], sites: _Sites) -> None:
    """What the teams did, in a shift where one was planned that night; and what police wrote of weapons."""
    loud = {"propaganda": id_of("L1")}
    for number in range(_DOINGS):
        kind, values, many, minutes = data["activities"][number % len(data["activities"])]
        team = teams[number % len(teams)]
        began = _evening(_DO_EVERY * (_DOINGS - number), 20, 3 * (number % 15))
        with clock.frozen(began + timedelta(hours=4)):
            asset = loud.get(kind) if values.get("form") == "mobile" else None
            thing = db.session.get(Asset, (queries.commune_id(), asset)) if asset else None
            on = local(began).date()
            doing = Doing(kind, on, None, None, team.village_id, began, minutes, many, values)
            shift = _shift_of(chief, team, on)
            teller = activities.Teller(id_of(f"doing-{number}"), clock.now(), "phone", team.id, shift)
            site = sites.find(_OF_DOINGS[kind], team.village_id)
            row = activities.write_activity(SYSTEM, queries.commune_id(), doing, teller, (site, thing), [])
            subject = Subject("activity", row.id, team.id)
            note(row.commune_id, "activity.logged", subject, SYSTEM, facts=activities.facts_of(row))
    for number, (ago, counts) in enumerate(data["weapons"]):
        on = _today() - timedelta(days=ago)
        site = sites.find(_OF_DOINGS["weapons"], None)
        doing = Doing("weapons", on, site.id if site else None, values=counts)
        service.log_activity(chief, doing, activity_id=id_of(f"weapons-{number}"))


def _shift_of(chief: Actor, team: TeamRow, night: date) -> UUID | None:
    return next((one.id for one in roster.list_shifts(chief, night, night, team_id=team.id)), None)
