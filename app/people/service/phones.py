"""What the office knows of a phone that is in: how it fares, and that it is shut out."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError, fault_at
from app.core.night import local
from app.journal import service as journal
from app.journal.service import Subject
from app.people import queries, rules
from app.people.models import Device
from app.people.rules import phones
from app.people.service.teams import one_form
from app.web.database import db, table_of
from app.web.transaction import after_commit

_AGAIN_AFTER = timedelta(minutes=10)
_TELLING = ("unsent", "parked", "held", "storage_lost", "client", "nudge_seen")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}")
_MOST_PHONES = 10_000
_MOST_FACTS, _LONGEST_NAME = 40, 30
_LONGEST_CALLED = 80
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

    Only numbers, switches, times, its version and the id of its installation are kept: nothing that a person wrote can
    get in here. That a phone once forgot what it had made stays noted until somebody has seen to it.
    """
    if not is_news(actor, health, now):
        return
    assert health is not None and actor.device_id is not None
    kept = [(key, _plain(value)) for key, value in health.items() if _is_kept(key, value)]
    told: dict[str, Any] = dict(kept[:_MOST_FACTS]) | {"at": now.isoformat()}
    here = {"commune": actor.commune_id, "device": actor.device_id}
    connection = db.session.connection()
    before = connection.execute(_LAST, here).scalar_one_or_none() or {}
    if before.get("forgot") or phones.has_forgotten(before, told):
        told["forgot"] = before.get("forgot") or now.isoformat()
    connection.execute(_KEEP, here | {"told": told})
    device_id, telling = actor.device_id, _telling(health)
    after_commit(lambda: _remember(device_id, now, telling))


def _is_kept(key: str, value: Any) -> bool:
    if key == "client":
        return isinstance(value, str) and _VERSION.fullmatch(value) is not None
    return key != "forgot" and len(key) <= _LONGEST_NAME and isinstance(value, int | float | bool | datetime | UUID)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


# Built once: a phone's first push of a morning runs it.
_DEVICE = table_of(Device)
_HERE = (_DEVICE.c.commune_id == bindparam("commune")) & (_DEVICE.c.id == bindparam("device"))
_LAST = select(_DEVICE.c.health).where(_HERE)
_KEEP = update(_DEVICE).where(_HERE).values(health=bindparam("told"))


def _telling(health: Mapping[str, Any]) -> list[Any]:
    return [health.get(key) for key in _TELLING]


def _remember(device_id: UUID, now: datetime, telling: list[Any]) -> None:
    if len(_written) > _MOST_PHONES:
        _written.clear()
    _written[device_id] = (now, telling)


def rename_device(actor: Actor, device_id: UUID, name: str) -> None:
    """Call a phone otherwise, as the office knows it. ``INVALID`` unless the name has 1–80 characters."""
    device = _kept_device(actor, device_id)
    name = one_form(name)
    if not 1 <= len(name) <= _LONGEST_CALLED:
        raise DomainError(INVALID, errors=[fault_at("/name", "Tên máy có 1–80 ký tự")])
    if name != device.name:
        device.name = name
        journal.note(device.commune_id, "device.renamed", Subject("device", device.id, device.team_id), actor)


def revoke_device(actor: Actor, device_id: UUID) -> None:
    """Shut a phone out, from its next request on; what it still holds can be rescued from a file."""
    device = _kept_device(actor, device_id)
    if device.revoked_at is None:
        device.revoked_at = clock.now()
        journal.note(device.commune_id, "device.revoked", Subject("device", device.id, device.team_id), actor)


def retire_device(actor: Actor, device_id: UUID, *, reason: str = "") -> None:
    """Let a phone go that is given back. ``INVALID`` without a reason while its last word was that something is unsent."""
    device = _kept_device(actor, device_id)
    if not reason.strip() and phones.holds_work(device.health or {}):
        raise DomainError(INVALID, errors=[fault_at("/reason", "Máy còn báo cáo chưa gửi: xin ghi lý do")])
    if device.revoked_at is None:
        device.revoked_at = clock.now()
        subject, facts = (
            Subject("device", device.id, device.team_id),
            {"unsent": int((device.health or {}).get("unsent") or 0)},
        )
        journal.note(device.commune_id, "device.retired", subject, actor, facts=facts)


def see_to_device(actor: Actor, device_id: UUID) -> None:
    """Somebody has seen to a phone that had lost what it held: from now on only a new loss is told."""
    device = _kept_device(actor, device_id)
    device.health = {key: value for key, value in (device.health or {}).items() if key not in ("forgot", "storage_lost")}
    _written.pop(device.id, None)
    journal.note(device.commune_id, "device.seen-to", Subject("device", device.id, device.team_id), actor)


def nudge_device(actor: Actor, device_id: UUID, reason: str) -> UUID:
    """Remind a phone of a trouble that it has now; it hears so at its next contact. Gives the team's id.

    The same again within the hour changes nothing. ``INVALID`` when the phone has no such trouble, or not any more.
    """
    device = _kept_device(actor, device_id)
    if device.revoked_at is not None:
        raise DomainError(NOT_FOUND)
    # Two officers at once must not remind twice.
    db.session.refresh(device, with_for_update=True)
    trouble = next((one for one in queries.troubles_now(device) if one == reason), None)
    if trouble is None:
        raise DomainError(INVALID, errors=[fault_at("/reason", "Máy không còn vướng việc này")])
    now = clock.now()
    if not phones.is_nudged_lately(queries.nudge_of(device), trouble, now):
        device.nudge_at, device.nudge_reason, device.nudge_by = now, trouble.value, actor.account_id
        subject = Subject("device", device.id, device.team_id)
        journal.note(device.commune_id, "device.nudged", subject, actor, facts={"reason": trouble.value})
    return device.team_id


def confirm_device(actor: Actor, device_id: UUID) -> UUID:
    """The officer has heard the phone's three words from its holder: it is the one that was meant. Gives the team's id.

    Once is enough; ``NOT_FOUND`` for a phone that is shut out.
    """
    device = _kept_device(actor, device_id)
    if device.revoked_at is not None:
        raise DomainError(NOT_FOUND)
    if device.confirmed_at is None:
        device.confirmed_at, device.confirmed_by = clock.now(), actor.account_id
        journal.note(device.commune_id, "device.confirmed", Subject("device", device.id, device.team_id), actor)
    return device.team_id


def _kept_device(actor: Actor, device_id: UUID) -> Device:
    commune_id = rules.check_may_keep(actor)
    device = db.session.get(Device, (commune_id, device_id))
    if device is None:
        raise DomainError(NOT_FOUND)
    queries.get_team(actor, device.team_id, local(clock.now()).date())
    return device
