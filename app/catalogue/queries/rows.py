"""The catalogue's rows with a commune's own word on them, and the whole of it as phones read it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select
from sqlalchemy.orm import aliased

from app.catalogue.models import Category, Preset, Setting, Term
from app.catalogue.queries.words import Catalogue, Words
from app.catalogue.rules import OF_CATEGORY, OF_FIELDS, OF_PRESET, TERM_LISTS, as_called_here, still_asked
from app.web.database import db

_Fields = aliased(Setting)


def _own_word(prefix: str, code: Any, commune_id: str, on: date | None) -> ColumnElement[bool]:
    """The commune's setting about a row of the catalogue, on a day or (without one) of all days."""
    own = and_(Setting.key == literal(prefix) + code, Setting.scope == commune_id)
    if on is None:
        return own
    return and_(own, Setting.valid_from <= on, or_(Setting.valid_to.is_(None), Setting.valid_to >= on))


def categories_of(commune_id: str, on: date) -> Select[Any]:
    """Every category with the commune's words on it and what its owner has it ask, the ones that count last."""
    asked = and_(_Fields.key == literal(OF_FIELDS) + Category.code, _Fields.scope == Category.scope, Category.scope != "")
    return (
        select(Category, Setting.value, _Fields.value)
        .outerjoin(Setting, _own_word(OF_CATEGORY, Category.code, commune_id, on))
        .outerjoin(_Fields, and_(asked, _Fields.valid_from <= on))
        .order_by(Category.position, Category.code, Setting.valid_from, _Fields.valid_from)
    )


def category_words(row: Category, own: Mapping[str, Any] | None, asked: list[dict[str, Any]] | None) -> Words:
    """What a category is called in the commune whose word ``own`` is, with the fields that its owner gave it."""
    names = ("vi", "en", "kind", "severity", "task_group", "police_only", "group", "scope")
    here = as_called_here({name: getattr(row, name) for name in names} | row.facts, own)
    here["fields"] = here["fields"] if asked is None else asked
    more = ("short_vi", "told_vi", "told_en", "icon", "fields", "phrases", "ended")
    return Words(row.code, **{name: here[name] for name in (*names, *more) if name in here})


def presets_of(commune_id: str, on: date | None, *more: Any) -> Select[Any]:
    """The usual shifts with the commune's hours on them, on a day or (without one) of all days, the ones that count last."""
    return (
        select(Preset, *more, Setting.value)
        .outerjoin(Setting, _own_word(OF_PRESET, Preset.code, commune_id, on))
        .order_by(Preset.position, Setting.valid_from)
    )


def clocks_of(row: Preset, own: Mapping[str, str] | None) -> dict[str, Any]:
    """``{start, end}`` of a usual shift."""
    return dict(own) if own else {"start": row.start, "end": row.end}


def _as_json(row: Category, own: Mapping[str, Any] | None, asked: list[dict[str, Any]] | None) -> dict[str, Any]:
    names = ("code", "group", "kind", "vi", "en", "severity", "task_group", "police_only")
    here = as_called_here({name: getattr(row, name) for name in names} | row.facts, own)
    return here | {"fields": still_asked(here["fields"] if asked is None else asked)}


def _terms_as_json() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TERM_LISTS}
    listed = select(Term).where(Term.kind.in_(TERM_LISTS)).order_by(Term.kind, Term.position)
    for row in db.session.scalars(listed):
        found[row.kind].append({"code": row.code, "vi": row.vi, "en": row.en} | row.facts)
    return found


def read_whole(commune_id: str, today: date, values: Mapping[str, Any]) -> Catalogue:
    """The catalogue of a day in a commune; ``values`` are its parts of one value each."""
    in_force = (
        or_(Category.valid_from.is_(None), Category.valid_from <= today),
        or_(Category.valid_to.is_(None), Category.valid_to >= today),
        Category.scope.in_(("", commune_id)),
    )
    listed = db.session.execute(categories_of(commune_id, today).where(*in_force))
    usual = {row.code: (row, own) for row, own in db.session.execute(presets_of(commune_id, today))}
    content = {
        **_terms_as_json(),
        # Of a row's words on several days the last one counts.
        "categories": list({row.code: _as_json(row, own, asked) for row, own, asked in listed}.values()),
        "presets": [
            {"code": row.code, "vi": row.vi, "en": row.en, **clocks_of(row, own), "default": row.is_default}
            for row, own in usual.values()
        ],
        **values,
    }
    # Sorted keys, because a database may give a JSON object back in another order.
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    version = hashlib.sha256(told.encode()).hexdigest()[:12]
    return Catalogue(version, f'{{"version":"{version}",{told[1:]}'.encode())
