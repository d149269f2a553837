"""Reading the catalogue. What every push asks is kept for half a minute, since it changes a few times a year."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from flask import current_app
from sqlalchemy import or_, select

from app.catalogue.models import Category, Preset, Setting, Term
from app.catalogue.rules import TERM_LISTS, VALUES
from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.units.queries import find_unit
from app.web.database import db

Answer = TypeVar("Answer")
_KEPT_SECONDS = 30.0


@dataclass(frozen=True)
class Words:
    """What a code is called: in full, and for categories on a tile (``short_vi``) and after a number (``told_*``)."""

    code: str
    vi: str
    en: str
    short_vi: str = ""
    told_vi: str = ""
    told_en: str = ""
    kind: str = ""
    icon: str = ""
    severity: int | None = None
    task_group: int | None = None
    police_only: bool = False
    fields: list[dict[str, Any]] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    start: str = ""
    end: str = ""

    def named(self, language: str) -> str:
        """The whole name in ``vi`` or ``en``."""
        return self.en if language == "en" else self.vi

    def short(self, language: str) -> str:
        """The name for narrow places."""
        return self.en if language == "en" else self.short_vi or self.vi

    def told(self, language: str) -> str:
        """The words that follow a number in a sentence."""
        return (self.told_en or self.en.lower()) if language == "en" else (self.told_vi or self.short_vi.lower() or self.vi)


def _kept(name: str, ask: Callable[[], Answer]) -> Answer:
    """The answer of ``ask``, at most half a minute old in this process."""
    shelf: dict[str, tuple[float, Any]] = current_app.extensions.setdefault("keng_catalogue", {})
    until, answer = shelf.get(name, (0.0, None))
    if time.monotonic() > until:
        answer = ask()
        shelf[name] = (time.monotonic() + _KEPT_SECONDS, answer)
    return cast(Answer, answer)


def forget() -> None:
    """Ask the database again: after a change of the catalogue."""
    current_app.extensions.pop("keng_catalogue", None)


def category_kinds() -> Mapping[str, str]:
    """Kind (incident, activity, other) of each category by its code."""
    return _kept("kinds", lambda: dict(db.session.execute(select(Category.code, Category.kind)).all()))


def setting_values(
    keys: tuple[str, ...], *, on: date, commune_id: str | None = None, province_id: str | None = None
) -> dict[str, Any]:
    """The values of ``keys`` in force on a day, by key: the commune's own, else its province's, else the country's.

    What nobody has set is left out. One statement.
    """
    scopes = ["", *(place for place in (province_id, commune_id) if place)]
    rows = db.session.execute(
        select(Setting.key, Setting.scope, Setting.valid_from, Setting.value).where(
            Setting.key.in_(keys),
            Setting.scope.in_(scopes),
            Setting.valid_from <= on,
            or_(Setting.valid_to.is_(None), Setting.valid_to >= on),
        )
    ).all()
    nearest_last = sorted(rows, key=lambda row: (scopes.index(row.scope), row.valid_from))
    return {row.key: row.value for row in nearest_last}


def get_setting(key: str, *, on: date, commune_id: str | None = None, province_id: str | None = None) -> Any:
    """One setting in force on a day (see ``setting_values``); ``NOT_FOUND`` when not even a default is there."""
    found = setting_values((key,), on=on, commune_id=commune_id, province_id=province_id)
    if key not in found:
        raise DomainError(NOT_FOUND, setting=key)
    return found[key]


def recent_setting(key: str, commune_id: str | None) -> Any:
    """A setting of a commune, else of its province, in force today (at most half a minute old); None when nobody set it."""
    today = local(clock.now()).date()

    def ask() -> Any:
        unit = find_unit(commune_id) if commune_id else None
        province_id = unit.parent_id if unit else None
        return setting_values((key,), on=today, commune_id=commune_id, province_id=province_id).get(key)

    return _kept(f"setting/{key}/{commune_id}", ask)


def _limits() -> dict[str, Any]:
    return setting_values(("limits",), on=local(clock.now()).date()).get("limits") or {}


def limits() -> Mapping[str, Any]:
    """The catalogue's row of limits: ``{photo: …, text: …, push: …}``."""
    return _kept("limits", _limits)


def _category(row: Category) -> Words:
    known: dict[str, Any] = {name: getattr(row, name) for name in ("kind", "severity", "task_group", "police_only")}
    more = ("short_vi", "told_vi", "told_en", "icon", "fields", "phrases")
    return Words(row.code, row.vi, row.en, **known, **{name: row.facts[name] for name in more if name in row.facts})


def categories() -> Mapping[str, Words]:
    """Every category by its code, in the catalogue's order."""
    return _kept(
        "categories",
        lambda: {row.code: _category(row) for row in db.session.scalars(select(Category).order_by(Category.position))},
    )


def presets() -> Mapping[str, Words]:
    """The usual shifts by code, in order; ``start`` and ``end`` are clock times ``HH:MM``."""
    return _kept(
        "presets",
        lambda: {
            row.code: Words(row.code, row.vi, row.en, start=row.start, end=row.end)
            for row in db.session.scalars(select(Preset).order_by(Preset.position))
        },
    )


def _all_terms() -> dict[str, dict[str, Words]]:
    found: dict[str, dict[str, Words]] = {}
    for row in db.session.scalars(select(Term).order_by(Term.kind, Term.position)):
        found.setdefault(row.kind, {})[row.code] = Words(row.code, row.vi, row.en, icon=row.facts.get("icon", ""))
    return found


def terms(kind: str) -> Mapping[str, Words]:
    """The words of one list that people choose from (``results``, ``reasons``, ``kit`` …) by code, in order."""
    return _kept("terms", _all_terms).get(kind, {})


@dataclass(frozen=True)
class Catalogue:
    """The whole catalogue as phones read it: UTF-8 JSON, and a short hash of its content."""

    version: str
    json: bytes


def _category_as_json(row: Category) -> dict[str, Any]:
    names = ("code", "group", "kind", "vi", "en", "severity", "task_group", "police_only")
    return {name: getattr(row, name) for name in names} | row.facts


def _terms_as_json() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in TERM_LISTS}
    listed = select(Term).where(Term.kind.in_(TERM_LISTS)).order_by(Term.kind, Term.position)
    for row in db.session.scalars(listed):
        found[row.kind].append({"code": row.code, "vi": row.vi, "en": row.en} | row.facts)
    return found


def _whole() -> Catalogue:
    today = local(clock.now()).date()
    in_force = (
        or_(Category.valid_from.is_(None), Category.valid_from <= today),
        or_(Category.valid_to.is_(None), Category.valid_to >= today),
    )
    listed = db.session.scalars(select(Category).where(*in_force).order_by(Category.position))
    usual = db.session.scalars(select(Preset).order_by(Preset.position))
    content = {
        **_terms_as_json(),
        "categories": [_category_as_json(row) for row in listed],
        "presets": [
            {"code": row.code, "vi": row.vi, "en": row.en, "start": row.start, "end": row.end, "default": row.is_default}
            for row in usual
        ],
        **setting_values(VALUES, on=today),
    }
    # Sorted keys, because a database may give a JSON object back in another order.
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    version = hashlib.sha256(told.encode()).hexdigest()[:12]
    return Catalogue(version, f'{{"version":"{version}",{told[1:]}'.encode())


def get_catalogue() -> Catalogue:
    """The catalogue of today, at most half a minute old."""
    return _kept("whole", _whole)


def version() -> str:
    """The catalogue's version, which changes with its content."""
    return get_catalogue().version
