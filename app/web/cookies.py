"""The cookies of a phone and of a desk, random tokens of which the database keeps only digests; and the mark by which a
browser is known at the door (``people/known.py``)."""

import hashlib
import secrets
from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response

_SAME_SITE = {"device": "Strict", "office": "Lax", "known": "Strict"}


def _name(kind: str) -> str:
    # Browsers accept the __Host- prefix only together with Secure, which plain http on this machine cannot have.
    return f"__Host-{kind}" if current_app.config["SESSION_COOKIE_SECURE"] else kind


def new_token() -> str:
    """A token of 256 random bits, safe in a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What the database keeps of a token (32 bytes)."""
    return hashlib.sha256(token.encode()).digest()


def read_cookie(kind: str) -> str | None:
    """The token that the request carries for ``kind`` (``device`` or ``office``)."""
    return request.cookies.get(_name(kind))


def set_cookie(response: Response, kind: str, token: str, max_age: timedelta) -> None:
    """Hand the browser its token; scripts never see it."""
    response.set_cookie(
        _name(kind),
        token,
        max_age=max_age,
        httponly=True,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        samesite=_SAME_SITE[kind],
        path="/",
    )


def clear_cookie(response: Response, kind: str) -> None:
    """Take the token back."""
    response.delete_cookie(
        _name(kind),
        path="/",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite=_SAME_SITE[kind],
    )
