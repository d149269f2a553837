"""Sending an export: written into the access log first, then streamed by a connection of its own."""

from typing import Any

from flask import Response

from app.core.actor import Actor
from app.core.errors import BAD_FILTER, DomainError
from app.documents import queries, rules
from app.documents.activity_log import write_activity_log
from app.documents.queries import Period
from app.journal.service import note_access
from app.web.database import db
from app.web.transaction import unit_of_work
from app.web.wall import with_present_books

FILE_NAME = "activity-log.csv"


def send_activity_log(actor: Actor, period: Period) -> Response:
    """The activity log of a period as an answer; ``NOT_ALLOWED`` for those who export nothing."""
    rules.check_may_export(actor)
    if period.first and period.last and period.first > period.last:
        raise DomainError(BAD_FILTER, "from lies after to")
    log = queries.read_activity_log(actor, period)
    # The rows are read while they are sent, when the request is over: its books go along.
    blocks = write_activity_log(log, with_present_books(db.engine))
    asked = {"from": period.first, "to": period.last, "team": period.team, "state": period.state}
    with unit_of_work():
        known: dict[str, Any] = {name: str(value) for name, value in asked.items() if value is not None}
        note_access(actor.commune_id or "", actor, "export.csv", "report", **known)
    response = Response(blocks, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response
