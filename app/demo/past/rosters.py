"""The rosters under the past: planned as if before it, with shifts moved for the written nights."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.night import local, moment_of
from app.demo import queries, service
from app.demo.past.arrangement import Wanted
from app.demo.past.script import Crew, Watch
from app.demo.past.stage import Stage
from app.people import queries as people
from app.roster import queries as roster
from app.roster import service as roster_service
from app.roster.queries import ShiftRow
from app.roster.rules import Plan

_NEAR = timedelta(days=4)


def plan_before(first: date, last: date) -> None:
    """Plan the teams' calendars from the night ``first`` up to where the rosters begin."""
    chief = queries.get_chief()
    teams = {team.name: team for team in people.list_teams(chief, last)}
    # Some team walks every night, so the first shift of all is where every roster begins.
    planned = roster.list_shifts(chief, first, last)
    until = planned[0].night - timedelta(days=1) if planned else last
    for spec in queries.read_data("commune")["teams"]:
        if spec["name"] in teams and first <= until:
            service.plan_between(chief, teams[spec["name"]], spec, first, until)


def list_watches(stage: Stage, first: date, last: date) -> list[Watch]:
    """The planned shifts of these nights, in the order of their beginning."""
    crews = {crew.id: crew for crew in stage.crews.values()}
    shifts = roster.list_shifts(queries.get_chief(), first, last, state="planned")
    return [_watch(crews[shift.team_id], shift) for shift in shifts if shift.team_id in crews and shift.members]


def _watch(crew: Crew, shift: ShiftRow) -> Watch:
    members = tuple(str(member.id) for member in shift.members)
    return Watch(crew, shift.id, shift.night, shift.preset, shift.starts_at, shift.ends_at, members)


def move_shifts(stage: Stage, wanted: Sequence[Wanted], last: date) -> None:
    """Put the wanted shifts on the rosters, each in the place of the team's nearest night that nobody wants."""
    chief = queries.get_chief()
    for key in sorted({one.team for one in wanted} & set(stage.crews)):
        mine = sorted((one for one in wanted if one.team == key), key=lambda one: one.night)
        for one in mine:
            _move(chief, stage.crews[key], one, {other.night for other in mine}, last)


def _move(chief: Actor, crew: Crew, wanted: Wanted, kept: set[date], last: date) -> None:
    near = roster.list_shifts(chief, wanted.night - _NEAR, min(last, wanted.night + _NEAR), team_id=crew.id)
    source = [shift for shift in near if shift.night == wanted.night]
    if not source:
        free = sorted({shift.night for shift in near} - kept, key=lambda night: (abs(night - wanted.night), night))
        source = [shift for shift in near if free and shift.night == free[0]]
    plans = _plans(crew, wanted, source)
    meant = {(plan.night, plan.preset) for plan in plans}
    gone = [shift.id for shift in source if (shift.night, shift.preset) not in meant]
    with clock.frozen(moment_of(min([wanted.night, *(shift.night for shift in source)]), time(6))):
        roster_service.plan_nights(chief, crew.id, plans, leave_out=gone)


def _plans(crew: Crew, wanted: Wanted, source: Sequence[ShiftRow]) -> list[Plan]:
    """The source's shifts on the wanted night; where none of them is the wanted one, that one alone."""
    plans = [
        Plan(
            wanted.night,
            shift.preset,
            [member.id for member in shift.members],
            shift.route_id,
            local(shift.starts_at).time(),
            local(shift.ends_at).time(),
        )
        for shift in source
    ] or [_first_rule(crew, wanted.night)]
    if wanted.preset is None:
        return plans
    if wanted.preset not in {plan.preset for plan in plans}:
        plans = [replace(plans[0], preset=wanted.preset)]
    mine = next(plan for plan in plans if plan.preset == wanted.preset)
    people = [UUID(member) for member in crew.members[: wanted.people]] or mine.member_ids
    told = replace(mine, start=wanted.start, end=wanted.end, member_ids=people)
    return [told if plan is mine else plan for plan in plans]


def _first_rule(crew: Crew, night: date) -> Plan:
    rule = next(one for one in queries.read_data("commune")["teams"] if one["key"] == crew.key)["roster"][0]
    members = [UUID(member) for member in crew.members[: rule["turn"][0]]]
    start, end = (time(0) if rule[name] == "24:00" else time.fromisoformat(rule[name]) for name in ("start", "end"))
    return Plan(night, rule["preset"], members, UUID(crew.route_id) if crew.route_id else None, start, end)
