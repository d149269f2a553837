"""Sending a file at once: written into the access log first, then streamed by a connection of its own."""

from dataclasses import replace
from urllib.parse import quote

from flask import Response

from app.core import clock
from app.core.actor import Actor
from app.exports import queries
from app.exports.orders import Order, make_ready
from app.exports.queries import Known, Points
from app.exports.rules.files import MIME, plain_name
from app.exports.service import note_order
from app.web.database import db
from app.web.transaction import unit_of_work
from app.web.wall import with_present_books


def send_file(actor: Actor, order: Order, *, name: str = "") -> Response:
    """The file of an order as an answer, called ``name`` (by its table and period where none is given)."""
    ready = make_ready(actor, order, clock.now())
    if isinstance(ready.reading, Known | Points):
        rows = len(ready.reading.rows)
    else:
        rows = queries.count_rows(order.table, order.wanted(actor))
    ready = replace(ready, about=replace(ready.about, rows=rows))
    # The rows are read while they are sent, when the request is over: its books go along.
    pieces = ready.pieces(with_present_books(db.engine))
    with unit_of_work():
        note_order(actor, order, rows, ready=ready)
    return attach(Response(pieces, content_type=MIME[order.ending]), name or order.name)


def attach(response: Response, name: str) -> Response:
    """Let the answer be kept as a file of that name, also by programs that know no letters with marks (RFC 6266)."""
    plain = plain_name(name)
    more = "" if plain == name else f"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"{more}'
    return response
