"""Figures of former units, and the lowest present unit that wholly holds each of these units."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.core.text import sort_key
from app.people.models import Account
from app.tallies.models import ModelHistory
from app.tallies.rules.history import COMMUNE, DISTRICT, FORMER_PROVINCE
from app.units.models import Unit, UnitSuccessor
from app.units.rules import PROVINCE
from app.web.database import db

# A chain of mergers has an end; a circle in the data has none.
_LONGEST_CHAIN = 20
_SEPARATOR = "/"


@dataclass(frozen=True)
class FormerUnit:
    """A unit that is no more: a commune by ``unit_id`` with its name, a district by its name, or a former province."""

    level: str
    name: str
    unit_id: str | None = None
    district: str = ""
    former_province: str = ""

    @property
    def code(self) -> str:
        """What a form carries of it."""
        rest = self.unit_id or _SEPARATOR.join(part for part in (self.district, self.former_province) if part)
        return f"{self.level}:{rest}"


@dataclass(frozen=True)
class HistoryRow:
    """A figure with its unit's name, the present unit that wholly holds that one, and who entered it."""

    figure: ModelHistory
    unit: str
    home: Unit
    by: str


def list_former_units(province_id: str) -> list[FormerUnit]:
    """What became a part of the present province: former provinces, districts, then communes; a statement a merger."""
    communes = _former_communes(province_id)
    provinces = {one.former_province for one in communes if one.former_province}
    districts = {(one.former_district, one.former_province or "") for one in communes if one.former_district}
    return [
        *(FormerUnit(FORMER_PROVINCE, name, former_province=name) for name in sorted(provinces, key=sort_key)),
        *(
            FormerUnit(DISTRICT, f"{name} ({province})" if province else name, district=name, former_province=province)
            for name, province in sorted(districts, key=lambda pair: (sort_key(pair[0]), pair[1]))
        ),
        *(
            FormerUnit(COMMUNE, ", ".join(filter(None, (one.name, one.former_district))), unit_id=one.id)
            for one in sorted(communes, key=lambda one: (sort_key(one.name), one.id))
        ),
    ]


def find_former(province_id: str, code: str) -> FormerUnit | None:
    """The former unit of the province with this code."""
    return next((one for one in list_former_units(province_id) if one.code == code), None)


def _former_communes(province_id: str) -> list[Unit]:
    """The communes that ended and went into one of the province, directly or through others."""
    known: dict[str, Unit] = {}
    ids = set(db.session.scalars(select(Unit.id).where(Unit.parent_id == province_id)))
    for _ in range(_LONGEST_CHAIN):
        into = select(UnitSuccessor.unit_id).where(UnitSuccessor.successor_id.in_(ids))
        found = db.session.scalars(select(Unit).where(Unit.id.in_(into), Unit.kind != PROVINCE)).all()
        ids = {one.id for one in found} - set(known)
        known |= {one.id: one for one in found}
        if not ids:
            break
    return [one for one in known.values() if one.valid_to is not None]


def homes_of(province_id: str, figures: Iterable[ModelHistory]) -> dict[UUID, Unit]:
    """For each figure the lowest present unit that wholly holds its former unit: a commune when all of it went into one,
    else the province. A statement for each merger on the way, however many figures."""
    figures = list(figures)
    members = _members_of(figures)
    heirs = _heirs({unit_id for ids in members.values() for unit_id in ids})
    province = db.session.get_one(Unit, province_id)
    found: dict[UUID, Unit] = {}
    for one in figures:
        into = {heir.id: heir for unit_id in members[one.id] for heir in heirs[unit_id]}
        found[one.id] = next(iter(into.values())) if len(into) == 1 else province
    return found


def _members_of(figures: Sequence[ModelHistory]) -> dict[UUID, set[str]]:
    """The communes that each figure's unit was made of; one statement."""
    conditions: list[ColumnElement[bool]] = []
    for one in figures:
        if one.level == DISTRICT:
            conditions.append((Unit.former_district == one.district) & (Unit.former_province == one.former_province))
        elif one.level == FORMER_PROVINCE:
            conditions.append(Unit.former_province == one.former_province)
    units = db.session.scalars(select(Unit).where(or_(*set(conditions)))).all() if conditions else []
    by_district: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_province: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        by_district[unit.former_district or "", unit.former_province or ""].add(unit.id)
        by_province[unit.former_province or ""].add(unit.id)
    return {
        one.id: {one.unit_id}
        if one.unit_id
        else by_district[one.district, one.former_province]
        if one.level == DISTRICT
        else by_province[one.former_province]
        for one in figures
    }


def _heirs(ids: Collection[str]) -> dict[str, list[Unit]]:
    """What each of these units has become by today; a statement for each merger on the way."""
    today = local(clock.now()).date()
    known: dict[str, Unit] = {}
    ways: dict[str, set[str]] = {}
    ahead = set(ids)
    for _ in range(_LONGEST_CHAIN):
        if not ahead:
            break
        rows = db.session.execute(
            select(Unit, UnitSuccessor.successor_id)
            .outerjoin(UnitSuccessor, UnitSuccessor.unit_id == Unit.id)
            .where(Unit.id.in_(ahead))
        ).all()
        known |= {unit.id: unit for unit, _ in rows}
        for unit, heir in rows:
            if heir and unit.valid_to and unit.valid_to < today:
                ways.setdefault(unit.id, set()).add(heir)
        ahead = {heir for unit, _ in rows for heir in ways.get(unit.id, ())} - set(known)

    def ends(unit_id: str, depth: int) -> set[str]:
        if unit_id not in ways or depth > _LONGEST_CHAIN:
            return {unit_id} & set(known)
        return set().union(*(ends(heir, depth + 1) for heir in ways[unit_id]))

    return {unit_id: [known[one] for one in sorted(ends(unit_id, 0))] for unit_id in ids}


def list_history(province_id: str, *, replaced: bool = False) -> list[HistoryRow]:
    """The figures that the province entered, by unit and day; ``replaced`` with those that were corrected."""
    mine = ModelHistory.province_id == province_id
    order = (ModelHistory.former_province, ModelHistory.district, ModelHistory.unit_id, ModelHistory.on)
    question = select(ModelHistory, Account.name, Unit.name).outerjoin(Account, Account.id == ModelHistory.account_id)
    question = question.outerjoin(Unit, Unit.id == ModelHistory.unit_id).where(mine)
    if not replaced:
        question = question.where(ModelHistory.replaced_by.is_(None))
    rows = db.session.execute(question.order_by(*order, ModelHistory.measure, ModelHistory.at)).all()
    homes = homes_of(province_id, [one for one, _, _ in rows])
    return [
        HistoryRow(one, commune or one.district or one.former_province, homes[one.id], by or "") for one, by, commune in rows
    ]


def history_of_home(unit_id: str) -> list[HistoryRow]:
    """The figures that roll up to a present unit: a commune, or a province of itself."""
    unit = db.session.get(Unit, unit_id)
    province_id = unit_id if unit is None or unit.kind == PROVINCE else unit.parent_id
    return [one for one in list_history(province_id or "") if one.home.id == unit_id]


def get_history(province_id: str, history_id: UUID, *, locked: bool = False) -> ModelHistory:
    """One figure of the province (``NOT_FOUND``); ``locked`` until the commit."""
    question = select(ModelHistory).where(ModelHistory.id == history_id, ModelHistory.province_id == province_id)
    found = db.session.scalar(question.with_for_update() if locked else question)
    if found is None:
        raise DomainError(NOT_FOUND)
    return found
