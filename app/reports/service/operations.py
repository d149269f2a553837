"""What a phone sends: one operation, one transaction. The operation's row is the first statement, the journal note the last.

``apply`` runs inside a unit of work that the push opens; when it raises, nothing of the operation stays.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.actor import Actor
from app.core.errors import OPERATION_REUSED, WRONG_COMMUNE
from app.core.errors import TEAM_MOVED as TEAM_HAS_MOVED
from app.journal.service import note
from app.reports import queries, rules
from app.reports.models import Operation
from app.reports.service import parking
from app.reports.service.effects import EFFECTS, Context
from app.reports.service.intake import Op, Refused
from app.web.database import db
from app.web.epoch import current_epoch


def check_sender(actor: Actor, op: Op) -> None:
    """Commune and team were frozen into the operation; a phone sends for its own team only."""
    if op.commune_id != actor.commune_id:
        raise Refused("rejected", WRONG_COMMUNE)
    if op.team_id != actor.team_id:
        raise Refused("held", TEAM_HAS_MOVED)


def find_earlier(commune_id: str, op_ids: list[UUID]) -> dict[UUID, Row[tuple[UUID, bytes, dict[str, Any] | None]]]:
    """Which of these operations took effect before: one statement for a whole batch."""
    rows = db.session.execute(
        select(Operation.id, Operation.hash, Operation.result).where(
            Operation.commune_id == commune_id, Operation.id.in_(op_ids)
        )
    )
    return {row.id: row for row in rows}


def repeat(op: Op, earlier: Row[tuple[UUID, bytes, dict[str, Any] | None]]) -> dict[str, Any]:
    """The first result again; ``Refused`` (rejected) when the same id now carries other content."""
    if earlier.hash != op.hash:
        raise Refused("rejected", OPERATION_REUSED)
    return (earlier.result or {}) | {"status": "duplicate"}


def apply(context: Context, op: Op) -> dict[str, Any]:
    """Let one operation take effect; gives its result. A concurrent twin waits at the first statement."""
    if not _claim(context, op):
        return repeat(op, find_earlier(op.commune_id, [op.op_id])[op.op_id])
    effect = EFFECTS[op.kind](context, op)
    receipt = rules.make_receipt(op.commune_id, op.op_id, op.hash)
    result = {
        "op_id": str(op.op_id),
        "status": "applied",
        "report_id": str(effect.report_id) if effect.report_id else None,
        "version": effect.version,
        "rev": effect.rev,
        "receipt": receipt,
        "photos_missing": queries.list_missing_photos(op.commune_id, op.photo_ids) if op.photos else [],
    }
    db.session.execute(
        update(Operation)
        .where(Operation.commune_id == op.commune_id, Operation.id == op.op_id)
        .values(result=result, report_id=effect.report_id)
        .execution_options(synchronize_session=False)
    )
    parking.close_superseded(op.commune_id, op.op_id, effect.report_id, context.at)
    note(
        op.commune_id,
        effect.kind,
        effect.subject,
        context.actor,
        facts=effect.facts,
        member_id=op.actor_id,
        operation_id=op.op_id,
    )
    return result


def _claim(context: Context, op: Op) -> bool:
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = {
        "commune_id": op.commune_id,
        "id": op.op_id,
        "hash": op.hash,
        "kind": op.kind,
        "schema": op.schema,
        "team_id": op.team_id,
        "device_id": context.actor.device_id,
        "actor_id": op.actor_id,
        "shift_id": op.shift_id,
        "report_id": op.report_id,
        "client_at": op.client_at,
        "at": context.at,
        "receipt": rules.make_receipt(op.commune_id, op.op_id, op.hash),
        "epoch": current_epoch(),
    }
    done = db.session.execute(dialect.insert(Operation).values(**row).on_conflict_do_nothing().returning(Operation.id))
    return done.one_or_none() is not None
