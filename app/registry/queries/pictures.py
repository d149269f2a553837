"""Photos of looks and activities: to show them, and whether somebody at a desk may."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, or_, select

from app.core.actor import Actor
from app.people.queries import in_books
from app.people.rules import COMMITTEE
from app.photos.models import Photo
from app.registry import rules
from app.registry.models import AssetCheck, ModelActivity
from app.web.database import db


def photos_of(actor: Actor, owners: Collection[UUID]) -> dict[UUID, list[Photo]]:
    """The photos of these looks or activities (which the actor may read) by owner; one statement, none without owners."""
    found: dict[UUID, list[Photo]] = defaultdict(list)
    if owners:
        mine = in_books(actor, Photo.commune_id) & Photo.owner_id.in_(owners) & Photo.current & Photo.erased_at.is_(None)
        for photo in db.session.scalars(select(Photo).where(mine).order_by(Photo.taken_at, Photo.id)):
            found[photo.owner_id].append(photo)
    return found


def shows_picture(actor: Actor, commune_id: str, owner_id: UUID) -> bool:
    """Whether a photo is of a look or an activity that the committee may see: registered with ``photos``.

    Teams and police see photos by their own scope.
    """
    if actor.role != COMMITTEE or not rules.may_read(actor) or commune_id not in actor.books:
        return False
    looks = exists().where(AssetCheck.commune_id == commune_id, AssetCheck.id == owner_id)
    doings = exists().where(ModelActivity.commune_id == commune_id, ModelActivity.id == owner_id)
    return bool(db.session.scalar(select(or_(looks, doings))))
