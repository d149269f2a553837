"""Things and sites to test with, and what phones tell of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.ids import new_id
from app.registry import service
from app.registry.models import Asset, ModelSite
from app.registry.rules import Thing
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import COMMUNE, Person
from tests.nights import operation


def village_of(person: Person) -> UUID:
    """The village of a team's phone."""
    assert person.village_id is not None
    return person.village_id


def put_up(keeper: Person, kind: str = "gong", place: str = "Nhà văn hóa", **more: Any) -> UUID:
    """A thing in the book."""
    known: dict[str, Any] = {"camera": {"owner": "people"}, "board": {"topic": "order"}}.get(kind, {})
    with unit_of_work():
        return service.add_asset(keeper.actor(), Thing(kind, place, **(known | more))).id


def open_site(village_id: UUID | None, *, name: str = "Kẻng Suối Cạn", state: str = "active") -> UUID:
    """A site as the register's pages would have opened it."""
    now = clock.now()
    with unit_of_work():
        site = ModelSite(commune_id=COMMUNE, id=new_id(), kind_code="M01", name=name, village_id=village_id)
        site.state, site.tags, site.values, site.opened_at, site.changed_at = state, [], {}, now, now
        site.launched_on = now.date() if state == "active" else None
        db.session.add(site)
        site_id = site.id
    return site_id


def look(
    person: Person, asset_id: UUID, state: str = "working", *, at: datetime | None = None, **more: Any
) -> dict[str, Any]:
    """A look from a phone."""
    head = {name: more.pop(name) for name in ("photos", "shift_id", "op_id", "actor_id") if name in more}
    body = {"asset_id": str(asset_id), "state": state} | more
    return operation(person, "asset.check", body=body, client_time=(at or clock.now()).isoformat(), **head)


def done(person: Person, kind: str = "gong", values: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An activity from a phone."""
    head = {name: more.pop(name) for name in ("photos", "shift_id", "op_id") if name in more}
    known = {"kind": kind, "began_at": clock.now().isoformat(), "values": {"reality": "drill"} if values is None else values}
    return operation(person, "activity.log", body=known | more, **head)


def stored(asset_id: UUID) -> Asset:
    """A thing as the database has it now."""
    db.session.rollback()
    return db.session.get_one(Asset, (COMMUNE, asset_id))
