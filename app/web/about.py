"""The help page: open to everybody, because a person who cannot sign in needs it most."""

from flask import Blueprint, Flask, render_template

from app.web.actor import public_page

blueprint = Blueprint("about", __name__)


@blueprint.get("/help", endpoint="help")
@public_page
def show_help() -> str:
    """How the office works, in one page."""
    return render_template("about/help.html")


def register(app: Flask) -> None:
    """Open the door."""
    app.register_blueprint(blueprint)
