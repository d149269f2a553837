"""Adding, changing and taking away things that are counted."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import ALREADY_THERE, CHANGED_MEANWHILE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.service import Subject, note
from app.registry import rules
from app.registry.models import Asset, CameraNeed, RoadCamera
from app.registry.queries import assets as queries
from app.registry.queries import readable
from app.registry.rules import Thing
from app.registry.service.needs import follow_installed
from app.registry.service.places import find_place_faults
from app.web.database import db

# What a look says is no business of a form.
_BY_LOOKS = ("state",)


def add_asset(actor: Actor, thing: Thing, *, asset_id: UUID | None = None) -> Asset:
    """Add a thing to the commune's book; ``NOT_ALLOWED`` by role, ``INVALID`` names what does not fit."""
    commune_id = rules.check_may_keep(actor)
    thing = _neat(thing)
    _check(actor, commune_id, thing)
    asset = Asset(commune_id=commune_id, id=asset_id or new_id(), defects=[], version=1, changed_at=clock.now())
    for name, value in asdict(thing).items():
        setattr(asset, name, value)
    db.session.add(asset)
    db.session.flush()
    follow_installed(actor, commune_id, {asset.need_id})
    note(commune_id, "asset.added", Subject("asset", asset.id), actor, facts={"thing": asset.kind})
    return asset


def change_asset(actor: Actor, asset_id: UUID, thing: Thing, *, version: int) -> Asset:
    """Change a thing; its kind and its state stay. ``CHANGED_MEANWHILE`` when somebody else was quicker, ``NOT_FOUND``."""
    rules.check_may_keep(actor)
    asset = _lock(actor, asset_id, version)
    thing = replace(_neat(thing), kind=asset.kind, state=asset.state)
    _check(actor, asset.commune_id, thing)
    before = asset.need_id
    for name, value in asdict(thing).items():
        if name not in _BY_LOOKS:
            setattr(asset, name, value)
    _changed(asset)
    follow_installed(actor, asset.commune_id, {before, asset.need_id})
    note(asset.commune_id, "asset.changed", Subject("asset", asset.id), actor, facts={"thing": asset.kind})
    return asset


def remove_asset(actor: Actor, asset_id: UUID, on: date, *, version: int) -> Asset:
    """From the day ``on`` the thing is there no more: it is counted no more, and stands along no camera road."""
    rules.check_may_keep(actor)
    asset = _lock(actor, asset_id, version)
    if on > local(clock.now()).date() or (asset.installed_on is not None and on < asset.installed_on):
        raise DomainError(INVALID, errors=[fault_at("/on", "Ngày này chưa tới, hoặc trước ngày lắp")])
    asset.removed_on = on
    _changed(asset)
    along = (RoadCamera.commune_id == asset.commune_id) & (RoadCamera.asset_id == asset.id)
    db.session.execute(delete(RoadCamera).where(along))
    follow_installed(actor, asset.commune_id, {asset.need_id})
    facts = {"thing": asset.kind, "on": on.isoformat()}
    note(asset.commune_id, "asset.removed", Subject("asset", asset.id), actor, facts=facts)
    return asset


def _lock(actor: Actor, asset_id: UUID, version: int) -> Asset:
    asset = queries.lock_asset(actor, asset_id)
    if asset.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    if asset.removed_on is not None:
        raise DomainError(ALREADY_THERE)
    return asset


def _changed(asset: Asset) -> None:
    asset.version, asset.changed_at = asset.version + 1, clock.now()
    db.session.flush()


def _neat(thing: Thing) -> Thing:
    words: dict[str, Any] = {name: " ".join(nfc(getattr(thing, name)).split()) for name in ("place", "label", "keeper_role")}
    return replace(thing, **words, eyes=thing.eyes if thing.kind == rules.CAMERA else 1, values=_in_nfc(thing.values))


def _in_nfc(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_nfc(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_nfc(item) for item in value]
    return nfc(value).strip() if isinstance(value, str) else value


def _check(actor: Actor, commune_id: str, thing: Thing) -> None:
    kinds = catalogue.terms("assets")
    if thing.kind not in kinds:
        raise DomainError(INVALID, errors=[fault_at("/kind", "Chưa có loại phương tiện này")])
    lists = {name: list(catalogue.terms(name)) for name in ("owners", "funds", "topics")}
    lists["states"] = kinds[thing.kind].facts["states"]
    faults = rules.find_thing_faults(thing, local(clock.now()).date(), lists)
    faults += find_place_faults(actor, commune_id, thing.village_id, thing.site_id)
    if thing.need_id is not None:
        need = (CameraNeed.commune_id == commune_id) & (CameraNeed.id == thing.need_id)
        if db.session.scalar(select(CameraNeed.id).where(need, readable(actor, CameraNeed))) is None:
            faults.append(fault_at("/need_id", "Không có nơi cần lắp này"))
    if faults:
        raise DomainError(INVALID, errors=faults)
