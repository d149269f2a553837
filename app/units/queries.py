"""Questions about units: which there are, what they are called, and where they lie or lay on a day."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.errors import NOT_FOUND, DomainError
from app.core.text import fold, sort_key
from app.units.models import Unit, UnitSuccessor
from app.units.rules import PROVINCE, bare_name
from app.web.database import db

# A chain of mergers is short; the bound only keeps a mistaken circle in the data from running for ever.
_LONGEST_CHAIN = 20


def existing_on(on: date) -> ColumnElement[bool]:
    """Whether a unit existed on the day ``on``."""
    return and_(
        or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
        or_(Unit.valid_to.is_(None), Unit.valid_to >= on),
    )


def find_unit(unit_id: str) -> Unit | None:
    """The unit with this id, present or former."""
    return db.session.get(Unit, unit_id)


def get_commune(commune_id: str) -> Unit:
    """The commune, ward or special zone with this id; ``NOT_FOUND`` when there is none."""
    unit = find_unit(commune_id)
    if unit is None or unit.kind == PROVINCE:
        raise DomainError(NOT_FOUND, commune_id=commune_id)
    return unit


def list_provinces(on: date) -> list[Unit]:
    """The provinces of a day, by the Vietnamese alphabet."""
    return _by_alphabet(select(Unit).where(Unit.kind == PROVINCE, existing_on(on)))


def list_communes(province_id: str, on: date) -> list[Unit]:
    """The communes of a province on a day, by the Vietnamese alphabet."""
    return _by_alphabet(select(Unit).where(Unit.parent_id == province_id, existing_on(on)))


def _by_alphabet(units: Select[Unit]) -> list[Unit]:
    return sorted(db.session.scalars(units), key=lambda unit: (sort_key(bare_name(unit.name)), unit.id))


def find_units(text: str, *, on: date | None = None, limit: int = 20) -> list[Unit]:
    """Units whose name holds ``text``, diacritics or not: "duc trong" finds "Xã Đức Trọng".

    Names that begin with it come first, then present before former ones. ``on`` leaves out what did not exist that day.
    """
    wanted = fold(text)
    if not wanted:
        return []
    question = select(Unit).where(Unit.name_folded.contains(wanted, autoescape=True))
    if on is not None:
        question = question.where(existing_on(on))
    found = db.session.scalars(question)

    def nearness(unit: Unit) -> tuple[bool, bool, tuple[list[int], list[int]], str]:
        bare = bare_name(unit.name)
        begins = unit.name_folded.startswith(wanted) or fold(bare).startswith(wanted)
        return not begins, unit.valid_to is not None, sort_key(bare), unit.id

    return sorted(found, key=nearness)[:limit]


def path_of(unit_id: str, on: date) -> tuple[str, ...]:
    """The names from the widest unit down to this one as they were on a day.

    ``("Tỉnh Lâm Đồng", "Xã Đức Trọng")`` today; with its district for a commune of before July 2025. ``NOT_FOUND`` when the
    unit did not exist that day: ``list_successors`` tells what it has become.
    """
    unit = db.session.scalar(select(Unit).where(Unit.id == unit_id, existing_on(on)))
    if unit is None:
        raise DomainError(NOT_FOUND, unit_id=unit_id, on=on.isoformat())
    parent = find_unit(unit.parent_id) if unit.parent_id else None
    wider = (parent.name if parent else unit.former_province, unit.former_district)
    return (*(name for name in wider if name), unit.name)


def list_successors(unit_id: str, on: date) -> list[Unit]:
    """What a former unit has become by a day; the unit itself while it exists. One statement for each merger on the way."""
    found: list[Unit] = []
    ids = {unit_id}
    for _ in range(_LONGEST_CHAIN):
        if not ids:
            break
        units = db.session.scalars(select(Unit).where(Unit.id.in_(ids))).all()
        found += [unit for unit in units if _existed(unit, on)]
        gone = [unit.id for unit in units if not _existed(unit, on)]
        ids = _neighbours(UnitSuccessor.successor_id, UnitSuccessor.unit_id.in_(gone))
    return sorted({unit.id: unit for unit in found}.values(), key=lambda unit: unit.id)


def list_heirs(unit_id: str) -> set[str]:
    """The ids of the units that a former one became directly; none while it exists. One statement."""
    return _neighbours(UnitSuccessor.successor_id, UnitSuccessor.unit_id == unit_id)


def list_predecessors(unit_id: str) -> list[Unit]:
    """The units that became this one, and those that became them: whose history its people may read."""
    known: set[str] = set()
    ids = {unit_id}
    while ids := _neighbours(UnitSuccessor.unit_id, UnitSuccessor.successor_id.in_(ids)) - known - {unit_id}:
        known |= ids
    return list(db.session.scalars(select(Unit).where(Unit.id.in_(known)).order_by(Unit.id)))


def _neighbours(column: InstrumentedAttribute[str], link: ColumnElement[bool]) -> set[str]:
    return set(db.session.scalars(select(column).where(link)))


def _existed(unit: Unit, on: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)
