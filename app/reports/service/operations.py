"""What a phone sends, or the office enters from paper: one operation, one transaction.

The operation's row is the first statement, the journal note the last.

``apply`` runs inside a unit of work that the push opens; when it raises, nothing of the operation stays.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.actor import Actor
from app.core.errors import OPERATION_REUSED, WRONG_COMMUNE
from app.core.errors import TEAM_MOVED as TEAM_HAS_MOVED
from app.journal.service import note
from app.people import queries as people
from app.reports import queries, rules
from app.reports.models import Operation
from app.reports.service import parking, positions
from app.reports.service.effects import EFFECTS
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect
from app.web.database import db, table_of
from app.web.epoch import current_epoch

# Built once: building a statement costs more than running it.
_TABLE = table_of(Operation)
_EARLIER = select(_TABLE.c.id, _TABLE.c.hash, _TABLE.c.result).where(
    _TABLE.c.commune_id.in_(bindparam("communes", expanding=True)), _TABLE.c.id.in_(bindparam("operations", expanding=True))
)
_CLAIM = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.id),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.id),
}


def check_sender(actor: Actor, op: Op) -> None:
    """Commune and team were frozen into the operation; a phone sends for its own team.

    What it wrote for a team that it was enrolled for earlier belongs there all the same, when its author was a member on
    that night.
    """
    if op.commune_id not in actor.books:
        raise Refused("rejected", WRONG_COMMUNE)
    if op.team_id != actor.team_id and not _was_written_there(actor, op):
        raise Refused("held", TEAM_HAS_MOVED)


def _was_written_there(actor: Actor, op: Op) -> bool:
    if op.actor_id is None or not people.was_enrolled(actor, op.team_id):
        return False
    return people.was_member(op.commune_id, op.team_id, op.actor_id, rules.night_written(op.body, op.client_at))


def find_earlier(communes: Sequence[str], op_ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Which of these operations took effect before, in any of these books: one statement for a whole batch."""
    rows = db.session.connection().execute(_EARLIER, {"communes": communes, "operations": op_ids})
    return {row.id: row for row in rows}


def find_twin(context: Context, op: Op) -> Any:
    """The row under this id if it took effect meanwhile, else None; then it cannot take effect before we commit.

    A look alone would not do: police may let a held operation take effect between the look and the parking.
    """
    if not _claim(context, op, None):
        return find_earlier([op.commune_id], [op.op_id]).get(op.op_id)
    here = (_TABLE.c.commune_id == op.commune_id) & (_TABLE.c.id == op.op_id)
    db.session.connection().execute(_TABLE.delete().where(here))
    return None


def repeat(op: Op, earlier: Any) -> dict[str, Any]:
    """The first result again; ``Refused`` (rejected) when the same id now carries other content."""
    if earlier.hash != op.hash:
        raise Refused("rejected", OPERATION_REUSED)
    return (earlier.result or {}) | {"status": "duplicate"}


def apply(context: Context, op: Op) -> dict[str, Any]:
    """Let one operation take effect; gives its result. A concurrent twin waits at the first statement."""
    foreseen = _foreseen_result(op)
    if not _claim(context, op, foreseen):
        return repeat(op, find_earlier([op.commune_id], [op.op_id])[op.op_id])
    op = positions.with_consent_only(context.actor, op)
    effect = EFFECTS[op.kind](context, op)
    result = foreseen or _write_result(op, effect)
    note(
        op.commune_id,
        effect.kind,
        effect.subject,
        context.actor,
        facts=effect.facts | dict(context.via),
        member_id=op.actor_id,
        operation_id=op.op_id,
    )
    if effect.may_supersede:
        parking.close_superseded(context, op, effect.report_id or effect.supersedes)
    return result


def _foreseen_result(op: Op) -> dict[str, Any] | None:
    """A submit that takes effect has only one possible result, so it is written with the claim and never again."""
    if op.kind != "report.submit":
        return None
    return _result(op, op.report_id, 1, 1, op.photo_ids)


def _result(op: Op, report_id: UUID | None, version: int | None, rev: int | None, missing: list[str]) -> dict[str, Any]:
    return {
        "op_id": str(op.op_id),
        "status": "applied",
        "report_id": str(report_id) if report_id else None,
        "version": version,
        "rev": rev,
        "receipt": op.receipt,
        "photos_missing": missing,
    }


def _write_result(op: Op, effect: Effect) -> dict[str, Any]:
    missing = queries.list_missing_photos(op.commune_id, op.photo_ids) if op.photos else []
    result = _result(op, effect.report_id, effect.version, effect.rev, missing)
    db.session.execute(
        update(Operation)
        .where(Operation.commune_id == op.commune_id, Operation.id == op.op_id)
        .values(result=result, report_id=effect.report_id)
        .execution_options(synchronize_session=False)
    )
    return result


def _claim(context: Context, op: Op, result: dict[str, Any] | None) -> bool:
    """Write the operation's row; a twin that is under way makes us wait here. False when it took effect before."""
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
        "result": result,
        "receipt": op.receipt,
        "epoch": current_epoch(),
    }
    connection = db.session.connection()
    return connection.execute(_CLAIM[connection.dialect.name], row).one_or_none() is not None
