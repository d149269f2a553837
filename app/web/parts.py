"""A part of a page that is drawn anew while the page stands open: the page's script asks for the part alone, with its mark.

A page renders its part once, shows it inside itself, and answers with the part alone, or with ``304`` while it is the same.
"""

import hashlib
from collections.abc import Callable

from flask import make_response, request
from markupsafe import Markup
from werkzeug.wrappers import Response

_HEADER = "Keng-Part"


def answer_in_parts(
    name: str, html: str, draw_page: Callable[[dict[str, Markup | str]], str], status: int = 200
) -> Response:
    """The page that ``draw_page`` makes around the part ``{html, tag}``; the part alone for the script that asks for it."""
    tag = hashlib.sha256(html.encode()).hexdigest()[:16]
    if request.headers.get(_HEADER) != name:
        return make_response(draw_page({"html": Markup(html), "tag": tag}), status)
    known = request.if_none_match.contains(tag)
    answer = make_response("", 304) if known else make_response(html)
    answer.set_etag(tag)
    answer.headers["Vary"] = _HEADER
    return answer
