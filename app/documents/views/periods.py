"""The door of the paper of a period's report."""

from uuid import UUID

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.documents.printing import ENDINGS, send
from app.documents.sheets.period import period_sheet
from app.documents.views.pages import blueprint
from app.people.rules import COMMITTEE, POLICE, PROVINCE
from app.periods import queries
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import own_transactions

shell.add_download("periods.show_period", "documents.print_period", _l("Báo cáo để in"), ENDINGS)


@blueprint.get("/periods/<uuid:period_id>/paper.<any(pdf, docx):ending>")
@office_only(*POLICE, COMMITTEE, PROVINCE)
@proven_lately(_l("Tải bản in về máy"))
@own_transactions
def print_period(period_id: UUID, ending: str) -> Response:
    """The report as it stands: signed, or a draft that says so."""
    actor = current_actor()
    report = queries.get_period(actor, period_id).report
    book, name = report.commune_id, f"báo cáo {report.kind} {report.first}"
    with force_locale("vi"):
        sheet = period_sheet(actor, period_id)
    return send(actor, [sheet], ending, name, ("period", period_id), book)
