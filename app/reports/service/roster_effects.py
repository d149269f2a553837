"""What a phone's operations do to the roster: the rules and the writing are the roster's own."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import exists, select

from app.core.errors import INVALID, ROSTER_CHANGED, DomainError
from app.core.night import local
from app.journal.service import Subject
from app.reports.models import Operation
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect
from app.roster import service as roster
from app.roster.rules import Plan
from app.web.database import db


def _plan(_context: Context, op: Op) -> Effect:
    body = op.loaded
    plan = Plan(body["night"], body["preset"], body["member_ids"], body.get("route_id"))
    return _effect(
        op, "roster.planned", lambda hand, shift: roster.plan_from_phone(hand, shift, plan, base=op.base_version)
    )


def _call_off(_context: Context, op: Op) -> Effect:
    reason = op.loaded["reason"]
    return _effect(
        op, "shift.called-off", lambda hand, shift: roster.call_off_from_phone(hand, shift, reason, base=op.base_version)
    )


def _answer(_context: Context, op: Op) -> Effect:
    return _effect(
        op, "roster.answered", lambda hand, shift: roster.answer_from_phone(hand, shift, op.loaded["answer"])
    )


def _effect(op: Op, kind: str, write: Callable[[roster.Hand, UUID], int]) -> Effect:
    assert op.shift_id is not None
    _check_follows(op)
    try:
        version = write(roster.Hand(op.commune_id, op.team_id, op.actor_id, local(op.client_at).date()), op.shift_id)
    except DomainError as refusal:
        raise _refused(refusal) from None
    facts = {"night": op.loaded["night"].isoformat(), "preset": op.loaded["preset"]}
    return Effect(None, version, None, Subject("shift", op.shift_id, op.team_id), kind, facts)


def _check_follows(op: Op) -> None:
    """What was written on top of another change counts only where that one took effect."""
    follows = op.loaded.get("follows")
    if follows is None:
        return
    known = exists().where(Operation.commune_id == op.commune_id, Operation.id == follows)
    if not db.session.scalar(select(known)):
        raise Refused("conflict", ROSTER_CHANGED)


def _refused(refusal: DomainError) -> Refused:
    if refusal.problem is ROSTER_CHANGED:
        return Refused("conflict", ROSTER_CHANGED)
    facts = dict(refusal.facts)
    if refusal.problem is INVALID:
        facts["errors"] = [fault | {"pointer": "/body" + fault["pointer"]} for fault in facts["errors"]]
    return Refused("held", refusal.problem, **facts)


ROSTER_EFFECTS = {"roster.plan": _plan, "roster.callOff": _call_off, "roster.answer": _answer}
