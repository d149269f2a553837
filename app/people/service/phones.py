"""What the office knows of a phone that is in: how it fares, and that it is shut out."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

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

_AGAIN_AFTER = timedelta(minutes=10)
_TELLING = ("unsent", "parked")
_MOST_PHONES = 10_000
# What this process wrote last, so that a push asks nothing; losing it costs one small write a phone.
_written: dict[UUID, tuple[datetime, list[Any]]] = {}


def note_health(actor: Actor, health: dict[str, Any] | None, now: datetime) -> None:
    """Keep how a phone says it fares, in a unit of work of its own: when that changed, else every ten minutes.

    Only numbers, switches and times are kept: nothing that a person wrote can get in here.
    """
    if not health or actor.device_id is None:
        return
    telling = [health.get(key) for key in _TELLING]
    at, before = _written.get(actor.device_id, (now - 2 * _AGAIN_AFTER, []))
    if telling == before and abs(now - at) < _AGAIN_AFTER:
        return
    if len(_written) > _MOST_PHONES:
        _written.clear()
    _written[actor.device_id] = (now, telling)
    kept = {key: value for key, value in health.items() if isinstance(value, int | float | bool | datetime)}
    told = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in kept.items()}
    with unit_of_work():
        db.session.execute(
            update(Device)
            .where(Device.commune_id == actor.commune_id, Device.id == actor.device_id)
            .values(health=told | {"at": now.isoformat()})
        )


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
