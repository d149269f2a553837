"""Browsers in which an account has signed in before: their tries are counted by themselves.

So nobody can hold up a colleague by typing wrong passwords elsewhere, be it from the next desk: on the colleague's own
machine another count runs. The mark is a signed cookie; it opens nothing.
"""

from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from app.web.cookies import new_token, read_cookie, set_cookie
from app.web.keyed import keyed_digest

_LIFE = timedelta(days=400)
# A machine in the duty room is shared; more people than these are not remembered.
_MOST_ACCOUNTS = 12


def account_mark(username: str) -> str:
    """What stands for an account where its name must not stand (32 hex digits)."""
    return keyed_digest("account", username.strip().lower()).hex()[:32]


def find_browser(mark: str) -> str | None:
    """What stands for this browser, if the account of ``mark`` has signed in here before; else None."""
    browser, marks = _read()
    return browser if mark in marks else None


def remember(response: Response, username: str) -> None:
    """Let this browser be known for the account that has just signed in."""
    browser, marks = _read()
    mark = account_mark(username)
    kept = [mark, *(one for one in marks if one != mark)][:_MOST_ACCOUNTS]
    set_cookie(response, "known", str(_signer().dumps([browser or new_token()[:16], *kept])), _LIFE)


def _read() -> tuple[str, list[str]]:
    try:
        browser, *marks = _signer().loads(read_cookie("known") or "")
        return str(browser), [str(mark) for mark in marks]
    except (BadSignature, ValueError, TypeError):
        return "", []


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")
