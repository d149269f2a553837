"""Reading the catalogue. What every push asks is kept for half a minute, since it changes a few times a year."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from flask import current_app
from sqlalchemy import select

from app.catalogue.models import Category, Setting
from app.web.database import db

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
    return _kept("kinds", lambda: dict(db.session.execute(select(Category.code, Category.kind)).tuples().all()))


def _limits() -> dict[str, Any]:
    found = db.session.scalar(select(Setting.value).where(Setting.key == "limits", Setting.scope == ""))
    return found or {}


def limits() -> Mapping[str, Any]:
    """The catalogue's row of limits: ``{photo: …, text: …, push: …}``."""
    return _kept("limits", _limits)
