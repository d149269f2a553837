"""What a phone's operations about swaps do: the rules and the writing are the roster's own."""

from uuid import UUID

from sqlalchemy import exists, select

from app.core.errors import BUSY, NOT_FOUND, ROSTER_CHANGED, DomainError
from app.journal.service import Subject, note
from app.reports.models import Operation, ParkedOperation
from app.reports.service.intake import Op, Refused
from app.reports.service.roster_effects import hand_of, refused_by
from app.reports.service.targets import Context, Effect
from app.roster import service as roster
from app.roster.queries import ShiftRow
from app.web.database import db


def _ask(context: Context, op: Op) -> Effect:
    assert op.shift_id is not None
    other = op.loaded.get("in_return")
    return_id = other["shift_id"] if other else None
    hand = hand_of(context, op)
    try:
        version = roster.ask_swap(hand, op.op_id, op.shift_id, op.loaded["asked_id"], return_id=return_id)
    except DomainError as refusal:
        raise refused_by(refusal) from None
    return _effect(op, op.op_id, "swap.asked", version)


def _answer(context: Context, op: Op) -> Effect:
    swap_id, answer = op.loaded["swap_id"], op.loaded["answer"]
    try:
        version, other = roster.answer_swap(hand_of(context, op), swap_id, answer)
    except DomainError as refusal:
        raise _refused(op, swap_id, refusal) from None
    if other is not None:
        _note_other(context, op, other)
    return _effect(op, swap_id, f"swap.{answer}", version)


def _take_back(context: Context, op: Op) -> Effect:
    swap_id = op.loaded["swap_id"]
    try:
        version = roster.take_swap_back(hand_of(context, op), swap_id)
    except DomainError as refusal:
        raise _refused(op, swap_id, refusal) from None
    return _effect(op, swap_id, "swap.taken-back", version)


def _effect(op: Op, swap_id: UUID, kind: str, version: int) -> Effect:
    facts = {"night": op.loaded["night"].isoformat(), "preset": op.loaded["preset"], "swap": str(swap_id)}
    assert op.shift_id is not None
    return Effect(None, version, None, Subject("shift", op.shift_id, op.team_id), kind, facts)


def _note_other(context: Context, op: Op, other: ShiftRow) -> None:
    """The shift given in return has changed too, and the phones of the team hear of it by a note of its own."""
    facts = {"night": other.night.isoformat(), "preset": other.preset, "swap": str(op.loaded["swap_id"])} | dict(context.via)
    subject = Subject("shift", other.id, op.team_id)
    note(op.commune_id, "swap.agreed", subject, context.actor, facts=facts, member_id=op.actor_id, operation_id=op.op_id)


def _refused(op: Op, swap_id: UUID, refusal: DomainError) -> Refused:
    """A swap that is not here has not been asked yet, unless the asking was refused, or its shift taken off the roster."""
    if refusal.problem is not NOT_FOUND:
        return refused_by(refusal)
    came = [exists().where(table.commune_id == op.commune_id, table.id == swap_id) for table in (Operation, ParkedOperation)]
    return Refused("conflict", ROSTER_CHANGED) if db.session.scalar(select(came[0] | came[1])) else Refused("retry", BUSY)


SWAP_EFFECTS = {"swap.ask": _ask, "swap.answer": _answer, "swap.takeBack": _take_back}
