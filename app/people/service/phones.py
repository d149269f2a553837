"""What the office knows of a phone that is in: how it fares, and that it is shut out."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Device
from app.web.database import db
from app.web.transaction import unit_of_work

_HEALTH_AFTER = timedelta(minutes=10)
_TELLING = ("unsent", "parked")


def note_health(actor: Actor, health: dict[str, Any] | None, now: datetime) -> None:
    """Keep how a phone says it fares, in a unit of work of its own: when that changed, else every ten minutes."""
    if health is None or actor.device_id is None:
        return
    here = (Device.commune_id == actor.commune_id) & (Device.id == actor.device_id)
    known = db.session.scalar(select(Device.health).where(here)) or {}
    db.session.rollback()
    at = known.get("at")
    fresh = at is not None and now - datetime.fromisoformat(at) < _HEALTH_AFTER
    if fresh and all(known.get(key) == health.get(key) for key in _TELLING):
        return
    told = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in health.items()}
    with unit_of_work():
        db.session.execute(update(Device).where(here).values(health=told | {"at": now.isoformat()}))


def revoke_device(actor: Actor, device_id: UUID) -> None:
    """Shut a phone out, from its next request on; what it still holds can be rescued from a file."""
    commune_id = rules.check_may_keep(actor)
    device = db.session.get(Device, (commune_id, device_id))
    now = clock.now()
    if device is None:
        raise DomainError(NOT_FOUND)
    queries.get_team(actor, device.team_id, local(now).date())
    if device.revoked_at is None:
        device.revoked_at = now
        journal.note(commune_id, "device.revoked", Subject("device", device.id, device.team_id), actor)
