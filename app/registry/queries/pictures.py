"""Photos of looks, activities and sites: to show them, whether somebody at a desk may see one, and to what one belongs."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.queries import in_books
from app.photos.models import Photo
from app.registry import rules
from app.registry.models import Asset, AssetCheck, ModelActivity, ModelSite
from app.registry.queries.scopes import readable
from app.registry.rules.pictures import sees_those_of_teams
from app.web.database import db

Owner = AssetCheck | ModelActivity | ModelSite


def photos_of(actor: Actor, owners: Collection[UUID]) -> dict[UUID, list[Photo]]:
    """The photos of these looks, activities or sites (which the actor may read) by owner, as far as the actor sees them; one
    statement, none without owners."""
    found: dict[UUID, list[Photo]] = defaultdict(list)
    if owners:
        mine = in_books(actor, Photo.commune_id) & Photo.owner_id.in_(owners) & Photo.current & Photo.erased_at.is_(None)
        if actor.kind == "office" and not sees_those_of_teams(actor):
            mine &= Photo.team_id.is_(None)
        for photo in db.session.scalars(select(Photo).where(mine).order_by(Photo.taken_at, Photo.id)):
            found[photo.owner_id].append(photo)
    return found


def shows_picture(actor: Actor, commune_id: str, owner_id: UUID) -> bool:
    """Whether a photo is of a look, an activity or a site whose photos the actor sees: registered with ``photos``.

    Teams, and police in their villages, see photos by their own scope.
    """
    if not rules.may_read(actor) or commune_id not in actor.books:
        return False
    looks = _look(commune_id, owner_id) & exists().where(
        Asset.commune_id == AssetCheck.commune_id, Asset.id == AssetCheck.asset_id, readable(actor, Asset)
    )
    doings = _of(ModelActivity, commune_id, owner_id) & readable(actor, ModelActivity)
    if not sees_those_of_teams(actor):
        looks, doings = looks & AssetCheck.team_id.is_(None), doings & ModelActivity.team_id.is_(None)
    sites = _of(ModelSite, commune_id, owner_id) & readable(actor, ModelSite)
    return bool(db.session.scalar(select(or_(exists().where(looks), exists().where(doings), exists().where(sites)))))


def _of(table: type[Any], commune_id: str, owner_id: UUID) -> Any:
    return (table.commune_id == commune_id) & (table.id == owner_id)


def _look(commune_id: str, owner_id: UUID) -> Any:
    return _of(AssetCheck, commune_id, owner_id)


def list_hung(commune_id: str, owner_id: UUID) -> list[bytes]:
    """The digests of the photos that an owner has; one statement."""
    mine = (Photo.commune_id == commune_id) & (Photo.owner_id == owner_id) & Photo.current & Photo.erased_at.is_(None)
    return list(db.session.scalars(select(Photo.sha256).where(mine)))


def get_picture(actor: Actor, photo_id: UUID) -> tuple[Photo, Owner]:
    """A photo of the book that the actor reads, and to what it belongs; ``NOT_FOUND`` also for photos of reports. At most
    five statements."""
    mine = in_books(actor, Photo.commune_id) & (Photo.id == photo_id) & Photo.erased_at.is_(None)
    photo = db.session.scalar(select(Photo).where(mine))
    if photo is None or not shows_picture(actor, photo.commune_id, photo.owner_id):
        raise DomainError(NOT_FOUND)
    key = (photo.commune_id, photo.owner_id)
    owner = db.session.get(ModelActivity, key) or db.session.get(AssetCheck, key)
    return photo, owner or db.session.get_one(ModelSite, key)
