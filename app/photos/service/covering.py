"""Covering parts of a picture: what is asked for, and what a worker does about it.

The original and the clean picture stay as they are; a copy is made in which the rectangles are painted over. From the moment
that something is asked for until the copy lies in the storage, no door gives out the picture at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.photos import rules
from app.photos.models import Cover
from app.photos.queries import covers_to_make
from app.photos.rules import Form, Rectangle
from app.photos.store import BlobStore, blob_key
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work


@dataclass(frozen=True)
class TakenCover:
    """A picture to cover that a worker has taken up, until ``until``; ``rev`` names what was asked for."""

    commune_id: str
    sha256: bytes
    rectangles: list[Rectangle]
    rev: int
    until: datetime


def lock_cover(commune_id: str, sha256: bytes) -> Cover:
    """The row of what is covered in this picture, locked until the commit; a new, empty one where there was none."""
    mine = select(Cover).where(Cover.commune_id == commune_id, Cover.sha256 == sha256).with_for_update()
    found = db.session.scalars(mine.execution_options(populate_existing=True)).one_or_none()
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(
                Cover(
                    commune_id=commune_id, sha256=sha256, rectangles=[], is_empty=True, changed_at=clock.now(), made_at=None
                )
            )
    except IntegrityError:
        # Another officer began at the same moment, which is just as good.
        pass
    return db.session.scalars(mine.execution_options(populate_existing=True)).one()


def set_cover(cover: Cover, rectangles: Sequence[Sequence[float]]) -> None:
    """From this commit on exactly these rectangles are covered, and only the copy that has them is shown."""
    if cover.rectangles == list(rectangles):
        return
    now = clock.now()
    cover.rectangles = [list(one) for one in rectangles]
    cover.is_empty, cover.changed_at, cover.rev = not rectangles, now, cover.rev + 1
    cover.made_at = None if rectangles else now


def cover_again(commune_id: str, sha256: bytes) -> None:
    """The copy is not in the storage any more (a restore brings back originals): a worker makes it once more."""
    with unit_of_work():
        mine = (Cover.commune_id == commune_id) & (Cover.sha256 == sha256)
        db.session.execute(update(Cover).where(mine, ~Cover.is_empty).values(made_at=None))


def take_up_cover() -> TakenCover | None:
    """Take the picture that has waited longest to be covered; None when none waits."""
    now = clock.now()
    with unit_of_work():
        row = db.session.scalars(
            select(Cover).where(covers_to_make(now)).order_by(Cover.changed_at).limit(1).with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        row.claimed_until = now + rules.LEASE
        taken = TakenCover(row.commune_id, row.sha256, list(map(tuple, row.rectangles)), row.rev, row.claimed_until)
    return taken


def read_covered(taken: TakenCover, store: BlobStore) -> bytes:
    """The bytes as sent; ``MissingBlob``, ``StoreDown``."""
    end_reading()
    return store.get(blob_key(taken.commune_id, taken.sha256, Form.ORIGINAL))


def put_covered(taken: TakenCover, store: BlobStore, *, picture: bytes, thumb: bytes) -> None:
    """Store both redacted pictures durably, before anybody is shown them; ``StoreDown``."""
    store.put(blob_key(taken.commune_id, taken.sha256, Form.REDACTED), picture)
    store.put(blob_key(taken.commune_id, taken.sha256, Form.REDACTED_THUMB), thumb)


def mark_covered(taken: TakenCover) -> bool:
    """The copy is there. False when something else was asked for meanwhile: then it is made anew."""
    with unit_of_work():
        asked = Cover.rev == taken.rev
        done = _change(taken, asked & ~Cover.is_empty, made_at=clock.now(), claimed_until=None)
        if not done:
            _change(taken, claimed_until=None)
    return done


def put_cover_back(taken: TakenCover, *, until: datetime) -> None:
    """Leave it for later: it is taken up again after ``until``."""
    with unit_of_work():
        _change(taken, claimed_until=until)


def _change(taken: TakenCover, *conditions: Any, **values: Any) -> bool:
    mine = (Cover.commune_id == taken.commune_id) & (Cover.sha256 == taken.sha256)
    changed = db.session.execute(
        update(Cover)
        .where(mine, Cover.claimed_until == taken.until, *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount) == 1  # type: ignore[attr-defined]
