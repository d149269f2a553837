"""Things that are counted: lists, one of them with its looks, and what there is of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.people.models import Team
from app.people.queries import in_books
from app.registry.models import Asset, AssetCheck, CameraRoad, Difficulty, ModelSite, RoadCamera
from app.registry.queries.scopes import readable
from app.units.models import Village
from app.web.database import db

MOST_SHOWN, MOST_LOOKS = 500, 60
FILTERS = ("kind", "village", "state", "owner", "topic")


@dataclass(frozen=True)
class AssetRow:
    """A thing as a list has it."""

    asset: Asset
    village: str
    site: str


@dataclass(frozen=True)
class Look:
    """A look at a thing; ``team`` is empty when a desk looked."""

    check: AssetCheck
    team: str


def narrowed(actor: Actor, asked: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """The things that are still there, as far as the actor reads, narrowed by ``kind, village, state, owner, topic``."""
    columns = {"kind": Asset.kind, "state": Asset.state, "owner": Asset.owner, "topic": Asset.topic}
    wanted = [columns[name] == asked[name] for name in columns if asked.get(name)]
    if asked.get("village"):
        wanted.append(Asset.village_id == asked["village"])
    return [readable(actor, Asset), Asset.removed_on.is_(None), *wanted]


def list_assets(actor: Actor, asked: Mapping[str, Any], *, gone: bool = False) -> list[AssetRow]:
    """At most 500 things, those that are not as they should be first; with ``gone`` those that were taken away. One
    statement."""
    conditions = narrowed(actor, asked)
    if gone:
        conditions[1] = Asset.removed_on.is_not(None)
    question = _rows().where(*conditions)
    order = (Asset.state == "working", Asset.kind, Asset.label, Asset.place, Asset.id)
    return [_row(row) for row in db.session.execute(question.order_by(*order).limit(MOST_SHOWN))]


def _rows() -> Select[Asset, str, str]:
    return (
        select(Asset, Village.name, ModelSite.name)
        .outerjoin(Village, (Village.commune_id == Asset.commune_id) & (Village.id == Asset.village_id))
        .outerjoin(ModelSite, (ModelSite.commune_id == Asset.commune_id) & (ModelSite.id == Asset.site_id))
    )


def _row(row: Any) -> AssetRow:
    asset, village, site = row
    return AssetRow(asset, village or "", site or "")


def get_asset(actor: Actor, asset_id: UUID) -> AssetRow:
    """A thing that the actor may read; ``NOT_FOUND``."""
    found = db.session.execute(_rows().where(Asset.id == asset_id, readable(actor, Asset))).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return _row(found)


def lock_asset(actor: Actor, asset_id: UUID) -> Asset:
    """The same until the end of the transaction, for whoever changes it."""
    question = select(Asset).where(Asset.id == asset_id, readable(actor, Asset)).with_for_update()
    found = db.session.scalar(question)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found


def looks_at(asset: Asset) -> list[Look]:
    """The last looks at a thing that the actor may read, the newest first; one statement."""
    teams = (Team.commune_id == AssetCheck.commune_id) & (Team.id == AssetCheck.team_id)
    rows = db.session.execute(
        select(AssetCheck, Team.name)
        .outerjoin(Team, teams)
        .where(AssetCheck.commune_id == asset.commune_id, AssetCheck.asset_id == asset.id)
        .order_by(made_at().desc(), AssetCheck.id.desc())
        .limit(MOST_LOOKS)
    )
    return [Look(check, team or "") for check, team in rows]


def made_at() -> ColumnElement[Any]:
    """``rules.seen_at`` of a look, in a question."""
    return case((AssetCheck.client_at > AssetCheck.at, AssetCheck.at), else_=AssetCheck.client_at)


def latest_look(asset: Asset) -> AssetCheck | None:
    """The look that decides how a thing stands, whatever the order in which looks came in; one statement."""
    return db.session.scalar(
        select(AssetCheck)
        .where(AssetCheck.commune_id == asset.commune_id, AssetCheck.asset_id == asset.id)
        .order_by(made_at().desc(), AssetCheck.id.desc())
        .limit(1)
    )


def difficulties_of(asset: Asset) -> list[Difficulty]:
    """The difficulties of a thing, open ones first; one statement."""
    mine = (Difficulty.commune_id == asset.commune_id) & (Difficulty.asset_id == asset.id)
    order = (Difficulty.state != "open", Difficulty.raised_on.desc(), Difficulty.id)
    return list(db.session.scalars(select(Difficulty).where(mine).order_by(*order)))


def roads_of(asset: Asset) -> list[CameraRoad]:
    """The camera roads along which it stands; one statement."""
    along = (RoadCamera.commune_id == CameraRoad.commune_id) & (RoadCamera.road_id == CameraRoad.id)
    mine = (RoadCamera.commune_id == asset.commune_id) & (RoadCamera.asset_id == asset.id)
    question = select(CameraRoad).join(RoadCamera, along).where(mine, CameraRoad.ended_on.is_(None))
    return list(db.session.scalars(question.order_by(CameraRoad.name)))


def list_cameras(actor: Actor, commune_id: str) -> list[AssetRow]:
    """The cameras of one book that the actor may put along a road; one statement."""
    here = (Asset.commune_id == commune_id) & (Asset.kind == "camera")
    question = _rows().where(here, *narrowed(actor, {}))
    return [_row(row) for row in db.session.execute(question.order_by(Asset.label, Asset.place, Asset.id))]


def count_in_books(actor: Actor, conditions: list[ColumnElement[bool]], *by: Any) -> list[Any]:
    """Things and their eyes by these columns; one statement."""
    question = select(*by, func.count(), func.sum(Asset.eyes)).where(in_books(actor, Asset.commune_id), *conditions)
    return list(db.session.execute(question.group_by(*by)))
