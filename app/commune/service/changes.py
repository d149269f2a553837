"""Changing a setting of a commune, or of a province for its communes, from a day on, and taking back what has not come yet.

The days that are gone keep what held then: a change has its own row from its day on, and none is written over.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update

from app.catalogue import queries as catalogue
from app.catalogue.models import Setting
from app.catalogue.rules import OF_PRESET
from app.commune import queries, rules
from app.commune.models import SettingChange
from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.web.database import db
from app.web.transaction import after_commit


def set_value(actor: Actor, key: str, text: str, since: date | None) -> SettingChange:
    """Give a setting the value that ``text`` writes, from the day ``since`` on.

    ``NOT_FOUND`` for an unknown setting, ``INVALID`` with ``/value`` or ``/since``: also where nothing would change.
    """
    unit_id = rules.check_may_decide(actor)
    sort = queries.sort_of(actor, key)
    faults = since_faults(since)
    try:
        value = rules.read_value(sort, text)
    except ValueError as fault:
        faults.append({"pointer": "/value", "detail": str(fault)})
    if faults or since is None:
        raise DomainError(INVALID, errors=faults)
    return write_change(actor, unit_id, key, value, since, before=_value_on(unit_id, key, since))


def since_faults(since: date | None) -> list[dict[str, str]]:
    """What is wrong with the day from which a change is to count, at ``/since``."""
    fault = rules.since_fault(since, queries.today())
    return [{"pointer": "/since", "detail": fault}] if fault else []


def _value_on(unit_id: str, key: str, on: date) -> Any:
    value = catalogue.value_on(key, on, unit_id)
    if value is None and key.startswith(OF_PRESET):
        hours = catalogue.preset_hours(unit_id).on(key.removeprefix(OF_PRESET), on)
        return {"start": f"{hours[0]:%H:%M}", "end": f"{hours[1]:%H:%M}"} if hours else None
    return value


def write_change(actor: Actor, unit_id: str, key: str, value: Any, since: date, *, before: Any) -> SettingChange:
    """The setting's row of that day and the change that made it; ``INVALID`` where the day has that value already."""
    if value == before:
        raise DomainError(INVALID, errors=[{"pointer": "/value", "detail": rules.NOTHING_CHANGES}])
    if since > queries.today():
        _replace_planned(unit_id, actor, key, since)
    db.session.merge(Setting(key=key, scope=unit_id, valid_from=since, valid_to=None, value=value))
    change = SettingChange(commune_id=unit_id, id=new_id(), key=key, since=since, before=before, value=value)
    change.account_id, change.at = actor.account_id, clock.now()
    db.session.add(change)
    _note(actor, change, "setting.changed")
    return change


def _replace_planned(unit_id: str, actor: Actor, key: str, since: date) -> None:
    same = (SettingChange.commune_id == unit_id) & (SettingChange.key == key) & (SettingChange.since == since)
    done = {"taken_back_at": clock.now(), "taken_back_by": actor.account_id}
    db.session.execute(update(SettingChange).where(same, SettingChange.taken_back_at.is_(None)).values(done))


def _note(actor: Actor, change: SettingChange, kind: str) -> None:
    """A province has no book: what it decides stands in the book of each of its communes, whose phones hear of it so."""
    facts = {"setting": change.key, "since": change.since.isoformat()}
    subject = Subject("setting", change.id)
    kind = kind if actor.commune_id else f"{kind}-by-province"
    for commune_id in queries.communes_under(change.commune_id):
        journal.note(commune_id, kind, subject, actor, facts=facts, audience=journal_rules.COMMUNE)
    after_commit(catalogue.forget)


def take_back(actor: Actor, change_id: UUID) -> SettingChange:
    """Take a change back before its day comes; ``INVALID`` when it has come, or was taken back before."""
    change = db.session.get(SettingChange, (rules.check_may_decide(actor), change_id))
    if change is None:
        raise DomainError(NOT_FOUND)
    if change.taken_back_at is not None or change.since <= queries.today():
        raise DomainError(INVALID, errors=[fault_at("", "Thay đổi này đã có hiệu lực hoặc đã được bỏ")])
    row = db.session.get(Setting, (change.key, change.commune_id, change.since))
    if row is not None:
        db.session.delete(row)
    change.taken_back_at, change.taken_back_by = clock.now(), actor.account_id
    _note(actor, change, "setting.taken-back")
    return change
