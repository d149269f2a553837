"""Naming who stands in for an absent officer, and ending it early."""

from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import StandIn
from app.people.queries.standing import get_stand_in
from app.people.rules import standing
from app.people.rules.standing import Period
from app.web.database import db


def name_deputy(actor: Actor, absent_id: UUID, deputy_id: UUID, period: Period) -> StandIn:
    """Let ``deputy_id`` answer for the villages of ``absent_id`` from day to day, from the deputy's next request on.

    The chief names deputies for everybody, an officer for himself (``NOT_ALLOWED`` else). ``INVALID`` says what
    does not fit.
    """
    if actor.role not in rules.REVIEWERS or not standing.may_change(actor, absent_id, chief=rules.CHIEF):
        raise DomainError(NOT_ALLOWED)
    known = {one.id for one in queries.list_reviewers(actor)}
    faults = standing.find_period_faults(period, local(clock.now()).date())
    if absent_id not in known:
        faults.append(fault_at("/absent", "Xin chọn cán bộ vắng"))
    if deputy_id not in known or deputy_id == absent_id:
        faults.append(fault_at("/deputy", "Xin chọn một cán bộ khác làm thay"))
    elif _is_named(actor, absent_id, deputy_id, period):
        faults.append(fault_at("/deputy", "Người này đã được giao trong những ngày đó"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    assert actor.commune_id is not None
    made = StandIn(commune_id=actor.commune_id, id=new_id(), account_id=absent_id, deputy_id=deputy_id)
    made.first_day, made.last_day = period.first, period.last
    made.made_by, made.made_at = actor.account_id, clock.now()
    db.session.add(made)
    _note(made, "deputy.named", actor)
    return made


def _is_named(actor: Actor, absent_id: UUID, deputy_id: UUID, period: Period) -> bool:
    same = (StandIn.account_id == absent_id) & (StandIn.deputy_id == deputy_id) & StandIn.ended_at.is_(None)
    days = (StandIn.first_day <= period.last) & (StandIn.last_day >= period.first)
    here = select(StandIn.id).where(StandIn.commune_id == actor.commune_id, same, days)
    return db.session.execute(here.limit(1)).first() is not None


def end_stand_in(actor: Actor, stand_in_id: UUID) -> StandIn:
    """End it now; ``NOT_FOUND`` where it does not concern the actor, ``MOVE_NOT_POSSIBLE`` when it is over already."""
    found = get_stand_in(actor, stand_in_id)
    if not standing.may_change(actor, found.account_id, chief=rules.CHIEF):
        raise DomainError(NOT_ALLOWED)
    now = clock.now()
    if found.ended_at is not None or found.last_day < local(now).date():
        raise DomainError(MOVE_NOT_POSSIBLE, "Ủy quyền này đã hết.")
    found.ended_at, found.ended_by = now, actor.account_id
    _note(found, "deputy.ended", actor)
    return found


def _note(one: StandIn, kind: str, actor: Actor) -> None:
    facts = {"deputy": str(one.deputy_id), "first": one.first_day.isoformat(), "last": one.last_day.isoformat()}
    subject = Subject("account", one.account_id)
    journal.note(one.commune_id, kind, subject, actor, facts=facts, audience=journal_rules.POLICE)
