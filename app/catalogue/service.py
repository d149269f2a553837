"""Bringing the catalogue up to date from the data file. Rows that are gone from it end or stay; none is deleted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from app.catalogue import queries
from app.catalogue.models import Category, ModelKind, Preset, Setting, Term
from app.catalogue.rules import TERM_LISTS, VALUES
from app.core import clock
from app.core.night import local
from app.web.database import Base, db
from app.web.transaction import after_commit

# Defaults hold since the communes of today exist; what a commune or province sets later has its own row.
_SINCE = date(2025, 7, 1)
_OF_A_CATEGORY = ("code", "group", "kind", "vi", "en", "severity", "task_group", "police_only")


@dataclass
class CatalogueChanges:
    """What an update did; each entry names a row: ``category A02``, ``setting pronoun``."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def read_data() -> dict[str, Any]:
    """The data file that the project keeps (``data/catalogue.json``)."""
    data: dict[str, Any] = json.loads(files("app.catalogue").joinpath("data/catalogue.json").read_text("utf-8"))
    return data


def seed_catalogue(data: Mapping[str, Any] | None = None) -> CatalogueChanges:
    """Make categories, presets, terms and default settings what ``data`` says (the project's own file); repeatable.

    Settings of a province or commune are never touched. A category that the data no longer has ends today, because old
    reports go on naming it.
    """
    data = read_data() if data is None else data
    done = CatalogueChanges()
    _write(Category, (_category(row, place) for place, row in enumerate(data["categories"])), done)
    _end_categories({row["code"] for row in data["categories"]}, done)
    _write(ModelKind, (_model_kind(row, place) for place, row in enumerate(data["models"])), done)
    _write(Preset, (_preset(row, place) for place, row in enumerate(data["presets"])), done)
    _write(Term, _terms(data), done)
    _write(Setting, _settings(data), done)
    after_commit(queries.forget)
    return done


def _category(row: Mapping[str, Any], place: int) -> dict[str, Any]:
    columns = {name: row[name] for name in _OF_A_CATEGORY}
    facts = {name: value for name, value in row.items() if name not in _OF_A_CATEGORY}
    return columns | {"position": place, "facts": facts, "valid_from": None, "valid_to": None}


def _model_kind(row: Mapping[str, Any], place: int) -> dict[str, Any]:
    columns = {name: row[name] for name in ("code", "vi", "en")}
    return columns | {
        "scope": "",
        "position": place,
        "facts": {k: v for k, v in row.items() if k not in columns},
        "ended_on": None,
    }


def _preset(row: Mapping[str, Any], place: int) -> dict[str, Any]:
    columns = {name: row[name] for name in ("code", "vi", "en", "start", "end")}
    return columns | {"position": place, "is_default": row["default"]}


def _terms(data: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    lists = {kind: data[kind] for kind in TERM_LISTS}
    # The names of settings are words too: the office shows them beside the value.
    lists["settings"] = [{"code": row["key"], "vi": row["vi"], "en": row["en"]} for row in data["settings"]]
    for kind, rows in lists.items():
        for place, row in enumerate(rows):
            facts = {name: value for name, value in row.items() if name not in ("code", "vi", "en")}
            words = {name: row[name] for name in ("code", "vi", "en")}
            yield {"kind": kind, **words, "position": place, "facts": facts}


def _settings(data: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    values = {row["key"]: row["value"] for row in data["settings"]} | {name: data[name] for name in VALUES}
    for key, value in values.items():
        yield {"key": key, "scope": "", "valid_from": _SINCE, "valid_to": None, "value": value}


def _write(model: type[Base], rows: Iterable[dict[str, Any]], done: CatalogueChanges) -> None:
    """Add the rows that are not there, and correct those that differ."""
    keys = [str(column.key) for column in model.__mapper__.primary_key]
    stored = {tuple(getattr(row, key) for key in keys): row for row in db.session.scalars(select(model))}
    for row in rows:
        known = stored.get(tuple(row[key] for key in keys))
        if known is None:
            db.session.add(model(**row))
            done.added.append(_name(model, row))
            continue
        differing = {name: value for name, value in row.items() if getattr(known, name) != value}
        for name, value in differing.items():
            setattr(known, name, value)
        if differing:
            done.changed.append(_name(model, row))


def _end_categories(present: set[str], done: CatalogueChanges) -> None:
    today = local(clock.now()).date()
    gone = select(Category).where(Category.code.not_in(present), Category.valid_to.is_(None), Category.scope == "")
    for category in db.session.scalars(gone):
        category.valid_to = today
        done.ended.append(_name(Category, {"code": category.code}))


def _name(model: type[Base], row: Mapping[str, Any]) -> str:
    words = [model.__tablename__, *(str(row[name]) for name in ("kind", "code", "key") if name in row)]
    return " ".join(words if model is Term else [words[0], words[-1]])


def keep_setting(key: str, scope: str, value: Any) -> None:
    """Give a setting of a commune or province a value from today on; what held before keeps its days."""
    today = local(clock.now()).date()
    for row in db.session.scalars(select(Setting).where(Setting.key == key, Setting.scope == scope)):
        if row.valid_from < today and (row.valid_to is None or row.valid_to >= today):
            row.valid_to = today - timedelta(days=1)
    db.session.merge(Setting(key=key, scope=scope, valid_from=today, valid_to=None, value=value))
    after_commit(queries.forget)
