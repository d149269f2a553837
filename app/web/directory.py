"""The page of all pages: what has no place in the top bar, by sections, each with a sentence about what it is for."""

from flask import Blueprint, Flask, render_template

from app.web.actor import current_actor, office_only
from app.web.shell import SECTIONS, entries_for

blueprint = Blueprint("directory", __name__)


@blueprint.get("/pages")
@office_only()
def show_all() -> str:
    """The sections with pages that the reader may open."""
    actor = current_actor()
    sections = [(str(label), entries_for(actor, section=key)) for key, label in SECTIONS.items()]
    return render_template("about/pages.html", sections=[(label, entries) for label, entries in sections if entries])


def register(app: Flask) -> None:
    """Open the door."""
    app.register_blueprint(blueprint)
