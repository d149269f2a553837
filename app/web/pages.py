"""Pages of long lists by a key, not by a number: page 900 costs what page 1 costs, and nothing is shown twice.

A place in a list is the night (or the moment) and id of the row where the page ended. As a cursor it is opaque and signed,
so that nobody builds upon what is inside.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Row, Select, Uuid, literal, tuple_

from app.core.errors import BAD_CURSOR, DomainError
from app.web.database import db


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this row towards the older ones, or ``newer`` towards the newer ones."""

    night: date | datetime
    id: UUID
    newer: bool = False


@dataclass(frozen=True)
class Rows:
    """One page, newest first, and the places of its neighbours (None where the list ends)."""

    rows: list[Row[Any]]
    newer: Place | None
    older: Place | None


def _signer(name: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"cursor {name}")


def write_cursor(name: str, place: Place | None) -> str | None:
    """The place as text; ``name`` is the list's, so that a cursor of one list is refused by another."""
    if place is None:
        return None
    return str(_signer(name).dumps([place.night.isoformat(), place.id.hex, int(place.newer)]))


def read_cursor(name: str, text: str | None) -> Place | None:
    """The place behind a cursor; ``BAD_CURSOR`` when it is not one of this list's."""
    if not text:
        return None
    try:
        night, key, newer = _signer(name).loads(text)
        when = datetime.fromisoformat(night) if "T" in night else date.fromisoformat(night)
        return Place(when, UUID(key), bool(newer))
    except (BadSignature, ValueError, TypeError):
        raise DomainError(BAD_CURSOR) from None


def read_rows(question: Select[Any], table: Any, place: Place | None, limit: int) -> Rows:
    """The page of ``question`` at ``place``, newest night first; ``table`` has the columns ``night`` (a day or a moment) and
    ``id``.

    One statement. The question must select both columns.
    """
    key = tuple_(table.night, table.id)
    back = place is not None and place.newer
    if place is not None:
        here = tuple_(literal(place.night, table.night.type), literal(place.id, Uuid()))
        question = question.where(key > here if back else key < here)
    order = (table.night, table.id) if back else (table.night.desc(), table.id.desc())
    found = list(db.session.execute(question.order_by(*order).limit(limit + 1)).all())
    more = len(found) > limit
    rows = found[:limit][::-1] if back else found[:limit]
    if not rows:
        return Rows([], None, replace(place, newer=False) if back and place else None)
    first, last = (Place(row.night, row.id) for row in (rows[0], rows[-1]))
    has_newer = more if back else place is not None
    has_older = True if back else more
    return Rows(rows, replace(first, newer=True) if has_newer else None, last if has_older else None)
