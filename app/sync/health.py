"""How phones say they are (unsent work, storage): a hint for support, written down every ten minutes at most."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update

from app.core.actor import Actor
from app.people.models import Device
from app.web.database import db
from app.web.transaction import unit_of_work

_EVERY_SECONDS = 600.0
_MOST_PHONES = 10_000
# Per process and never asked for: losing it costs one small write a phone.
_noted: dict[UUID, float] = {}


def note(actor: Actor, health: dict[str, Any], now: datetime) -> None:
    """Write down a phone's health, unless this process did so within the last ten minutes."""
    assert actor.device_id is not None
    if not health or time.monotonic() < _noted.get(actor.device_id, 0.0):
        return
    if len(_noted) > _MOST_PHONES:
        _noted.clear()
    _noted[actor.device_id] = time.monotonic() + _EVERY_SECONDS
    with unit_of_work():
        db.session.execute(
            update(Device)
            .where(Device.commune_id == actor.commune_id, Device.id == actor.device_id)
            .values(health=_plain(health), seen_at=now)
        )


def _plain(health: dict[str, Any]) -> dict[str, Any]:
    """Only numbers, switches and times: nothing that a person wrote can get in here."""
    kept = {name: value for name, value in health.items() if isinstance(value, int | float | bool | datetime)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}
