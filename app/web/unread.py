"""A request refused before its body was read: the body is taken off the line, so that the refusal arrives.

A server that closes a connection with bytes unread makes the network throw away what it has just answered: a phone that is
signed out, or a proxy in front, would see a broken line instead of 401, and would send the photo for ever.
"""

import time

from flask import Flask, Response, request
from werkzeug.exceptions import ClientDisconnected

# What gunicorn takes off by itself.
_SMALL = 64 * 1024
# A slow client may not hold a thread for long.
_SECONDS = 20.0


def register(app: Flask) -> None:
    """Read the rest of a refused request for up to 20 seconds, unless it is larger than anything that is ever sent."""
    most: int = app.config["MAX_CONTENT_LENGTH"]

    @app.after_request
    def take_off_the_line(response: Response) -> Response:
        if response.status_code >= 400 and _SMALL <= (request.content_length or 0) <= most:
            _read_on(most)
        return response


def _read_on(most: int) -> None:
    # The door's own limit may be lower; it was what refused.
    request.max_content_length = most
    until = time.monotonic() + _SECONDS
    try:
        while time.monotonic() < until and request.stream.read(_SMALL):
            pass
    except (ClientDisconnected, OSError):
        # Nobody is there any more to hear the refusal.
        return
