"""Places that need cameras, what stands there already, and the gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.registry import rules
from app.registry.models import Asset, CameraNeed, CameraRoad
from app.registry.queries.scopes import readable
from app.units.models import Village
from app.web.database import db


@dataclass(frozen=True)
class NeedRow:
    """A need, with the eyes that were installed for it."""

    need: CameraNeed
    village: str
    road: str
    installed: int

    @property
    def gap(self) -> int:
        """How many eyes are still missing."""
        return rules.gap_of(self.need.state, self.need.eyes, self.installed)


@dataclass(frozen=True)
class Gap:
    """What a village (or the whole commune, without a name) needs and has, in eyes."""

    village: str
    needed: int
    installed: int
    missing: int


def list_needs(actor: Actor) -> list[NeedRow]:
    """The needs that the actor may read: those that wait first, the most urgent first; one statement."""
    waiting = CameraNeed.state.in_(rules.WANTING)
    order = (waiting.desc(), CameraNeed.priority, CameraNeed.place, CameraNeed.id)
    return [_row(row) for row in db.session.execute(_rows(actor).order_by(*order))]


def get_need(actor: Actor, need_id: UUID) -> NeedRow:
    """One of them; ``NOT_FOUND``."""
    found = db.session.execute(_rows(actor, CameraNeed.id == need_id)).one_or_none()
    if found is None:
        raise DomainError(NOT_FOUND)
    return _row(found)


def lock_need(actor: Actor, need_id: UUID) -> CameraNeed:
    """The same until the end of the transaction, for whoever changes it."""
    question = select(CameraNeed).where(CameraNeed.id == need_id, readable(actor, CameraNeed)).with_for_update()
    need = db.session.scalar(question)
    if need is None:
        raise DomainError(NOT_FOUND)
    return need


def installed_for(commune_id: Any, need_id: Any) -> ScalarSelect[int]:
    """The eyes of the cameras that stand there for a need, in a question."""
    theirs = (Asset.commune_id == commune_id) & (Asset.need_id == need_id) & Asset.removed_on.is_(None)
    return select(func.coalesce(func.sum(Asset.eyes), 0)).where(theirs).correlate_except(Asset).scalar_subquery()


def gaps_of(rows: Sequence[NeedRow]) -> list[Gap]:
    """What is needed by village, of the needs that wait: the widest gap first."""
    found: dict[str, list[NeedRow]] = {}
    for row in rows:
        if row.need.state in rules.WANTING:
            found.setdefault(row.village, []).append(row)
    gaps = [
        Gap(village, sum(one.need.eyes for one in own), sum(one.installed for one in own), sum(one.gap for one in own))
        for village, own in found.items()
    ]
    return sorted(gaps, key=lambda gap: (-gap.missing, gap.village))


def _rows(actor: Actor, *which: ColumnElement[bool]) -> Any:
    villages = (Village.commune_id == CameraNeed.commune_id) & (Village.id == CameraNeed.village_id)
    roads = (CameraRoad.commune_id == CameraNeed.commune_id) & (CameraRoad.id == CameraNeed.road_id)
    installed = installed_for(CameraNeed.commune_id, CameraNeed.id)
    question = select(CameraNeed, Village.name, CameraRoad.name, installed)
    return question.outerjoin(Village, villages).outerjoin(CameraRoad, roads).where(readable(actor, CameraNeed), *which)


def _row(row: Any) -> NeedRow:
    need, village, road, installed = row
    return NeedRow(need, village or "", road or "", installed)
