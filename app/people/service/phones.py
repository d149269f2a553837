"""What the office knows of a phone that is in: how it fares, and that it is shut out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Device
from app.web.database import db, table_of
from app.web.transaction import after_commit

_AGAIN_AFTER = timedelta(minutes=10)
_TELLING = ("unsent", "parked")
_MOST_PHONES = 10_000
# What this process wrote last, so that a push asks nothing; losing it costs one small write a phone.
_written: dict[UUID, tuple[datetime, list[Any]]] = {}


def is_news(actor: Actor, health: Mapping[str, Any] | None, now: datetime) -> bool:
    """Whether how a phone says it fares is to be kept: when that changed, else every ten minutes."""
    if not health or actor.device_id is None:
        return False
    at, before = _written.get(actor.device_id, (now - 2 * _AGAIN_AFTER, []))
    return _telling(health) != before or abs(now - at) >= _AGAIN_AFTER


def note_health(actor: Actor, health: Mapping[str, Any] | None, now: datetime) -> None:
    """Keep how a phone says it fares, where it is news; inside the caller's unit of work.

    Only numbers, switches and times are kept: nothing that a person wrote can get in here.
    """
    if not is_news(actor, health, now):
        return
    assert health is not None and actor.device_id is not None
    kept = {key: value for key, value in health.items() if isinstance(value, int | float | bool | datetime)}
    told = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in kept.items()}
    told["at"] = now.isoformat()
    asked = {"commune": actor.commune_id, "device": actor.device_id, "told": told}
    db.session.connection().execute(_KEEP, asked)
    device_id, telling = actor.device_id, _telling(health)
    after_commit(lambda: _remember(device_id, now, telling))


# Built once: a phone's first push of a morning runs it.
_DEVICE = table_of(Device)
_KEEP = (
    update(_DEVICE)
    .where(_DEVICE.c.commune_id == bindparam("commune"), _DEVICE.c.id == bindparam("device"))
    .values(health=bindparam("told"))
)


def _telling(health: Mapping[str, Any]) -> list[Any]:
    return [health.get(key) for key in _TELLING]


def _remember(device_id: UUID, now: datetime, telling: list[Any]) -> None:
    if len(_written) > _MOST_PHONES:
        _written.clear()
    _written[device_id] = (now, telling)


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
