"""The register of consents, as a page and as a file."""

from datetime import datetime

from flask import Response, render_template
from flask_babel import lazy_gettext as _l

from app.consents.rules import read_texts, version_on
from app.core import clock
from app.core.cells import safe_text, write_table
from app.core.night import local
from app.journal.service import note_access
from app.privacy import queries
from app.privacy.queries import ConsentRow
from app.privacy.rules import HANDLERS
from app.privacy.views.pages import blueprint, tabs
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import own_transactions, unit_of_work

# The file speaks Vietnamese whatever the pages speak, so that programs find the same columns.
_HEAD = ("Thành viên", "Tổ", "Mục đích", "Bản lời hỏi", "Đồng ý lúc", "Rút lại lúc", "Cách ghi")
_PURPOSES = {"position": "vị trí"}


@blueprint.get("/privacy/consents")
@office_only(*HANDLERS)
def list_consents() -> str:
    """Who agreed to which text, when, and what is in force."""
    rows = queries.list_consents(current_actor())
    present = version_on(local(clock.now()).date())
    in_force = sum(row.withdrawn_at is None and row.version == present for row in rows)
    return render_template(
        "privacy/consents.html",
        tabs=tabs("list_consents"),
        rows=rows,
        in_force=in_force,
        present=present,
        texts=read_texts(),
    )


@blueprint.get("/privacy/consents.csv")
@office_only(*HANDLERS)
@proven_lately(_l("Tải sổ đồng ý về máy"))
@own_transactions
def consents_csv() -> Response:
    """The register as CSV; that it was taken is written into the access log first."""
    actor = current_actor()
    table = b"".join(write_table(_HEAD, [map(_cells, queries.list_consents(actor))]))
    with unit_of_work():
        note_access(actor.commune_id or "", actor, "export.consents", "consent")
    response = Response(table, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="consents.csv"'
    return response


def _cells(row: ConsentRow) -> list[str]:
    purpose = _PURPOSES.get(row.purpose, row.purpose)
    how = "điện thoại" if row.by_phone else "giấy"
    return [
        safe_text(row.member),
        safe_text(row.team),
        purpose,
        str(row.version),
        _moment(row.given_at),
        _moment(row.withdrawn_at),
        how,
    ]


def _moment(at: datetime | None) -> str:
    return f"{local(at):%d/%m/%Y %H:%M}" if at else ""
