"""Which language a page speaks: Vietnamese, unless the reader chose English."""

from flask import Flask, has_request_context, request
from flask_babel import Babel

LANGUAGES = ("vi", "en")
COOKIE = "language"


def _chosen() -> str:
    # Commands and the worker speak to nobody in particular.
    choice = request.cookies.get(COOKIE, "vi") if has_request_context() else "vi"
    return choice if choice in LANGUAGES else "vi"


babel = Babel()


def register(app: Flask) -> None:
    """Vietnamese is the source language, so only English needs a catalogue."""
    babel.init_app(app, default_locale="vi", default_timezone="Asia/Ho_Chi_Minh", locale_selector=_chosen)
