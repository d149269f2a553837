"""Urgent alerts: raised by a phone ahead of its report, acknowledged by whoever of the police is first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, NOT_ALLOWED, DomainError
from app.journal.service import Subject, note
from app.people.rules import POLICE
from app.reports import queries
from app.reports.models import Alert
from app.reports.service import erasing_words
from app.reports.service.intake import Op, Refused
from app.reports.service.targets import Context, Effect, find_live_report, village_of
from app.web.database import db


def raise_alert(context: Context, op: Op) -> Effect:
    """Keep what the phone tells of an alert, unless something newer of it is here; a late one changes nothing.

    Called off and raised again, it asks anew for somebody; any other change leaves an acknowledgement as it is.
    """
    body, told = op.loaded, _told(context, op)
    known = _lock(op)
    if known is not None and known.team_id != op.team_id:
        raise Refused("held", ALREADY_THERE)
    facts = {"count": body["count"], "category": body["category"], "severity": body["severity"]}
    if known is None:
        _write(context, op, told)
        kind = "alert.cancelled" if body["cancelled"] else "alert.raised"
    elif body["count"] <= known.count:
        kind = "alert.overtaken"
    else:
        kind = _change(context, op, known, told)
    return Effect(None, None, None, Subject("alert", body["alert_id"], op.team_id), kind, facts)


def _lock(op: Op) -> Any:
    columns = select(Alert.team_id, Alert.count, Alert.cancelled_at)
    here = (Alert.commune_id == op.commune_id) & (Alert.id == op.loaded["alert_id"])
    return db.session.execute(columns.where(here).with_for_update()).one_or_none()


def _told(context: Context, op: Op) -> dict[str, Any]:
    body = op.loaded
    return {
        "count": body["count"],
        "category": body["category"],
        "severity": body["severity"],
        "checkpoint_id": body.get("checkpoint_id"),
        "place": _place(op),
        "at": body["at"],
        "changed_at": context.at,
        "cancelled_at": context.at if body["cancelled"] else None,
    }


def _place(op: Op) -> str:
    """Where it is, without a text that was taken out of the report of its shift; locks the report before the alert."""
    place = op.body.get("place") or ""
    report = find_live_report(op) if place else None
    return str(erasing_words.without_erased(op.commune_id, report.id, place)) if report is not None else place


def _write(context: Context, op: Op, told: dict[str, Any]) -> None:
    body = op.loaded
    fixed = {
        "commune_id": op.commune_id,
        "id": body["alert_id"],
        "team_id": op.team_id,
        "village_id": village_of(op),
        "shift_id": op.shift_id,
        "incident_id": body["incident_id"],
        "raised_at": body["raised_at"],
        "offset_ms": context.offset_ms,
        "received_at": context.at,
    }
    db.session.execute(insert(Alert).values(fixed | told))


def _change(context: Context, op: Op, known: Any, told: dict[str, Any]) -> str:
    values, kind = told, "alert.changed"
    if op.loaded["cancelled"]:
        # When it was first called off.
        values["cancelled_at"] = known.cancelled_at or context.at
        kind = "alert.cancelled"
    elif known.cancelled_at is not None:
        again = {"received_at": context.at, "raised_at": op.loaded["raised_at"], "offset_ms": context.offset_ms}
        values |= again | {"acknowledged_at": None, "acknowledged_by": None}
        kind = "alert.raised"
    here = (Alert.commune_id == op.commune_id) & (Alert.id == op.loaded["alert_id"])
    db.session.execute(update(Alert).where(here).values(values).execution_options(synchronize_session=False))
    return kind


@dataclass(frozen=True)
class Acknowledged:
    """What pressing "Đã nhận tin" came to: ``first`` when it was this actor, else who was first, or that it is over."""

    first: bool
    by: str
    at: datetime | None
    cancelled: bool


def acknowledge(actor: Actor, alert_id: UUID) -> Acknowledged:
    """Tell the team that its alert was read. Of two at once one is first, and the other is told who; ``NOT_FOUND``."""
    if actor.role not in POLICE:
        raise DomainError(NOT_ALLOWED)
    alert = queries.get_alert(actor, alert_id)
    now = clock.now()
    done = db.session.execute(
        update(Alert)
        .where(Alert.commune_id == alert.commune_id, Alert.id == alert.id, queries.is_open_alert())
        .values(acknowledged_at=now, acknowledged_by=actor.id)
        .returning(Alert.id)
        .execution_options(synchronize_session=False)
    ).all()
    if done:
        note(alert.commune_id, "alert.acknowledged", Subject("alert", alert.id, alert.team_id), actor)
    db.session.refresh(alert)
    names = queries.names_of_deciders([alert.acknowledged_by] if alert.acknowledged_by else [])
    by = names.get(alert.acknowledged_by, "") if alert.acknowledged_by else ""
    return Acknowledged(bool(done), by, alert.acknowledged_at, alert.cancelled_at is not None)
