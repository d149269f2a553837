"""The access log as CSV: that it was taken is noted first, then it is streamed by a connection of its own."""

from typing import Any

from flask import Response

from app.core.actor import Actor
from app.core.cells import safe_text, write_table
from app.core.night import local
from app.journal.service import note_access
from app.people.rules import OFFICE_ROLES
from app.traces import queries, rules
from app.traces.queries import Asked
from app.traces.views.deeds import ACTS, RECORDS
from app.web.shell import role_name
from app.web.transaction import unit_of_work

FILE_NAME = "access-log.csv"
_HEADER = ("Lúc", "Người", "Vai trò", "Việc", "Bản ghi", "Số vị trí", "Lý do")


def send_access_log(actor: Actor, asked: Asked) -> Response:
    """The log as asked, oldest first; ``NOT_ALLOWED`` for who does not read it. It names records by number alone."""
    commune_id = rules.check_may_read_log(actor)
    with unit_of_work():
        known: dict[str, Any] = {name: str(value) for name, value in (("from", asked.first), ("to", asked.last)) if value}
        note_access(commune_id, actor, "export.access", "commune", **known)
    # The words are looked up while a request is there; the rows come after it.
    words = {code: str(word) for code, word in (*ACTS.items(), *RECORDS.items())}
    roles = {role: role_name(role) for role in OFFICE_ROLES}
    blocks = ([_cells(row, words, roles) for row in rows] for rows in queries.stream_access(actor, asked))
    response = Response(write_table(_HEADER, blocks), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _cells(row: Any, words: dict[str, str], roles: dict[str, str]) -> list[Any]:
    facts = row.facts or {}
    number = row.receipt or (str(row.subject_id)[-8:].upper() if row.subject_id else "")
    about = f"{words.get(row.subject_kind, row.subject_kind)} {number}".strip()
    who, role = (row.name, roles.get(row.role, "")) if row.name else (row.device or "", "")
    act = words.get(row.action, row.action)
    at = f"{local(row.at):%Y-%m-%d %H:%M:%S}"
    return [at, safe_text(who), role, act, about, facts.get("positions") or "", safe_text(str(facts.get("reason") or ""))]
