"""A commune's categories: called and used as it likes, and some of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.catalogue.models import Category
from app.catalogue.rules import as_called_here
from app.commune import rules
from app.commune.models import SettingChange
from app.commune.rules.called import Called, called_from, category_key, next_code
from app.commune.service.changes import since_faults, write_change
from app.core.actor import Actor
from app.core.errors import INVALID, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.journal import rules as journal_rules
from app.journal import service as journal
from app.journal.service import Subject
from app.web.database import db
from app.web.transaction import after_commit


def call_category(actor: Actor, code: str, row: Mapping[str, Any], since: date | None) -> SettingChange:
    """Call and use a category differently from the day ``since`` on: ``row`` has ``vi, short_vi, en, severity, off``.

    ``NOT_FOUND`` where the commune has no such category; ``INVALID`` names what does not fit. Old reports keep their code.
    """
    commune_id = rules.check_may_set(actor)
    known = db.session.get(Category, code)
    if known is None or known.scope not in ("", commune_id):
        raise DomainError(NOT_FOUND)
    called, faults = called_from(row, kind=known.kind)
    faults += since_faults(since)
    if known.kind == "other" and called.off:
        faults.append(fault_at("/off", "Mục “Khác” luôn phải có"))
    if faults or since is None:
        raise DomainError(INVALID, errors=faults)
    key = category_key(code)
    return write_change(actor, commune_id, key, called.as_value(), since, before=_called_on(commune_id, known, since))


def _called_on(commune_id: str, row: Category, on: date) -> dict[str, Any]:
    return words_of(row, catalogue.value_on(category_key(row.code), on, commune_id))


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
    called, faults = called_from(row, kind=model.kind)
    faults += since_faults(since)
    if any(one.scope in ("", commune_id) and one.vi.casefold() == called.vi.casefold() for one in listed):
        faults.append(fault_at("/vi", "Nhóm này đã có loại việc tên như vậy"))
    if faults:
        raise DomainError(INVALID, errors=faults)
    category = Category(code=next_code(group, [one.code for one in listed]), scope=commune_id, group=group)
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


def _facts_like(model: Category, called: Called) -> dict[str, Any]:
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
