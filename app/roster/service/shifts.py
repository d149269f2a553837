"""Planning shifts: one, a page full, or a month after the pattern of the weeks before; and calling one off."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, ROSTER_CHANGED, DomainError
from app.core.ids import shift_id_of
from app.core.night import local, month_ends
from app.journal import queries as journal_book
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries as people
from app.people.models import Membership
from app.people.rules import check_may_keep
from app.roster import queries, rules
from app.roster.models import PlannedMember, PlannedShift, Route
from app.roster.queries import ShiftRow
from app.roster.rules import Fault, Plan
from app.web.database import db


@dataclass(frozen=True)
class Known:
    """What the plans of a team are held against."""

    hours: catalogue.Hours
    memberships: list[Membership]
    routes: frozenset[UUID]

    def members_on(self, night: date) -> set[UUID]:
        return {
            one.member_id
            for one in self.memberships
            if one.valid_from <= night and (one.valid_to is None or one.valid_to >= night)
        }

    def times_of(self, plan: Plan) -> tuple[datetime, datetime] | None:
        usual = self.hours.on(plan.preset, plan.night)
        if usual is None:
            return None
        start = usual[0] if plan.start is None else plan.start
        return rules.times_of(plan.night, start, usual[1] if plan.end is None else plan.end)


def plan_shift(actor: Actor, team_id: UUID, plan: Plan) -> UUID:
    """Plan one shift, or change the one of that night and preset; gives its id."""
    plan_nights(actor, team_id, [plan])
    return shift_id_of(team_id, plan.night.isoformat(), plan.preset)


def plan_nights(
    actor: Actor,
    team_id: UUID,
    plans: Sequence[Plan],
    *,
    leave_out: Collection[UUID] = (),
    seen: Mapping[UUID, int] | None = None,
) -> int:
    """Plan the shifts of a page and take off those that it leaves out; gives how many changed.

    A shift has the id that the phones of the team would give it, so that one written before the roster came is the same
    (protocol.md §2). ``INVALID`` carries the faults as ``/<place in plans>/…``; past nights are not changed any more. With
    ``seen``, the versions that the page showed (0: no such shift), ``ROSTER_CHANGED`` names in ``shifts`` those that are
    others by now, and nothing is written.
    """
    commune_id = check_may_keep(actor)
    people.get_team(actor, team_id, local(clock.now()).date())
    known = load_known(commune_id, team_id)
    check_plans(plans, known, clock.now())
    if seen is not None:
        _check_seen(actor, team_id, seen)
    before = _shifts_between(actor, team_id, plans)
    changed = [plan for plan in plans if differs(plan, known, before.get(id_of(team_id, plan)))]
    if changed:
        write_plans(commune_id, team_id, changed, known, before)
    gone = _take_off(commune_id, team_id, leave_out)
    for plan in changed:
        subject = Subject("shift", id_of(team_id, plan), team_id)
        journal.note(commune_id, "roster.planned", subject, actor, facts=facts_of(plan.night, plan.preset))
    for shift in gone:
        subject = Subject("shift", shift.id, team_id)
        journal.note(commune_id, "roster.left-out", subject, actor, facts=facts_of(shift.night, shift.preset))
    return len(changed) + len(gone)


def id_of(team_id: UUID, plan: Plan) -> UUID:
    return shift_id_of(team_id, plan.night.isoformat(), plan.preset)


def facts_of(night: date, preset: str) -> dict[str, str]:
    return {"night": night.isoformat(), "preset": preset}


def load_known(commune_id: str, team_id: UUID) -> Known:
    here = (Membership.commune_id == commune_id) & (Membership.team_id == team_id)
    routes = select(Route.id).where(Route.commune_id == commune_id, Route.team_id == team_id, Route.ended_at.is_(None))
    return Known(
        catalogue.preset_hours(commune_id),
        list(db.session.scalars(select(Membership).where(here))),
        frozenset(db.session.scalars(routes)),
    )


def check_plans(plans: Sequence[Plan], known: Known, now: datetime) -> None:
    faults: list[Fault] = []
    for place, plan in enumerate(plans):
        found = rules.find_plan_faults(plan, known.times_of(plan), known.members_on(plan.night))
        if not rules.may_change(plan.night, now):
            found.append({"pointer": "/night", "detail": "Đêm này đã qua"})
        if plan.route_id is not None and plan.route_id not in known.routes:
            found.append({"pointer": "/route_id", "detail": "Lộ trình không thuộc tổ này"})
        faults += [{**fault, "pointer": f"/{place}{fault['pointer']}"} for fault in found]
    keys = [(plan.night, plan.preset) for plan in plans]
    if len(set(keys)) < len(keys):
        faults.append({"pointer": "", "detail": "Một ca được xếp hai lần"})
    if faults:
        raise DomainError(INVALID, errors=faults)


def _check_seen(actor: Actor, team_id: UUID, seen: Mapping[UUID, int]) -> None:
    """The rows stay locked until the commit, so that no phone's change slips in between the look and the writing."""
    here = people.in_books(actor, PlannedShift.commune_id) & (PlannedShift.team_id == team_id)
    question = select(PlannedShift.id, PlannedShift.version).where(here, PlannedShift.id.in_(seen)).with_for_update()
    now = dict(db.session.execute(question).all())
    others = [shift_id for shift_id, version in seen.items() if now.get(shift_id, 0) != version]
    if others:
        raise DomainError(ROSTER_CHANGED, shifts=others)


def _shifts_between(actor: Actor, team_id: UUID, plans: Sequence[Plan]) -> dict[UUID, ShiftRow]:
    if not plans:
        return {}
    nights = [plan.night for plan in plans]
    return {shift.id: shift for shift in queries.list_shifts(actor, min(nights), max(nights), team_id=team_id)}


def differs(plan: Plan, known: Known, before: ShiftRow | None) -> bool:
    if before is None or before.state != "planned":
        return True
    now = (known.times_of(plan), plan.route_id, list(plan.member_ids))
    return now != ((before.starts_at, before.ends_at), before.route_id, [member.id for member in before.members])


def write_plans(
    commune_id: str, team_id: UUID, plans: Sequence[Plan], known: Known, before: Mapping[UUID, ShiftRow]
) -> list[int]:
    """Write the shifts of a page and their people, a few statements however many they are; gives their versions."""
    rows = {id_of(team_id, plan): _row(commune_id, team_id, plan, known) for plan in plans}
    # A shift that was taken off and planned anew must not come back under a version that a phone has seen.
    told = journal_book.count_notes(commune_id, [shift_id for shift_id in rows if shift_id not in before])
    for shift_id, row in rows.items():
        row["version"] = before[shift_id].version + 1 if shift_id in before else told.get(shift_id, 0) + 1
    answers = {(shift.id, member.id): member.answer for shift in before.values() for member in shift.members}
    new = [row for shift_id, row in rows.items() if shift_id not in before]
    old = [row for shift_id, row in rows.items() if shift_id in before]
    if new:
        db.session.execute(insert(PlannedShift), new)
    if old:
        db.session.execute(update(PlannedShift), old)
        # What this session has read of them is of yesterday now.
        db.session.expire_all()
    here = (PlannedMember.commune_id == commune_id) & PlannedMember.shift_id.in_(rows)
    db.session.execute(delete(PlannedMember).where(here).execution_options(synchronize_session=False))
    members = [
        {"commune_id": commune_id, "shift_id": shift_id, "member_id": member_id, "position": place}
        | {"answer": answers.get((shift_id, member_id))}
        for plan in plans
        for shift_id in [id_of(team_id, plan)]
        for place, member_id in enumerate(plan.member_ids)
    ]
    db.session.execute(insert(PlannedMember), members)
    return [row["version"] for row in rows.values()]


def _row(commune_id: str, team_id: UUID, plan: Plan, known: Known) -> dict[str, Any]:
    times = known.times_of(plan)
    assert times is not None, "checked before"
    return {
        "commune_id": commune_id,
        "id": id_of(team_id, plan),
        "team_id": team_id,
        "night": plan.night,
        "preset": plan.preset,
        "starts_at": times[0],
        "ends_at": times[1],
        "route_id": plan.route_id,
        "state": "planned",
        "reason": None,
    }


def _take_off(commune_id: str, team_id: UUID, shift_ids: Collection[UUID]) -> list[PlannedShift]:
    """Delete shifts that were never more than a plan; those of nights gone by stay."""
    here = (PlannedShift.commune_id == commune_id) & (PlannedShift.team_id == team_id)
    found = db.session.scalars(select(PlannedShift).where(here, PlannedShift.id.in_(shift_ids))) if shift_ids else ()
    gone = [shift for shift in found if rules.may_change(shift.night, clock.now())]
    for shift in gone:
        db.session.delete(shift)
    return gone


def plan_month(actor: Actor, team_id: UUID, month: date, *, by_week: bool = False) -> int:
    """Plan the empty nights of a month after the four weeks before it; gives how many shifts that made.

    With ``by_week`` they repeat the seven nights before the first empty one. A night that has any shift already, and people
    who have left the team, are passed over.
    """
    first, last = month_ends(month)
    taken = {shift.night for shift in queries.list_shifts(actor, first, last, team_id=team_id)}
    begin, cycle = (rules.first_empty(first, last, taken, clock.now()), rules.WEEK) if by_week else (first, rules.CYCLE)
    pattern = queries.list_shifts(actor, begin - cycle, begin - timedelta(days=1), team_id=team_id)
    known = load_known(check_may_keep(actor), team_id)
    plans = []
    for shift in pattern:
        night = shift.night + cycle
        while night <= last:
            if night not in taken and rules.may_change(night, clock.now()):
                plans.append(_like(shift, night, known))
            night += cycle
    return plan_nights(actor, team_id, [plan for plan in plans if plan.member_ids])


def _like(shift: ShiftRow, night: date, known: Known) -> Plan:
    members = known.members_on(night)
    return Plan(
        night=night,
        preset=shift.preset,
        member_ids=[member.id for member in shift.members if member.id in members],
        route_id=shift.route_id if shift.route_id in known.routes else None,
        start=local(shift.starts_at).time(),
        end=local(shift.ends_at).time(),
    )
