"""Camera roads with their cameras in order."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.queries import in_books
from app.registry.models import Asset, CameraRoad, RoadCamera
from app.registry.queries.scopes import readable
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class RoadRow:
    """A road with its cameras, those that were taken away left out."""

    road: CameraRoad
    village: str
    cameras: list[Asset] = field(default_factory=list)

    @property
    def eyes(self) -> int:
        """How many eyes watch it."""
        return sum(one.eyes for one in self.cameras)

    @property
    def faulty(self) -> int:
        """How many of them see nothing."""
        return sum(one.eyes for one in self.cameras if one.state != "working")


def list_roads(actor: Actor, *, ended: bool = False) -> list[RoadRow]:
    """The roads that the actor may read, by name; two statements."""
    return _read(actor, CameraRoad.ended_on.is_not(None) if ended else CameraRoad.ended_on.is_(None))


def get_road(actor: Actor, road_id: UUID) -> RoadRow:
    """One of them; ``NOT_FOUND``. Two statements."""
    found = _read(actor, CameraRoad.id == road_id)
    if not found:
        raise DomainError(NOT_FOUND)
    return found[0]


def lock_road(actor: Actor, road_id: UUID) -> CameraRoad:
    """The same until the end of the transaction, for whoever changes it."""
    question = select(CameraRoad).where(CameraRoad.id == road_id, readable(actor, CameraRoad)).with_for_update()
    road = db.session.scalar(question)
    if road is None:
        raise DomainError(NOT_FOUND)
    return road


def _read(actor: Actor, which: ColumnElement[bool]) -> list[RoadRow]:
    villages = (Village.commune_id == CameraRoad.commune_id) & (Village.id == CameraRoad.village_id)
    question = select(CameraRoad, Village.name).outerjoin(Village, villages).where(readable(actor, CameraRoad), which)
    rows = db.session.execute(question.order_by(CameraRoad.name, CameraRoad.id)).all()
    along = (RoadCamera.commune_id == Asset.commune_id) & (RoadCamera.asset_id == Asset.id)
    cameras: dict[UUID, list[Asset]] = defaultdict(list)
    here = in_books(actor, RoadCamera.commune_id) & RoadCamera.road_id.in_([road.id for road, _ in rows])
    for road_id, asset in db.session.execute(
        select(RoadCamera.road_id, Asset)
        .join(Asset, along)
        .where(here, Asset.removed_on.is_(None))
        .order_by(RoadCamera.position)
    ):
        cameras[road_id].append(asset)
    return [RoadRow(road, village or "", cameras[road.id]) for road, village in rows]
