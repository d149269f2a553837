"""Reading the catalogue. What every push asks is kept for half a minute, since it changes a few times a year."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from flask import current_app
from sqlalchemy import select

from app.catalogue.models import Category, Preset, Setting, Term
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
    return _kept("kinds", lambda: dict(db.session.execute(select(Category.code, Category.kind)).tuples().all()))


def _limits() -> dict[str, Any]:
    found = db.session.scalar(select(Setting.value).where(Setting.key == "limits", Setting.scope == ""))
    return found or {}


def limits() -> Mapping[str, Any]:
    """The catalogue's row of limits: ``{photo: …, text: …, push: …}``."""
    return _kept("limits", _limits)


def _category(row: Category) -> Words:
    known: dict[str, Any] = {name: getattr(row, name) for name in ("kind", "severity", "task_group", "police_only")}
    more = ("short_vi", "told_vi", "told_en", "icon", "fields")
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
