"""The frame of every page, as its template asks for it: who is signed in, where they may go, what waits there."""

from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, current_app, request
from markupsafe import Markup

from app.settings import Settings
from app.web import shell
from app.web.actor import current_actor, is_let_in
from app.web.night_line import draw_night


class _Frame:
    """What templates know as ``shell``. Each piece is found out when a template asks for it: many templates are parts of
    pages and show no frame."""

    def __init__(self, settings: Settings) -> None:
        actor = current_actor()
        self._actor = actor if is_let_in(actor) else None
        self.demo = settings.demo
        self.look = "night" if request.cookies.get("look") == "night" else "day"
        self.person = {"name": actor.name, "role": shell.role_name(actor.role)} if self._actor else None
        self.above = shell.draw_above

    @cached_property
    def place(self) -> str:
        return shell.place_of(self._actor) if self._actor else ""

    @cached_property
    def entries(self) -> list[shell.Entry]:
        return shell.entries_for(self._actor) if self._actor else []

    @cached_property
    def search(self) -> dict[str, Any] | None:
        return shell.search_for(self._actor) if self._actor else None

    @cached_property
    def elsewhere(self) -> int:
        return shell.count_elsewhere(self._actor) if self._actor else 0

    @cached_property
    def own(self) -> list[shell.Entry]:
        return shell.entries_for(self._actor, section=shell.OWN) if self._actor else []


@lru_cache(512)
def _shape_of(icon: str) -> Markup:
    """The drawing of an icon. Pages show hundreds of them: to include its file each time cost a tenth of a page."""
    known = current_app.jinja_env.select_template([f"icons/{icon}.svg", "icons/circle-dot.svg"])
    return Markup(known.render())


def register(app: Flask, settings: Settings) -> None:
    """Put ``shell`` into the context of every page, and give templates the layout of the night line and the icons."""
    app.jinja_env.globals |= {
        "shape_of": _shape_of,
        "draw_night": draw_night,
        "links_of_team": shell.links_of_team,
        "pages_of": lambda section: shell.entries_for(current_actor(), section=section),
        "downloads_of": shell.downloads_of,
        "history_url": shell.history_url,
        "team_month_url": shell.team_month_url,
    }

    @app.context_processor
    def around() -> dict[str, Any]:
        return {"shell": _Frame(settings)}
