"""Operations that did not take effect: kept whole, visible to police and team, settled by a person or overtaken."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, or_, select, update

from app.core.actor import Actor
from app.core.canonical import canonical_json
from app.core.ids import new_id
from app.journal.service import Subject, note
from app.reports.models import ParkedOperation
from app.reports.rules import Resolution
from app.reports.service import erasing_words, positions
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context
from app.web.database import db

_NO_HASH = bytes(32)


def park(context: Context, raw: dict[str, Any], op: Op | None, refused: Refused) -> str | None:
    """Keep an operation that was not applied; sent again unchanged, it is kept once.

    ``op`` is missing when not even its head could be read: then it is kept under an id of our own. Gives how a person has
    settled it before: a file that is handed in again opens no question anew, a phone that sends again does.
    """
    actor, at = context.actor, context.at
    assert actor.commune_id is not None and actor.device_id is not None
    op_id = op.op_id if op else new_id()
    # What names a commune that the phone does not write for is kept where its phone is.
    commune_id = op.commune_id if op and op.commune_id in actor.books else actor.commune_id
    known = _find_parked(actor, op_id, op.hash) if op else None
    if known is not None:
        if context.via and known.settled_by is not None:
            return known.resolution
        _open_again(known, refused)
        return None
    kept = _as_kept(actor, op, raw)
    db.session.add(
        ParkedOperation(
            commune_id=commune_id,
            id=op_id,
            hash=op.hash if op else _NO_HASH,
            status=refused.status,
            problem=refused.problem,
            operation=kept,
            kind=op.kind if op else "unreadable",
            team_id=op.team_id if op else actor.team_id,
            device_id=actor.device_id,
            report_id=_about(op) if op else None,
            at=at,
            oldest_position_at=positions.oldest_in(kept, refused.problem),
        )
    )
    facts = {"status": refused.status, "problem": refused.problem["type"].rsplit("/", 1)[-1]}
    subject = Subject("held", op_id, actor.team_id)
    note(commune_id, "operation.parked", subject, actor, facts=facts | dict(context.via))
    return None


def _about(op: Op) -> UUID | None:
    """What closes it when it is done otherwise: its report, or the shift of the roster that it would have changed."""
    return op.shift_id if op.kind.startswith("roster.") else op.report_id


def _open_again(known: ParkedOperation, refused: Refused) -> None:
    """It waits again, so nothing of an earlier settlement may stand beside it."""
    known.status, known.problem = refused.status, refused.problem
    known.oldest_position_at = positions.oldest_in(known.operation, refused.problem)
    known.settled_at, known.settled_by, known.resolution, known.note = None, None, None, ""


def _as_kept(actor: Actor, op: Op | None, raw: dict[str, Any]) -> dict[str, Any]:
    kept = positions.as_kept(actor, op, raw)
    return erasing_words.without_erased(op.commune_id, op.report_id, kept) if op and op.report_id else kept


def _find_parked(actor: Actor, op_id: UUID, digest: bytes) -> ParkedOperation | None:
    """The same operation as it was kept before, in whichever book of the actor."""
    here = (ParkedOperation.commune_id.in_(actor.books), ParkedOperation.id == op_id, ParkedOperation.hash == digest)
    return db.session.scalars(select(ParkedOperation).where(*here).limit(1)).first()


def close_superseded(context: Context, op: Op, about: UUID | None) -> None:
    """An operation that took effect closes what was parked before: itself, and earlier ones of the same report or shift.

    Each is noted, because the phone that sent it may be another one and has to hear of it.
    """
    mine = ParkedOperation.id == op.op_id
    itself = and_(mine, ParkedOperation.hash == op.hash)
    closed = db.session.execute(
        update(ParkedOperation)
        .where(
            ParkedOperation.commune_id.in_({op.commune_id, *context.actor.books}),
            ParkedOperation.settled_at.is_(None),
            or_(mine, ParkedOperation.report_id == about) if about else mine,
        )
        .values(settled_at=context.at, resolution=case((itself, Resolution.APPLIED.value), else_="superseded"))
        .returning(ParkedOperation.commune_id, ParkedOperation.id, ParkedOperation.team_id, ParkedOperation.resolution)
        .execution_options(synchronize_session=False)
    ).all()
    for row in closed:
        facts = {"resolution": row.resolution} | dict(context.via)
        note(row.commune_id, "operation.settled", Subject("held", row.id, row.team_id), context.actor, facts=facts)


def is_storable(raw: Any) -> bool:
    """Whether an unreadable operation can at least be kept: an object that has a canonical form."""
    try:
        canonical_json(raw)
    except ValueError:
        return False
    return isinstance(raw, dict)
