"""Bringing the list of units up to date. Units begin, change and end; none is ever deleted."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.core.errors import INVALID, DomainError
from app.core.text import fold
from app.units.models import Unit, UnitSuccessor
from app.units.rules import PROVINCE, Fault, UnitRow, find_faults, read_rows
from app.web.database import db

_CHANGING = ("kind", "name", "name_folded", "parent_id", "valid_from", "valid_to", "former_district", "former_province")


@dataclass(frozen=True)
class UnitChanges:
    """What an update did: how many units are new, differ from before (words, parent, successors), or have ended."""

    added: int
    changed: int
    ended: int
    unchanged: int


def read_own_list() -> Iterable[dict[str, str]]:
    """The rows of the list that the project keeps (``data/units.csv``)."""
    text = files("app.units").joinpath("data/units.csv").read_text("utf-8")
    return csv.DictReader(text.splitlines())


def update_units(table: Iterable[dict[str, str]]) -> UnitChanges:
    """Make the stored units what ``table`` says, which may be a part of the whole; a second time changes nothing.

    ``table`` holds the columns of ``rules.COLUMNS``. Refused as a whole (``INVALID`` with ``errors: [{line, detail}]``)
    when a row cannot be read, or a parent or successor is missing.
    """
    rows, faults = read_rows(table)
    stored = {unit["id"]: unit for unit in _stored_units()}
    faults += find_faults(rows, {unit_id: unit["kind"] for unit_id, unit in stored.items()})
    if faults:
        raise DomainError(INVALID, errors=[_told(fault) for fault in sorted(faults, key=lambda fault: fault.line)])
    # A parent is written before its children, which point to it.
    rows.sort(key=lambda row: row.kind != PROVINCE)
    wanted = {row.id: _columns(row) for row in rows}
    added = [unit for unit_id, unit in wanted.items() if unit_id not in stored]
    differing = {unit_id for unit_id, unit in wanted.items() if unit_id in stored and unit != stored[unit_id]}
    if added:
        db.session.execute(insert(Unit), added)
    if differing:
        db.session.execute(update(Unit), [wanted[unit_id] for unit_id in differing])
    relinked = _link_successors(rows) - {unit["id"] for unit in added}
    ended = {unit_id for unit_id in differing if wanted[unit_id]["valid_to"] and not stored[unit_id]["valid_to"]}
    touched = differing | relinked
    return UnitChanges(len(added), len(touched - ended), len(ended), len(wanted) - len(added) - len(touched))


def end_unit(unit_id: str, last_day: date, heir_id: str) -> None:
    """End a unit that goes on in another one; harmless when it has ended that day already."""
    unit = db.session.get_one(Unit, unit_id)
    heirs = set(db.session.scalars(select(UnitSuccessor.successor_id).where(UnitSuccessor.unit_id == unit_id)))
    names = ("id", "code", "kind", "name", "parent_id", "valid_from", "former_district", "former_province")
    row = {name: str(getattr(unit, name) or "") for name in names}
    update_units([row | {"valid_to": last_day.isoformat(), "successor_ids": " ".join(sorted(heirs | {heir_id}))}])
    db.session.refresh(unit)


def _stored_units() -> Iterable[dict[str, Any]]:
    columns = [Unit.id, Unit.code, *(getattr(Unit, name) for name in _CHANGING)]
    return (dict(row) for row in db.session.execute(select(*columns)).mappings())


def _columns(row: UnitRow) -> dict[str, Any]:
    known = {name: getattr(row, name) for name in _CHANGING if name != "name_folded"}
    return {"id": row.id, "code": row.code, "name_folded": fold(row.name), **known}


def _link_successors(rows: Iterable[UnitRow]) -> set[str]:
    """Point each former unit of the list to what it became; returns those whose pointers changed."""
    stored: dict[str, set[str]] = {}
    for unit_id, heir in db.session.execute(select(UnitSuccessor.unit_id, UnitSuccessor.successor_id)):
        stored.setdefault(unit_id, set()).add(heir)
    fresh: list[dict[str, str]] = []
    relinked: set[str] = set()
    for row in rows:
        heirs, before = set(row.successor_ids), stored.get(row.id, set())
        if heirs == before:
            continue
        relinked.add(row.id)
        fresh += [{"unit_id": row.id, "successor_id": heir} for heir in sorted(heirs - before)]
        if wrong := before - heirs:
            mistaken = (UnitSuccessor.unit_id == row.id, UnitSuccessor.successor_id.in_(wrong))
            db.session.execute(delete(UnitSuccessor).where(*mistaken))
    if fresh:
        db.session.execute(insert(UnitSuccessor), fresh)
    return relinked


def _told(fault: Fault) -> dict[str, Any]:
    return {"line": fault.line, "detail": fault.detail}
