"""A commune's own kinds of models: added, called otherwise, asked about, ended."""

from collections.abc import Mapping
from typing import Any

from app.catalogue import queries as catalogue
from app.catalogue.models import ModelKind
from app.commune.rules import questions
from app.core.actor import Actor
from app.core.errors import CHANGED_MEANWHILE, INVALID, NOT_ALLOWED, NOT_FOUND, DomainError, fault_at
from app.core.ids import new_id
from app.core.text import fold, nfc
from app.journal.rules import POLICE as POLICE_ONLY
from app.journal.service import Subject, note
from app.registry import queries, rules
from app.registry.rules.kinds import kind_mark, new_code
from app.registry.service.sites import today
from app.web.database import db
from app.web.transaction import after_commit

# Behind those of the data file.
_POSITION = 1000


def add_kind(actor: Actor, vi: str, en: str, *, grouped: bool) -> ModelKind:
    """Give the commune a kind of its own, without questions. ``INVALID`` for a name that does not fit or is there."""
    commune_id = _check(actor)
    words = _words(vi, en)
    code = new_code(new_id())
    _check_name(actor, words["vi"], code)
    facts = {"icon": "shield", "grouped": grouped, "fields": [], "counters": [], "activities": ["meeting"], "assets": []}
    row = ModelKind(code=code, scope=commune_id, position=_POSITION, facts=facts, ended_on=None, **words)
    db.session.add(row)
    _note(actor, row)
    return row


def call_kind(actor: Actor, code: str, vi: str, en: str, *, grouped: bool, mark: str) -> ModelKind:
    """Call an own kind otherwise. ``mark`` is how its writer saw it: ``CHANGED_MEANWHILE``."""
    row = _own(actor, code, mark)
    words = _words(vi, en)
    _check_name(actor, words["vi"], code)
    row.vi, row.en = words["vi"], words["en"]
    row.facts = dict(row.facts) | {"grouped": grouped}
    _note(actor, row)
    return row


def end_kind(actor: Actor, code: str, *, mark: str) -> ModelKind:
    """An own kind is offered no more from today on; ended already, it is offered again. Its sites stay."""
    row = _own(actor, code, mark)
    row.ended_on = None if row.ended_on else today()
    _note(actor, row)
    return row


def set_kind_question(actor: Actor, code: str, key: str | None, said: Mapping[str, Any], *, mark: str) -> ModelKind:
    """Ask what ``said`` writes (``commune/rules/questions.py``, and ``place`` from 1); ``key`` None is a new question."""
    row = _own(actor, code, mark)
    listed = list(row.facts["fields"])
    before = next((one for one in listed if one["key"] == key), None)
    if key is not None and before is None:
        raise DomainError(NOT_FOUND)
    question, faults = questions.question_from(said, before, key or questions.next_key(listed))
    found, crowded = questions.put(listed, question, int(said.get("place") or len(listed) + 1))
    if faults or crowded:
        raise DomainError(INVALID, errors=faults + crowded)
    row.facts = dict(row.facts) | {"fields": found}
    _note(actor, row)
    return row


def _check(actor: Actor) -> str:
    if not rules.may_set_kinds(actor):
        raise DomainError(NOT_ALLOWED)
    return rules.check_may_keep(actor)


def _own(actor: Actor, code: str, mark: str) -> ModelKind:
    commune_id = _check(actor)
    row = db.session.get(ModelKind, code, with_for_update=True)
    if row is None or row.scope != commune_id:
        raise DomainError(NOT_FOUND)
    if kind_mark(row.vi, row.en, row.facts, ended=bool(row.ended_on)) != mark:
        raise DomainError(CHANGED_MEANWHILE)
    return row


def _words(vi: str, en: str) -> dict[str, str]:
    words = {"vi": " ".join(nfc(vi).split()), "en": " ".join(nfc(en).split())}
    words["en"] = words["en"] or words["vi"]
    for name, text in words.items():
        if not 3 <= len(text) <= 120:
            raise DomainError(INVALID, errors=[fault_at(f"/{name}", "Tên có 3–120 ký tự")])
    return words


def _check_name(actor: Actor, vi: str, code: str) -> None:
    others = [one for one in queries.kinds_for(actor).values() if one.code != code]
    if fold(vi) in {fold(one.vi) for one in others}:
        raise DomainError(INVALID, errors=[fault_at("/vi", "Đã có loại mô hình tên như vậy")])


def _note(actor: Actor, row: ModelKind) -> None:
    db.session.flush()
    facts = {"code": row.code}
    note(row.scope, "kind.changed", Subject("setting", new_id()), actor, facts=facts, audience=POLICE_ONLY)
    after_commit(catalogue.forget)
