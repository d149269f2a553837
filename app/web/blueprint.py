"""API blueprints: flask-smorest's, with a JSON reader that takes only what both languages read alike.

Order of a door's decorators, outermost first: route, guard, ``transactional``, ``arguments``, ``response``, the verb. The
guard comes first so that nobody learns what a body should look like before saying who he is.
"""

import json
import re
from typing import Any

import flask_smorest
from flask import Request
from marshmallow import RAISE
from webargs import core
from webargs.flaskparser import FlaskParser

from app.core.errors import MALFORMED, TOO_DEEP, DomainError

DEEPEST = 16
# A lone surrogate is JSON to Python, but cannot be written as UTF-8; PostgreSQL has no place for a zero.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def read_json(data: bytes) -> Any:
    """Parse a body strictly: UTF-8, no key twice, no NaN, at most 16 levels deep (``MALFORMED``, ``TOO_DEEP``)."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_pairs, parse_constant=_constant)
    except RecursionError:
        raise DomainError(TOO_DEEP, deepest=DEEPEST) from None
    except ValueError:
        raise DomainError(MALFORMED) from None
    # Characters that JSON allows and no database stores can come in only by an escape.
    _check_inside(value, escapes=b"\\u" in data)
    return value


def _check_inside(value: Any, *, escapes: bool) -> None:
    level, depth = [value], 0
    while level:
        inner: list[Any] = []
        for one in level:
            if type(one) is dict:
                inner.extend(one.values())
                if escapes and any(map(_UNSTORABLE.search, one)):
                    raise DomainError(MALFORMED)
            elif type(one) is list:
                inner.extend(one)
            elif escapes and type(one) is str and _UNSTORABLE.search(one):
                raise DomainError(MALFORMED)
        if depth == DEEPEST and any(type(one) in (dict, list) for one in level):
            raise DomainError(TOO_DEEP, deepest=DEEPEST)
        level, depth = inner, depth + 1


class StrictParser(FlaskParser):
    """Reads bodies by ``read_json`` and refuses unknown fields by name."""

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"json": None, "query": RAISE}

    def _raw_load_json(self, req: Request) -> Any:
        if not core.is_json(req.mimetype):
            return core.missing
        data = req.get_data(cache=True)
        return read_json(data) if data else core.missing


class Blueprint(flask_smorest.Blueprint):
    """A blueprint of the API."""

    ARGUMENTS_PARSER = StrictParser()
