"""Entering what a former unit told, and correcting it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, DomainError, fault_at
from app.core.ids import new_id
from app.core.night import local
from app.core.text import nfc
from app.journal import queries as journal
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.tallies import queries, rules
from app.tallies.models import ModelHistory
from app.web.database import db


@dataclass(frozen=True)
class Told:
    """A figure as somebody enters it. ``unit``: see ``queries.FormerUnit.code``; ``kind`` is of the measure's list."""

    unit: str
    on: date
    is_year: bool
    measure: str
    kind: str
    amount: int
    source: str


def enter_history(actor: Actor, told: Told, *, instead_of: UUID | None = None) -> ModelHistory:
    """Keep a figure; ``instead_of``: in the place of an earlier one, which is kept.

    ``NOT_ALLOWED`` for all but a province, ``NOT_FOUND`` for a figure of another one, ``CHANGED_MEANWHILE`` for one that was
    corrected already, ``INVALID`` with what cannot be taken.
    """
    province_id = rules.check_may_enter(actor)
    earlier = queries.get_history(province_id, instead_of, locked=True) if instead_of else None
    if earlier is not None and earlier.replaced_by is not None:
        raise DomainError(CHANGED_MEANWHILE)
    source = nfc(told.source).strip()
    faults = rules.find_history_faults(told.measure, told.amount, source, told.on, local(clock.now()).date())
    unit = queries.find_former(province_id, told.unit)
    if unit is None:
        faults.append(fault_at("/unit", "Chọn một đơn vị cũ của tỉnh"))
    if not _is_kind(told):
        faults.append(fault_at("/kind", "Chọn một loại của chỉ tiêu này"))
    if faults or unit is None:
        raise DomainError(INVALID, errors=faults)
    row = ModelHistory(id=new_id(), province_id=province_id, level=unit.level, unit_id=unit.unit_id)
    row.district, row.former_province = unit.district, unit.former_province
    row.on, row.is_year, row.measure, row.kind = told.on, told.is_year, told.measure, told.kind
    row.amount, row.source, row.account_id, row.at = told.amount, source, actor.account_id, clock.now()
    db.session.add(row)
    db.session.flush()
    if earlier is not None:
        earlier.replaced_by = row.id
    _note(actor, province_id, row, corrects=earlier is not None)
    return row


def _is_kind(told: Told) -> bool:
    listed = rules.kinds_of_measure(told.measure)
    if not told.kind:
        return True
    known = catalogue.model_kinds() if listed == "models" else catalogue.terms(listed) if listed else {}
    return told.kind in known


def _note(actor: Actor, province_id: str, row: ModelHistory, *, corrects: bool) -> None:
    """A province has no book: the figure is told in that of the commune that holds the unit, where one does."""
    home = queries.homes_of(province_id, [row])[row.id].id
    if home in journal.list_communes(present=True):
        facts = {"measure": row.measure, "kind": row.kind, "amount": row.amount, "on": row.on.isoformat()}
        kind = "history.corrected" if corrects else "history.entered"
        note(home, kind, Subject("history", row.id), actor, facts=facts, audience=POLICE_ONLY)
