"""Keeping the list of places that need cameras."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.service import Subject, note
from app.registry import rules
from app.registry.models import CameraNeed, CameraRoad
from app.registry.queries import needs as queries
from app.registry.queries import readable
from app.registry.rules import Need
from app.registry.service.places import find_place_faults
from app.web.database import db


def add_need(actor: Actor, need: Need, *, need_id: UUID | None = None) -> CameraNeed:
    """Write down a place that needs cameras; ``INVALID`` names what does not fit."""
    commune_id = rules.check_may_keep(actor)
    need = _checked(actor, commune_id, need)
    row = CameraNeed(commune_id=commune_id, id=need_id or new_id(), version=1, changed_at=clock.now(), **asdict(need))
    row.named_on = _today()
    row.dropped_on = row.named_on if need.state == rules.DROPPED else None
    row.state = rules.present_state(need.state, need.eyes, 0)
    db.session.add(row)
    note(commune_id, "need.added", Subject("need", row.id), actor, facts={"eyes": need.eyes})
    return row


def change_need(actor: Actor, need_id: UUID, need: Need, *, version: int) -> CameraNeed:
    """Change it, plan it or drop it; ``CHANGED_MEANWHILE`` when somebody else was quicker, ``NOT_FOUND``."""
    rules.check_may_keep(actor)
    row = queries.lock_need(actor, need_id)
    if row.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    for name, value in asdict(_checked(actor, row.commune_id, need)).items():
        setattr(row, name, value)
    row.state = rules.present_state(need.state, need.eyes, _installed(row.commune_id, row.id))
    row.dropped_on = (row.dropped_on or _today()) if row.state == rules.DROPPED else None
    row.version, row.changed_at = row.version + 1, clock.now()
    note(row.commune_id, "need.changed", Subject("need", row.id), actor, facts={"eyes": need.eyes})
    return row


def follow_installed(actor: Actor, commune_id: str, need_ids: Collection[UUID | None]) -> None:
    """Let these needs say whether they are met, after cameras came or went."""
    ids = sorted(one for one in need_ids if one is not None)
    if not ids:
        return
    mine = (CameraNeed.commune_id == commune_id) & CameraNeed.id.in_(ids)
    for row in db.session.scalars(select(CameraNeed).where(mine).order_by(CameraNeed.id).with_for_update()):
        installed = _installed(commune_id, row.id)
        row.state = rules.present_state(row.state, row.eyes, installed)
        note(commune_id, "need.followed", Subject("need", row.id), actor, facts={"eyes": installed})


def _today() -> date:
    return local(clock.now()).date()


def _installed(commune_id: str, need_id: UUID) -> int:
    return int(db.session.scalar(select(queries.installed_for(commune_id, need_id))) or 0)


def _checked(actor: Actor, commune_id: str, need: Need) -> Need:
    words: dict[str, Any] = {name: " ".join(nfc(getattr(need, name)).split()) for name in ("place", "reason")}
    need = replace(need, **words)
    faults = rules.find_need_faults(need) + find_place_faults(actor, commune_id, need.village_id, None)
    if need.road_id is not None:
        road = (CameraRoad.commune_id == commune_id) & (CameraRoad.id == need.road_id)
        if db.session.scalar(select(CameraRoad.id).where(road, readable(actor, CameraRoad))) is None:
            faults.append(fault_at("/road_id", "Không có tuyến này"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    return need
