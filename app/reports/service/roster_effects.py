"""What a phone's operations do to the roster: the rules and the writing are the roster's own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import exists, select

from app.core.errors import BUSY, INVALID, ROSTER_CHANGED, SWAP_SETTLED, DomainError
from app.journal.service import Subject
from app.reports.models import Operation, ParkedOperation
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect
from app.roster import service as roster
from app.roster.rules import Plan
from app.web.database import db


def _plan(context: Context, op: Op) -> Effect:
    body = op.loaded
    plan = Plan(body["night"], body["preset"], body["member_ids"], body.get("route_id"), body.get("start"), body.get("end"))
    base = _find_base(op)
    effect = _effect(context, op, "roster.planned", lambda hand, shift: roster.plan_from_phone(hand, shift, plan, base=base))
    return replace(effect, supersedes=op.shift_id)


def _call_off(context: Context, op: Op) -> Effect:
    reason, base = op.loaded["reason"], _find_base(op)
    effect = _effect(
        context, op, "shift.called-off", lambda hand, shift: roster.call_off_from_phone(hand, shift, reason, base=base)
    )
    return replace(effect, supersedes=op.shift_id)


def _answer(context: Context, op: Op) -> Effect:
    answer = op.loaded["answer"]
    return _effect(context, op, "roster.answered", lambda hand, shift: roster.answer_from_phone(hand, shift, answer))


def _effect(context: Context, op: Op, kind: str, write: Callable[[roster.Hand, UUID], int]) -> Effect:
    assert op.shift_id is not None
    try:
        version = write(hand_of(context, op), op.shift_id)
    except DomainError as refusal:
        raise refused_by(refusal) from None
    facts = {"night": op.loaded["night"].isoformat(), "preset": op.loaded["preset"]}
    return Effect(None, version, None, Subject("shift", op.shift_id, op.team_id), kind, facts)


def _read_notice(context: Context, op: Op) -> Effect:
    notice_id = op.loaded["notice_id"]
    try:
        roster.read_notice(hand_of(context, op), notice_id)
    except DomainError as refusal:
        raise Refused("held", refusal.problem, **refusal.facts) from None
    return Effect(None, None, None, Subject("notice", notice_id, op.team_id), "notice.read", {})


def hand_of(context: Context, op: Op) -> roster.Hand:
    """Who writes, and when: never later than now."""
    return roster.Hand(op.commune_id, op.team_id, op.actor_id, min(op.client_at, context.at))


def _find_base(op: Op) -> int | None:
    """The version that the change was written on: the one it names, or what the phone's own change before it has made.

    Where that one did not take effect, neither does what was written on top of it.
    """
    follows = op.loaded.get("follows")
    if follows is None:
        return op.base_version
    before = db.session.execute(
        select(Operation.result, Operation.shift_id).where(Operation.commune_id == op.commune_id, Operation.id == follows)
    ).one_or_none()
    if before is not None and before.result is not None:
        if before.shift_id != op.shift_id:
            # A swap changes two shifts, and its version is that of the other one.
            raise Refused("conflict", ROSTER_CHANGED)
        version: int | None = before.result["version"]
        return version
    parked = exists().where(ParkedOperation.commune_id == op.commune_id, ParkedOperation.id == follows)
    raise Refused("conflict", ROSTER_CHANGED) if db.session.scalar(select(parked)) else Refused("retry", BUSY)


def refused_by(refusal: DomainError) -> Refused:
    """How the roster's no is told: what came too late is a conflict for the phone to settle; the rest waits for a person."""
    facts = dict(refusal.facts)
    if refusal.problem in (ROSTER_CHANGED, SWAP_SETTLED):
        return Refused("conflict", refusal.problem, **facts)
    if refusal.problem is INVALID:
        facts["errors"] = [fault | {"pointer": "/body" + fault["pointer"]} for fault in facts["errors"]]
    return Refused("held", refusal.problem, **facts)


ROSTER_EFFECTS = {"roster.plan": _plan, "roster.callOff": _call_off, "roster.answer": _answer, "notice.read": _read_notice}
