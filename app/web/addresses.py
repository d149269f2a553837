"""Addresses of pages, built once: a page of figures has a hundred, and to build one takes as long as to draw a row."""

from functools import lru_cache
from typing import Any

from flask import request, url_for

# Those that readers are shown in a morning.
_MOST = 4096


def address_of(endpoint: str, **arguments: Any) -> str:
    """What ``url_for`` gives for the same, within a request; the arguments are hashable."""
    return _build(request.script_root, endpoint, tuple(arguments.items()))


@lru_cache(_MOST)
def _build(_root: str, endpoint: str, arguments: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(arguments))
