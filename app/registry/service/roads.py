"""Keeping camera roads."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal.service import Subject, note
from app.registry import rules
from app.registry.models import Asset, CameraRoad, RoadCamera
from app.registry.queries import assets
from app.registry.queries import roads as queries
from app.registry.rules import Road
from app.registry.service.places import find_place_faults
from app.web.database import db


def add_road(actor: Actor, road: Road, *, road_id: UUID | None = None) -> CameraRoad:
    """Add a camera road with its cameras in order; ``INVALID`` names what does not fit."""
    commune_id = rules.check_may_keep(actor)
    road = _checked(actor, commune_id, road)
    row = CameraRoad(commune_id=commune_id, id=road_id or new_id(), version=1, changed_at=clock.now(), **_columns(road))
    db.session.add(row)
    db.session.flush()
    _place_cameras(row, road)
    note(commune_id, "road.added", Subject("road", row.id), actor, facts={"cameras": len(road.cameras)})
    return row


def change_road(actor: Actor, road_id: UUID, road: Road, *, version: int) -> CameraRoad:
    """Change it, also which cameras stand along it; ``CHANGED_MEANWHILE`` when somebody else was quicker, ``NOT_FOUND``."""
    rules.check_may_keep(actor)
    row = queries.lock_road(actor, road_id)
    if row.version != version:
        raise DomainError(CHANGED_MEANWHILE)
    road = _checked(actor, row.commune_id, road)
    ended = road.ended_on is not None and row.ended_on is None
    for name, value in _columns(road).items():
        setattr(row, name, value)
    row.version, row.changed_at = row.version + 1, clock.now()
    _place_cameras(row, road)
    kind = "road.ended" if ended else "road.changed"
    note(row.commune_id, kind, Subject("road", row.id), actor, facts={"cameras": len(road.cameras)})
    return row


def _columns(road: Road) -> dict[str, Any]:
    return {name: value for name, value in asdict(road).items() if name != "cameras"}


def _place_cameras(row: CameraRoad, road: Road) -> None:
    along = (RoadCamera.commune_id == row.commune_id) & (RoadCamera.road_id == row.id)
    db.session.execute(delete(RoadCamera).where(along))
    if road.cameras:
        own = {"commune_id": row.commune_id, "road_id": row.id}
        lines = [own | {"asset_id": one, "position": place} for place, one in enumerate(road.cameras, 1)]
        db.session.execute(insert(RoadCamera), lines)


def _checked(actor: Actor, commune_id: str, road: Road) -> Road:
    words: dict[str, Any] = {name: " ".join(nfc(getattr(road, name)).split()) for name in ("name", "from_place", "to_place")}
    road = replace(road, **words)
    faults = rules.find_road_faults(road, local(clock.now()).date())
    faults += find_place_faults(actor, commune_id, road.village_id, road.site_id)
    cameras = select(Asset.id).where(Asset.commune_id == commune_id, Asset.id.in_(road.cameras))
    known = set(db.session.scalars(cameras.where(*assets.narrowed(actor, {"kind": rules.CAMERA}))))
    if set(road.cameras) - known:
        faults.append(fault_at("/cameras", "Có camera không còn trong sổ"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    return road
