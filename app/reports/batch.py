"""Approving several reports, and taking that back: each in a unit of work of its own, so one refusal holds back no other."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError

from app.core.actor import Actor
from app.core.errors import BUSY, DomainError
from app.reports.models import Report
from app.reports.rules import Move
from app.reports.service import moves
from app.web.problems import problem_body
from app.web.transaction import unit_of_work


def approve_one(actor: Actor, report_id: UUID, rev: int) -> dict[str, Any]:
    """Approve one report of a batch: ``{id, state, version, rev}``, or ``{id, problem}``."""
    return _one(report_id, lambda: moves.approve_quiet(actor, report_id, rev=rev))


def undo_one(actor: Actor, report_id: UUID, rev: int) -> dict[str, Any]:
    """Take back the approval of one report of a batch; answers as ``approve_one``."""
    return _one(report_id, lambda: moves.move_report(actor, report_id, Move.UNDO, rev=rev))


def _one(report_id: UUID, deed: Callable[[], Report]) -> dict[str, Any]:
    try:
        with unit_of_work():
            report = deed()
            return {"id": report_id, "state": report.state, "version": report.version, "rev": report.rev}
    except DomainError as refusal:
        return {"id": report_id, "problem": problem_body(refusal.problem, refusal.detail, **refusal.facts)}
    except OperationalError:
        return {"id": report_id, "problem": problem_body(BUSY)}
