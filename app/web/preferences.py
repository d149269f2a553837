"""How a reader likes the pages: language and look. Kept in cookies on the reader's machine, nowhere else."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, request
from werkzeug.wrappers import Response

from app.web.actor import public
from app.web.i18n import COOKIE as LANGUAGE
from app.web.i18n import LANGUAGES
from app.web.transaction import own_transactions

LOOKS = ("day", "night")
_KEPT = timedelta(days=400)

blueprint = Blueprint("preferences", __name__)


def own_path(target: str | None) -> str:
    """``target`` if it is a path of ours, else ``/``: a form must not send people elsewhere."""
    parts = urlsplit(target or "/")
    safe = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    return target if safe and target and "\\" not in target else "/"


@blueprint.post("/preferences")
@public
@own_transactions
def choose() -> Response:
    """Keep a language or a look, and go back to where the reader was."""
    response = redirect(own_path(request.form.get("next")), 303)
    for name, allowed in ((LANGUAGE, LANGUAGES), ("look", LOOKS)):
        if request.form.get(name) in allowed:
            response.set_cookie(name, request.form[name], max_age=_KEPT, samesite="Lax", secure=request.is_secure)
    return response


def register(app: Flask) -> None:
    """Open the door."""
    app.register_blueprint(blueprint)
