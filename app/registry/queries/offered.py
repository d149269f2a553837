"""What the forms of the book offer to choose from: villages, living sites, needs, roads, things."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from app.core.actor import Actor
from app.people import queries as people
from app.registry import rules
from app.registry.models import Asset, CameraNeed, CameraRoad, ModelSite
from app.registry.queries.scopes import readable
from app.web.database import db

Pairs = list[tuple[UUID, str]]


def villages(actor: Actor, on: date) -> Pairs:
    """The actor's villages; one statement."""
    return [(village.id, village.name) for village in people.list_villages(actor, on)]


def sites(actor: Actor, kinds: Sequence[str] | None = None, *, keep: UUID | None = None) -> Pairs:
    """Living sites (of these kinds of models), and the one that is chosen already; one statement."""
    living = ModelSite.state.in_(rules.LIVING)
    wanted = living if kinds is None else living & ModelSite.kind_code.in_(kinds)
    here = readable(actor, ModelSite) & or_(wanted, ModelSite.id == keep)
    return _pairs(db.session.execute(select(ModelSite.id, ModelSite.name).where(here).order_by(ModelSite.name)).all())


def needs(actor: Actor, *, keep: UUID | None = None) -> Pairs:
    """Places that wait for cameras, and the one that is chosen already; one statement."""
    here = readable(actor, CameraNeed) & or_(CameraNeed.state.in_(rules.WANTING), CameraNeed.id == keep)
    return _pairs(db.session.execute(select(CameraNeed.id, CameraNeed.place).where(here).order_by(CameraNeed.place)).all())


def roads(actor: Actor, *, keep: UUID | None = None) -> Pairs:
    """Camera roads in use, and the one that is chosen already; one statement."""
    here = readable(actor, CameraRoad) & or_(CameraRoad.ended_on.is_(None), CameraRoad.id == keep)
    return _pairs(db.session.execute(select(CameraRoad.id, CameraRoad.name).where(here).order_by(CameraRoad.name)).all())


def things(actor: Actor, kinds: Sequence[str]) -> Pairs:
    """Things of these kinds that are there; one statement."""
    here = readable(actor, Asset) & Asset.removed_on.is_(None) & Asset.kind.in_(kinds)
    rows = db.session.execute(select(Asset.id, Asset.label, Asset.place).where(here).order_by(Asset.label, Asset.place))
    return [(asset_id, f"{label} · {place}" if label else place) for asset_id, label, place in rows]


def _pairs(rows: Sequence[tuple[UUID, str]] | Sequence[object]) -> Pairs:
    return [(row[0], row[1]) for row in rows]  # type: ignore[index]
