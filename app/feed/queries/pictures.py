"""The pictures beside the items of the feed, for the police."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from app.core.actor import Actor
from app.feed.queries.items import Item
from app.feed.queries.visible import sees_whole
from app.people.queries import scope
from app.photos.models import Photo
from app.reports import queries as reports
from app.reports.rules import phrases_in
from app.web.database import db


def first_photos(actor: Actor, items: Sequence[Item]) -> dict[UUID, Photo]:
    """A picture of each of these items that has one and that the actor may see, by report; at most two statements."""
    shifts = {item.shift_id: item.report_id for item in items if item.shift_id and item.report_id}
    if not shifts or not sees_whole(actor):
        return {}
    rows = db.session.scalars(
        select(Photo)
        .where(scope(actor, Photo), Photo.owner_id.in_(shifts), Photo.current, Photo.state == "ready")
        # What is still being covered is left out.
        .where(func.coalesce(Photo.cover, "made") == "made")
        .order_by(Photo.owner_id, Photo.incident_id.is_(None), Photo.id)
    )
    found: dict[UUID, Photo] = {}
    for photo in rows:
        report_id = shifts[photo.owner_id]
        if report_id is not None:
            found.setdefault(report_id, photo)
    if any(photo.caption for photo in found.values()):
        changes = reports.changes_of(actor.books, list(found))
        for report_id, photo in found.items():
            reports.cover_rows([photo], phrases_in(changes.get(report_id, [])))
    return found
