"""Positions only with consent and only for their days: a report is never refused for one, the position is left out."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.consents import queries as consents
from app.consents.rules import is_in_force
from app.core import clock
from app.core.actor import Actor
from app.reports import rules
from app.reports.service.intake import Op


def with_consent_only(actor: Actor, op: Op) -> Op:
    """``op`` without the positions that nobody had consented to, or whose days are over.

    One statement where there are any (the days are known for half a minute), else none.
    """
    if not op.kind.startswith("report.") or not rules.has_positions(op.body):
        return op
    acts = consents.acts_of_members({op.commune_id, *actor.books}, rules.readers_of(op.body, op.actor_id))
    since = clock.now() - consents.time_kept(actor.commune_id or op.commune_id)

    def allowed(member_id: UUID | None, at: datetime | None) -> bool:
        return member_id is not None and at is not None and at >= since and is_in_force(acts.get(member_id, ()), at)

    return replace(op, body=rules.keep_allowed(op.body, op.actor_id, allowed))


def as_kept(actor: Actor, op: Op | None, raw: dict[str, Any]) -> dict[str, Any]:
    """The operation as it is kept when it did not take effect: whole but for such positions.

    Of one whose head cannot be read (``op`` missing) nobody knows who agreed, so it keeps none.
    """
    if op is None:
        body = raw.get("body")
        return raw | {"body": rules.without_any(body)} if isinstance(body, dict) else raw
    cleaned = with_consent_only(actor, op)
    return raw if cleaned is op else raw | {"body": cleaned.body}


def oldest_in(operation: dict[str, Any], problem: dict[str, Any]) -> datetime | None:
    """When the oldest position was read that is kept with an operation or, in a conflict, with the report it met."""
    bodies = (operation.get("body"), (problem.get("current") or {}).get("body"))
    return rules.oldest_reading(*(body for body in bodies if isinstance(body, dict)))
