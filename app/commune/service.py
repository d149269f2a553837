"""Deciding for a commune: a setting or a category from a day on, and taking back what has not come yet.

The days that are gone keep what held then: a change has its own row from its day on, and none is written over.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.catalogue import queries as catalogue
from app.catalogue.models import Category, Setting
from app.catalogue.rules import OF_PRESET, as_called_here
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
    commune_id = rules.check_may_set(actor)
    sort = queries.sort_of(key)
    faults = _since_faults(since)
    try:
        value = rules.read_value(sort, text)
    except ValueError as fault:
        faults.append({"pointer": "/value", "detail": str(fault)})
    if faults or since is None:
        raise DomainError(INVALID, errors=faults)
    return _write(actor, commune_id, key, value, since, before=_value_on(commune_id, key, since))


def _since_faults(since: date | None) -> list[dict[str, str]]:
    fault = rules.since_fault(since, queries.today())
    return [{"pointer": "/since", "detail": fault}] if fault else []


def _value_on(commune_id: str, key: str, on: date) -> Any:
    value = queries.value_on(commune_id, key, on)
    if value is None and key.startswith(OF_PRESET):
        hours = catalogue.preset_hours(commune_id).on(key.removeprefix(OF_PRESET), on)
        return {"start": f"{hours[0]:%H:%M}", "end": f"{hours[1]:%H:%M}"} if hours else None
    return value


def _write(actor: Actor, commune_id: str, key: str, value: Any, since: date, *, before: Any) -> SettingChange:
    """The setting's row of that day and the change that made it; ``INVALID`` where the day has that value already."""
    if value == before:
        raise DomainError(INVALID, errors=[{"pointer": "/value", "detail": rules.NOTHING_CHANGES}])
    if since > queries.today():
        _replace_planned(commune_id, actor, key, since)
    db.session.merge(Setting(key=key, scope=commune_id, valid_from=since, valid_to=None, value=value))
    change = SettingChange(commune_id=commune_id, id=new_id(), key=key, since=since, before=before, value=value)
    change.account_id, change.at = actor.account_id, clock.now()
    db.session.add(change)
    _note(actor, change, "setting.changed")
    return change


def _replace_planned(commune_id: str, actor: Actor, key: str, since: date) -> None:
    same = (SettingChange.commune_id == commune_id) & (SettingChange.key == key) & (SettingChange.since == since)
    done = {"taken_back_at": clock.now(), "taken_back_by": actor.account_id}
    db.session.execute(update(SettingChange).where(same, SettingChange.taken_back_at.is_(None)).values(done))


def _note(actor: Actor, change: SettingChange, kind: str) -> None:
    facts = {"setting": change.key, "since": change.since.isoformat()}
    subject = Subject("setting", change.id)
    journal.note(change.commune_id, kind, subject, actor, facts=facts, audience=journal_rules.COMMUNE)
    after_commit(catalogue.forget)


def take_back(actor: Actor, change_id: UUID) -> SettingChange:
    """Take a change back before its day comes; ``INVALID`` when it has come, or was taken back before."""
    change = db.session.get(SettingChange, (rules.check_may_set(actor), change_id))
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


def call_category(actor: Actor, code: str, row: Mapping[str, Any], since: date | None) -> SettingChange:
    """Call and use a category differently from the day ``since`` on: ``row`` has ``vi, short_vi, en, severity, off``.

    ``NOT_FOUND`` where the commune has no such category; ``INVALID`` names what does not fit. Old reports keep their code.
    """
    commune_id = rules.check_may_set(actor)
    known = db.session.get(Category, code)
    if known is None or known.scope not in ("", commune_id):
        raise DomainError(NOT_FOUND)
    called, faults = rules.called_from(row, kind=known.kind)
    faults += _since_faults(since)
    if known.kind == "other" and called.off:
        faults.append(fault_at("/off", "Mục “Khác” luôn phải có"))
    if faults or since is None:
        raise DomainError(INVALID, errors=faults)
    key = rules.category_key(code)
    return _write(actor, commune_id, key, called.as_value(), since, before=_called_on(commune_id, known, since))


def _called_on(commune_id: str, row: Category, on: date) -> dict[str, Any]:
    return words_of(row, queries.value_on(commune_id, rules.category_key(row.code), on))


def words_of(row: Category, own: Mapping[str, Any] | None) -> dict[str, Any]:
    """How a category is called and used under the commune's word on it, as a change would write it."""
    usual = {"vi": row.vi, "short_vi": row.facts.get("short_vi", row.vi), "en": row.en, "severity": row.severity}
    here = as_called_here(usual, own)
    return {name: here[name] for name in usual} | {"off": bool(here.get("ended"))}


def add_category(actor: Actor, group: str, row: Mapping[str, Any], since: date | None) -> Category:
    """Give the commune a category of its own in a group; it asks and offers what the group's first one does, without fields.

    ``INVALID`` where the group has no such thing, or a word does not fit.
    """
    commune_id = rules.check_may_set(actor)
    listed = db.session.scalars(select(Category).where(Category.group == group).order_by(Category.position)).all()
    model = next((one for one in listed if not one.scope and one.kind != "other"), None)
    if model is None:
        raise DomainError(INVALID, errors=[fault_at("/group", "Chọn nhóm cho loại việc")])
    called, faults = rules.called_from(row, kind=model.kind)
    faults += _since_faults(since)
    if any(one.scope in ("", commune_id) and one.vi.casefold() == called.vi.casefold() for one in listed):
        faults.append(fault_at("/vi", "Nhóm này đã có loại việc tên như vậy"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    category = Category(code=rules.next_code(group, [one.code for one in listed]), scope=commune_id, group=group)
    category.kind, category.task_group, category.police_only = model.kind, model.task_group, False
    category.position = max(one.position for one in listed) + 1000
    category.vi, category.en, category.severity = called.vi, called.en, called.severity
    category.facts = _facts_like(model, called)
    category.valid_from, category.valid_to = since, None
    db.session.add(category)
    facts = {"code": category.code, "since": since.isoformat() if since else None}
    subject = Subject("setting", new_id())
    journal.note(commune_id, "category.added", subject, actor, facts=facts, audience=journal_rules.COMMUNE)
    after_commit(catalogue.forget)
    return category


def _facts_like(model: Category, called: rules.Called) -> dict[str, Any]:
    alike = {name: model.facts[name] for name in ("icon", "about", "asks", "actions", "informs")}
    grave = called.severity == 4
    return alike | {
        "short_vi": called.short_vi,
        "told_vi": called.short_vi.lower(),
        "told_en": called.en.lower(),
        "call_first": grave,
        "no_photo": False,
        "note": None,
        "fields": [],
        "phrases": [],
    }
