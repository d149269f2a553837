"""Approving several reports: each in a unit of work of its own, so that one refusal holds back no other."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError

from app.core.actor import Actor
from app.core.errors import BUSY, DomainError
from app.reports.service import moves
from app.web.problems import problem_body
from app.web.transaction import unit_of_work


def approve_one(actor: Actor, report_id: UUID, rev: int) -> dict[str, Any]:
    """Approve one report of a batch: ``{id, state, version, rev}``, or ``{id, problem}``."""
    try:
        with unit_of_work():
            report = moves.approve_quiet(actor, report_id, rev=rev)
            return {"id": report_id, "state": report.state, "version": report.version, "rev": report.rev}
    except DomainError as refusal:
        return {"id": report_id, "problem": problem_body(refusal.problem, refusal.detail, **refusal.facts)}
    except OperationalError:
        return {"id": report_id, "problem": problem_body(BUSY)}
