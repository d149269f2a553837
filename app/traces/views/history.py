"""The history of one record, from the journal."""

from uuid import UUID

from flask import render_template, request, url_for

from app.core.errors import NOT_FOUND, DomainError
from app.people.rules import CHIEF, POLICE
from app.traces import queries
from app.traces.views.deeds import RECORDS, record_words
from app.traces.views.faces import note_faces, number_of, title_of
from app.traces.views.pages import blueprint
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.pages import Place, read_cursor, write_cursor

shell.offer_history("traces.show_history")
_PAGE = 50


@blueprint.get("/history/<kind>/<uuid:record_id>")
@office_only(*POLICE)
def show_history(kind: str, record_id: UUID) -> str:
    """Who did what to a record, newest first."""
    actor = current_actor()
    if kind not in RECORDS:
        raise DomainError(NOT_FOUND)
    name = f"history {kind} {record_id}"
    page = queries.list_history(actor, kind, record_id, read_cursor(name, request.args.get("at")), _PAGE)
    record = queries.read_records(actor.books, [(kind, record_id)]).get((kind, record_id))
    opens = {
        "report": lambda: url_for("reports.show_report", report_id=record_id),
        "team": lambda: url_for("people.show_team", team_id=record_id),
    }

    def address(place: Place | None) -> str | None:
        at = write_cursor(name, place)
        return url_for("traces.show_history", kind=kind, record_id=record_id, at=at) if at else None

    return render_template(
        "traces/history.html",
        kind=record_words(kind),
        title=title_of(record) if record else number_of(kind, record_id, None),
        gone=record is None,
        rows=note_faces(actor.books, page.rows, with_record=False),
        record_url=opens[kind]() if record and kind in opens else None,
        access_url=url_for("traces.show_access", record=str(record_id)) if actor.role == CHIEF else None,
        page={"previous": address(page.newer), "next": address(page.older)},
    )
