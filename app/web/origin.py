"""Foreign pages are refused: an unsafe request whose ``Origin`` or ``Sec-Fetch-Site`` is there and foreign (protocol.md §1).

One with neither header is not a browser and is judged by its cookie alone.
"""

from flask import Flask, request

from app.core.errors import FOREIGN_ORIGIN, DomainError
from app.settings import Settings

_SAFE = ("GET", "HEAD", "OPTIONS")
_OWN_SITES = ("same-origin", "none")


def register(app: Flask, settings: Settings) -> None:
    """Check every unsafe request before it reaches a door."""

    @app.before_request
    def refuse_foreign() -> None:
        if request.method in _SAFE:
            return
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get("Origin")
        if site is not None and site not in _OWN_SITES:
            raise DomainError(FOREIGN_ORIGIN)
        if origin is not None and origin not in (settings.public_url, request.host_url.rstrip("/")):
            raise DomainError(FOREIGN_ORIGIN)
