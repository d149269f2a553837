"""What an office was reminded of, above its first page until it is done."""

from flask import render_template, request
from markupsafe import Markup

from app.core.actor import Actor
from app.registry import queries
from app.registry.views import cycle_words as words
from app.registry.views.late import url_of
from app.web import shell

# Where the offices begin their day (``reports/views/home.py``), and the board itself.
_FIRST_PAGES = ("reports.show_queue", "feed.show_feed")
_SHOWN = 3


def draw_reminded(actor: Actor) -> Markup:
    """The strip, or nothing."""
    if request.endpoint not in _FIRST_PAGES:
        return Markup()
    rows = queries.list_reminded(actor)
    if not rows:
        return Markup()
    faces = [{"row": row, "url": url_of(row)} for row in rows[:_SHOWN]]
    return Markup(render_template("registry/_reminded.html", rows=faces, more=len(rows) - len(faces), words=words))


shell.show_above(draw_reminded)
