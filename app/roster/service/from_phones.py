"""The roster as a team's phones keep it: its leader plans and calls off, each member answers for himself.

The push has judged already that the phone writes for this team. Nothing is overwritten unseen: a change names the version
of the shift that it knew. The caller notes it in the journal.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update

from app.core.errors import INVALID, NOT_LEADER, ROSTER_CHANGED, DomainError
from app.core.night import local
from app.people import queries as people
from app.roster import queries, rules
from app.roster.models import PlannedMember, PlannedShift
from app.roster.queries import ShiftRow
from app.roster.rules import Fault, Plan
from app.roster.service.calling_off import read_reason
from app.roster.service.shifts import Known, check_plans, differs, id_of, load_known, write_plans
from app.web.database import db


@dataclass(frozen=True)
class Hand:
    """Who writes in a team's roster: the member who held the phone ``at`` that moment, by the phone's clock and never later
    than now, for a night without a signal is planned when it is planned. ``commune_id`` is the book.
    """

    commune_id: str
    team_id: UUID
    member_id: UUID | None
    at: datetime


def plan_from_phone(hand: Hand, shift_id: UUID, plan: Plan, *, base: int | None) -> int:
    """Plan a shift, change it or take it up again; gives its version.

    ``base`` is the version that the phone knew, None where it knew of no such shift. A shift keeps times of its own. Refuses
    with ``NOT_LEADER``, ``INVALID`` (faults by pointer) and ``ROSTER_CHANGED``.
    """
    _check_planner(hand)
    before = queries.lock_shift(hand.commune_id, hand.team_id, shift_id)
    if before is not None:
        plan = replace(plan, start=local(before.starts_at).time(), end=local(before.ends_at).time())
    known = load_known(hand.commune_id, hand.team_id)
    _check(plan, known, hand, shift_id)
    if before is not None and not differs(plan, known, before):
        return before.version
    _check_base(before, base)
    (version,) = write_plans(hand.commune_id, hand.team_id, [plan], known, {shift_id: before} if before else {})
    return version


def _check(plan: Plan, known: Known, hand: Hand, shift_id: UUID) -> None:
    try:
        check_plans([plan], known, hand.at)
    except DomainError as refusal:
        faults = [fault | {"pointer": fault["pointer"].removeprefix("/0")} for fault in refusal.facts["errors"]]
        raise DomainError(INVALID, errors=faults) from None
    if shift_id != id_of(hand.team_id, plan):
        raise _invalid("/shift_id", "Mã ca không khớp đêm và loại ca")


def call_off_from_phone(hand: Hand, shift_id: UUID, reason: str, *, base: int | None) -> int:
    """Call a shift off, with its reason; gives its version. Planning it again takes that back. Refuses as planning does."""
    _check_planner(hand)
    reason = read_reason(reason)
    before = queries.lock_shift(hand.commune_id, hand.team_id, shift_id)
    if before is None:
        raise DomainError(ROSTER_CHANGED)
    if (before.state, before.reason) == ("called-off", reason):
        return before.version
    _check_base(before, base)
    _check_night(before.night, hand)
    changes = {"state": "called-off", "reason": reason, "version": before.version + 1}
    here = (PlannedShift.commune_id == hand.commune_id) & (PlannedShift.id == shift_id)
    db.session.execute(update(PlannedShift).where(here).values(**changes))
    return before.version + 1


def answer_from_phone(hand: Hand, shift_id: UUID, answer: str) -> int:
    """Say for the member of ``hand`` whether he comes; gives the shift's version. ``ROSTER_CHANGED``: he is not on it."""
    shift = queries.lock_shift(hand.commune_id, hand.team_id, shift_id)
    if shift is None or hand.member_id not in {member.id for member in shift.members}:
        raise DomainError(ROSTER_CHANGED)
    _check_night(shift.night, hand)
    mine = (PlannedMember.shift_id == shift_id) & (PlannedMember.member_id == hand.member_id)
    here = (PlannedMember.commune_id == hand.commune_id) & mine
    db.session.execute(update(PlannedMember).where(here).values(answer=answer))
    return shift.version


def _check_planner(hand: Hand) -> None:
    team = people.find_team(hand.commune_id, hand.team_id, local(hand.at).date())
    role = next((one.role for one in team.members if one.id == hand.member_id), None) if team else None
    if role not in rules.PLANNERS:
        raise DomainError(NOT_LEADER)


def _check_base(before: ShiftRow | None, base: int | None) -> None:
    if base != (before.version if before else None):
        raise DomainError(ROSTER_CHANGED)


def _check_night(night: date, hand: Hand) -> None:
    if not rules.may_change(night, hand.at):
        raise _invalid("/night", "Đêm này đã qua")


def _invalid(pointer: str, detail: str) -> DomainError:
    faults: list[Fault] = [{"pointer": pointer, "detail": detail}]
    return DomainError(INVALID, errors=faults)
