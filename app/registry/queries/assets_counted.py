"""How many things there are of each kind, and of cameras how many eyes; boards by what they warn of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.core.actor import Actor
from app.registry.models import Asset, CameraRoad
from app.registry.queries.assets import count_in_books, narrowed
from app.registry.queries.scopes import readable
from app.registry.rules import BOARD, CAMERA, FIRE, overdue_kit
from app.web.database import db


@dataclass
class Counted:
    """What there is. ``things`` and ``faulty`` by kind; cameras in eyes: by owner, by state, by days of storage (None where
    nobody wrote it down), with a notice board or without; boards by topic. ``overdue`` are fire points whose kit is."""

    things: Counter[str] = field(default_factory=Counter)
    faulty: Counter[str] = field(default_factory=Counter)
    eyes: int = 0
    eyes_by_owner: Counter[str] = field(default_factory=Counter)
    eyes_by_state: Counter[str] = field(default_factory=Counter)
    eyes_by_storage: Counter[int | None] = field(default_factory=Counter)
    eyes_by_notice: Counter[bool | None] = field(default_factory=Counter)
    boards_by_topic: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    roads: int = 0
    road_metres: int = 0


def count_things(actor: Actor, asked: Mapping[str, Any], today: date) -> Counted:
    """What is there, narrowed as a list is; three statements."""
    conditions = narrowed(actor, asked)
    by = (Asset.kind, Asset.state, Asset.owner, Asset.topic, Asset.storage_days, Asset.has_notice)
    counted = Counted()
    for row in count_in_books(actor, conditions, *by):
        _add(counted, row)
    points = db.session.scalars(select(Asset.values).where(*conditions, Asset.kind == FIRE))
    counted.overdue = sum(bool(overdue_kit(values, today)) for values in points)
    living = [readable(actor, CameraRoad), CameraRoad.ended_on.is_(None)]
    counted.roads, metres = db.session.execute(select(func.count(), func.sum(CameraRoad.length_m)).where(*living)).one()
    counted.road_metres = metres or 0
    return counted


def _add(counted: Counted, row: Any) -> None:
    kind, state, owner, topic, days, notice, things, eyes = row
    counted.things[kind] += things
    if state != "working":
        counted.faulty[kind] += things
    if kind == CAMERA:
        counted.eyes += eyes
        counted.eyes_by_owner[owner] += eyes
        counted.eyes_by_state[state] += eyes
        counted.eyes_by_storage[days] += eyes
        counted.eyes_by_notice[notice] += eyes
    elif kind == BOARD:
        counted.boards_by_topic[topic] += things
