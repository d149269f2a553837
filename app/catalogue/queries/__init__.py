"""Reading the catalogue. What every push asks is kept for half a minute, since it changes a few times a year."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from flask import current_app
from sqlalchemy import or_, select

from app.catalogue.models import Category, ModelKind, Setting, Term
from app.catalogue.queries.rows import categories_of, category_words, clocks_of, presets_of, read_whole
from app.catalogue.queries.words import Catalogue, Dated, Hours, KindOfModel, Words
from app.catalogue.rules import VALUES
from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.units.queries import find_unit
from app.web.actor import current_actor
from app.web.database import db

__all__ = [
    "Catalogue",
    "Dated",
    "Hours",
    "KindOfModel",
    "Words",
    "categories",
    "category_kinds",
    "dated_setting",
    "dated_settings",
    "forget",
    "get_catalogue",
    "get_setting",
    "limits",
    "model_kinds",
    "own_categories",
    "own_model_kinds",
    "preset_hours",
    "presets",
    "recent_setting",
    "rows_for",
    "setting_values",
    "terms",
    "value_on",
    "version",
]
Answer = TypeVar("Answer")
_KEPT_SECONDS = 30.0


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


def value_on(key: str, on: date, commune_id: str | None) -> Any:
    """A setting of a commune, else of its province, else of the country, in force on a day; None when nobody set it.

    Of a province's own id: what its communes inherit. At most two statements.
    """
    unit = find_unit(commune_id) if commune_id else None
    province_id = unit.parent_id if unit else None
    return setting_values((key,), on=on, commune_id=commune_id, province_id=province_id).get(key)


def recent_setting(key: str, commune_id: str | None) -> Any:
    """A setting of a commune, else of its province, in force today (at most half a minute old); None when nobody set it."""
    today = local(clock.now()).date()

    return _kept(f"setting/{key}/{commune_id}", lambda: value_on(key, today, commune_id))


def dated_setting(key: str, commune_id: str) -> Dated:
    """A setting of a commune in every night: for pages over many of them. Two statements."""
    return dated_settings((key,), commune_id)[key]


def dated_settings(keys: Sequence[str], commune_id: str) -> dict[str, Dated]:
    """Each of these settings in every night. Two statements."""
    unit = find_unit(commune_id)
    scopes = ["", *([unit.parent_id] if unit and unit.parent_id else []), commune_id]
    rows = db.session.scalars(select(Setting).where(Setting.key.in_(keys), Setting.scope.in_(scopes))).all()
    found: dict[str, list[Any]] = {key: [] for key in keys}
    for one in rows:
        found[one.key].append((scopes.index(one.scope), one.valid_from, one.valid_to, one.value))
    return {key: Dated(rows_of_key) for key, rows_of_key in found.items()}


def recent_dated_setting(key: str, commune_id: str) -> Dated:
    """The same, at most half a minute old: for what is asked with every report."""
    return _kept(f"dated/{key}/{commune_id}", lambda: dated_setting(key, commune_id))


def _limits() -> dict[str, Any]:
    return setting_values(("limits",), on=local(clock.now()).date()).get("limits") or {}


def limits() -> Mapping[str, Any]:
    """The catalogue's row of limits: ``{photo: …, text: …, push: …}``."""
    return _kept("limits", _limits)


def _today() -> date:
    return local(clock.now()).date()


def categories() -> Mapping[str, Words]:
    """Every category by its code, in the catalogue's order, called as in the commune of who asks.

    Those of other communes are among them: whoever reads over many communes needs their names. ``own_categories`` are those
    to choose from.
    """
    commune_id = current_actor().commune_id or ""

    def ask() -> dict[str, Words]:
        found = db.session.execute(categories_of(commune_id, _today()))
        return {row.code: category_words(row, own, asked) for row, own, asked in found}

    return _kept(f"categories/{commune_id}", ask)


def own_categories(*, ended: bool = False) -> dict[str, Words]:
    """The categories that the commune of who asks may choose from; with ``ended`` also those that it uses no more."""
    scopes = ("", *current_actor().books)
    return {code: one for code, one in categories().items() if one.scope in scopes and (ended or not one.ended)}


def rows_for(commune_id: str, on: date) -> list[tuple[Category, Mapping[str, Any] | None]]:
    """The categories of the data file and the commune's own, each with its word of a day; one statement, fresh."""
    wanted = categories_of(commune_id, on).where(Category.scope.in_(("", commune_id)))
    return list({row.code: (row, own) for row, own, _asked in db.session.execute(wanted)}.values())


def preset_hours(commune_id: str) -> Hours:
    """When the usual shifts are in this commune, in every night (at most half a minute old)."""

    def ask() -> Hours:
        known: dict[str, list[tuple[date, str, str]]] = {}
        for row, since, value in db.session.execute(presets_of(commune_id, None, Setting.valid_from)):
            hours = known.setdefault(row.code, [(date.min, row.start, row.end)])
            if value:
                hours.append((since, value["start"], value["end"]))
        return Hours(known)

    return _kept(f"hours/{commune_id}", ask)


def presets() -> Mapping[str, Words]:
    """The usual shifts of the asker's commune by code, in order; ``start`` and ``end`` are clock times of today."""
    commune_id = current_actor().commune_id or ""

    def ask() -> dict[str, Words]:
        found = db.session.execute(presets_of(commune_id, _today()))
        return {row.code: Words(row.code, row.vi, row.en, **clocks_of(row, own)) for row, own in found}

    return _kept(f"presets/{commune_id}", ask)


def _all_terms() -> dict[str, dict[str, Words]]:
    found: dict[str, dict[str, Words]] = {}
    for row in db.session.scalars(select(Term).order_by(Term.kind, Term.position)):
        more = {name: row.facts[name] for name in ("icon", "fields") if name in row.facts}
        found.setdefault(row.kind, {})[row.code] = Words(row.code, row.vi, row.en, facts=row.facts, **more)
    return found


def terms(kind: str) -> Mapping[str, Words]:
    """The words of one list that people choose from (``results``, ``reasons``, ``kit`` …) by code, in order."""
    return _kept("terms", _all_terms).get(kind, {})


def _all_model_kinds() -> dict[str, KindOfModel]:
    rows = db.session.scalars(select(ModelKind).order_by(ModelKind.position, ModelKind.code))
    return {
        row.code: KindOfModel(row.code, row.vi, row.en, row.scope, ended=bool(row.ended_on), **row.facts) for row in rows
    }


def model_kinds() -> Mapping[str, KindOfModel]:
    """Every kind of model by its code, in order; those of other communes among them, for whoever reads over many."""
    return _kept("model-kinds", _all_model_kinds)


def own_model_kinds() -> dict[str, KindOfModel]:
    """The kinds of models that the commune of who asks may choose from."""
    scopes = ("", *current_actor().books)
    return {code: one for code, one in model_kinds().items() if one.scope in scopes and not one.ended}


def get_catalogue() -> Catalogue:
    """The catalogue of today in the commune of who asks, at most half a minute old."""
    commune_id = current_actor().commune_id or ""
    return _kept(f"whole/{commune_id}", lambda: read_whole(commune_id, _today(), setting_values(VALUES, on=_today())))


def version() -> str:
    """The catalogue's version, which changes with its content."""
    return get_catalogue().version
