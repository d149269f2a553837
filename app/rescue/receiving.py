"""An upload becomes a file that is taken in: the same for both doors."""

from collections.abc import Callable
from contextlib import suppress

from flask import current_app, request

from app.core.actor import Actor
from app.core.errors import DomainError
from app.photos.storage import present_store
from app.rescue import rules, service
from app.rescue.service import Taken
from app.rescue.source import read_pieces
from app.web.application import SETTINGS
from app.web.transaction import end_reading

# What a form puts around its file.
_AROUND = 64 * 1024


def let_large_bodies_in() -> None:
    """For this request alone, let a body be as large as a rescue file may be (``TOO_LARGE``)."""
    most = _most() + _AROUND
    rules.check_count("bytes", request.content_length or 0, most)
    request.max_content_length = most
    # A slow upload holds no connection to the database.
    end_reading()


def receive(importer: Actor, read: Callable[[int], bytes]) -> Taken:
    """Take in the file that ``read`` gives, piece by piece; refuses as ``service.take_file`` does.

    What comes after a refusal is read all the same: a server that answers before may break the line under its own answer.
    """
    pieces = read_pieces(read, _most())
    try:
        return service.take_file(importer, pieces, store=present_store())
    finally:
        with suppress(DomainError):
            for _piece in pieces:
                continue


def _most() -> int:
    megabytes: int = current_app.config[SETTINGS].rescue_mb
    return megabytes * 1024 * 1024
