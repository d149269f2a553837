"""Photos of the book of models whose days are over: of looks and activities, and of launches once their site has ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, union_all

from app.photos.models import Photo
from app.privacy.rules.retention import MODEL_PHOTO, Policy
from app.registry.models import AssetCheck, ModelActivity, ModelSite
from app.web.database import db


@dataclass(frozen=True)
class DuePicture:
    """A photo to go, with the day from which its time ran."""

    commune_id: str
    id: UUID
    day: date


def _due(books: Collection[str], policy: Policy, today: date) -> Any:
    before, there = policy.before(MODEL_PHOTO, today), Photo.erased_at.is_(None)

    def of(table: Any, day: Any, *more: Any) -> Any:
        mine = (Photo.commune_id == table.commune_id) & (Photo.owner_id == table.id)
        question = select(Photo.commune_id, Photo.id, day.label("day")).join(table, mine)
        return question.where(table.commune_id.in_(books), day < before, there, *more)

    looks, doings = (of(table, table.on, table.photos > 0) for table in (AssetCheck, ModelActivity))
    return union_all(looks, doings, of(ModelSite, ModelSite.ended_on)).subquery()


def list_due_pictures(books: Collection[str], policy: Policy, today: date, *, limit: int) -> list[DuePicture]:
    """Those that go now, the oldest first; one statement."""
    due = _due(books, policy, today)
    rows = db.session.execute(select(due.c.commune_id, due.c.id, due.c.day).order_by(due.c.day, due.c.id).limit(limit))
    return [DuePicture(*row) for row in rows]


def count_due_pictures(books: Collection[str], policy: Policy, today: date) -> tuple[int, date | None]:
    """How many go now, and the oldest day; one statement."""
    due = _due(books, policy, today)
    number, oldest = db.session.execute(select(func.count(), func.min(due.c.day))).one()
    return int(number), oldest
