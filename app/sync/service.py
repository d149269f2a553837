"""The push: each operation is one transaction of its own, and has its own result (protocol.md §2)."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, BUSY, INTERNAL, DomainError
from app.people import service as people
from app.reports.service import books, intake, operations, parking
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context
from app.web.problems import places_of, problem_body
from app.web.transaction import unit_of_work

log = structlog.get_logger()


def push(actor: Actor, envelope: dict[str, Any]) -> list[dict[str, Any]]:
    """Take in every operation of an envelope, in its order; gives one result an operation."""
    now = clock.now()
    offset_ms = round((envelope["sent_at"] - now).total_seconds() * 1000)
    context = Context(actor, now, offset_ms)
    read = [_read(raw) for raw in envelope["ops"]]
    ids = [item.op_id for item in read if isinstance(item, Op)]
    earlier = operations.find_earlier(actor.books, ids) if ids else {}
    health = _health(envelope)
    beside = partial(people.note_health, actor, health, now)
    results = [_take(context, raw, item, earlier, beside) for raw, item in zip(envelope["ops"], read, strict=True)]
    if people.is_news(actor, health, now):
        with unit_of_work():
            beside()
    return results


def _health(envelope: dict[str, Any]) -> dict[str, Any] | None:
    """How the phone says it fares, with its version and installation, which stand in the envelope anyway."""
    health = envelope.get("health")
    return health | {name: envelope.get(name) for name in ("client", "install_id")} if health else None


def take_operation(context: Context, raw: Any) -> dict[str, Any]:
    """Take in one operation that came by another road than a push, in the same way; gives its result."""
    item = _read(raw)
    earlier = operations.find_earlier(context.actor.books, [item.op_id]) if isinstance(item, Op) else {}
    return _take(context, raw, item, earlier, lambda: None)


def _read(raw: Any) -> Op | Refused:
    try:
        return intake.read_head(raw if isinstance(raw, dict) else {})
    except Refused as refused:
        return refused


def _take(
    context: Context, raw: Any, item: Op | Refused, earlier: dict[UUID, Any], beside: Callable[[], None]
) -> dict[str, Any]:
    if isinstance(item, Refused):
        return _refuse(context, raw, None, item)
    try:
        if item.op_id in earlier:
            return operations.repeat(item, earlier[item.op_id])
        item = books.place(context.actor, item)
        operations.check_sender(context.actor, item)
        if context.hold is not None:
            raise Refused("held", context.hold)
        return _apply(context, intake.read_body(item), beside)
    except Refused as refused:
        return _refuse(context, raw, item, refused)
    except OperationalError:
        return _retry(item, BUSY)
    except DomainError as refusal:
        return _retry(item, refusal.problem)
    except Exception as error:
        # One operation that this server stumbles over must not hold back the others of its batch.
        log.error("operation failed", kind=item.kind, error=type(error).__name__, trace=places_of(error))
        return _retry(item, INTERNAL)


def _apply(context: Context, op: Op, beside: Callable[[], None]) -> dict[str, Any]:
    """Apply, and once more when another phone's row came in between: the second look finds it.

    How the phone fares goes along with its first operation: a transaction of its own would double the price of a push.
    """
    for _ in range(2):
        try:
            with unit_of_work():
                beside()
                return operations.apply(context, op)
        except IntegrityError:
            continue
    raise Refused("held", ALREADY_THERE)


def _refuse(context: Context, raw: Any, op: Op | None, refused: Refused) -> dict[str, Any]:
    """Keep what did not take effect. A conflict looks for its twin once more: it may have committed meanwhile."""
    if op is not None and op.team_id != context.actor.team_id:
        # A phone may send what it wrote for its earlier team, and reads nothing of that team any more.
        refused.problem.pop("current", None)
    settled = None
    if refused.status != "retry" and (op is not None or parking.is_storable(raw)):
        with unit_of_work():
            if op is not None and refused.status in ("conflict", "held"):
                twin = operations.find_twin(context, op)
                if twin is not None and twin.hash == op.hash:
                    return operations.repeat(op, twin)
            settled = parking.park(context, raw, op, refused)
    op_id = str(op.op_id) if op else (raw.get("op_id") if isinstance(raw, dict) else None)
    result = {"op_id": op_id if isinstance(op_id, str) else None, "status": refused.status, "problem": refused.problem}
    return result | ({"resolution": settled} if settled else {})


def _retry(op: Op, problem: Any) -> dict[str, Any]:
    return {"op_id": str(op.op_id), "status": "retry", "problem": problem_body(problem)}
