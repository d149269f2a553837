"""The doors of paper: the log of a shift or of a team's month, a roster, attendance sheets, the codes of a route."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.errors import BAD_FILTER, NOT_FOUND, DomainError
from app.core.night import month_ends, month_from
from app.documents.printing import ENDINGS, send
from app.documents.prints.headers import Issuer
from app.documents.sheets.attendance import attendance_sheet, team_months
from app.documents.sheets.codes import route_codes
from app.documents.sheets.night_log import night_log, night_logs
from app.documents.sheets.roster import month_roster
from app.documents.views.pages import blueprint
from app.people.rules import POLICE
from app.reports import queries as reports
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import own_transactions

shell.add_download("reports.show_report", "documents.print_log", _l("Trang nhật ký để in"), ENDINGS)
shell.add_download("figures.show_team_month", "documents.print_logs", _l("Nhật ký cả tháng để in"), ENDINGS)
shell.add_download("roster.show_month", "documents.print_roster", _l("Lịch trực để in"), ENDINGS)
shell.add_download("roster.show_codes", "documents.print_codes", _l("Tờ mã để in"), ENDINGS)
_DEED = _l("Tải bản in về máy")


def asked_month(month: str) -> date:
    """The first day of a month in an address; ``NOT_FOUND`` for what is none."""
    first = month_from(month)
    if first is None:
        raise DomainError(NOT_FOUND)
    return first


@blueprint.get("/reports/<uuid:report_id>/log.<any(pdf, docx):ending>")
@office_only(*POLICE)
@proven_lately(_DEED)
@own_transactions
def print_log(report_id: UUID, ending: str) -> Response:
    """The log page of one shift."""
    with force_locale("vi"):
        sheet = night_log(current_actor(), report_id)
    return send(current_actor(), [sheet], ending, f"nhật ký đêm {sheet.day}", ("report", report_id))


@blueprint.get("/teams/<uuid:team_id>/month/<month>/logs.<any(pdf, docx):ending>")
@office_only(*POLICE)
@proven_lately(_DEED)
@own_transactions
def print_logs(team_id: UUID, month: str, ending: str) -> Response:
    """The log pages of a team's month, the first night first; ``NOT_FOUND`` when there is none."""
    actor = current_actor()
    first, last = month_ends(asked_month(month))
    rows = sorted(reports.read_month(actor, team_id, first, last), key=lambda row: (row.facts.night, row.facts.started_at))
    if not rows:
        raise DomainError(NOT_FOUND)
    with force_locale("vi"):
        sheets = night_logs(actor, [row.facts.id for row in rows])
    return send(actor, sheets, ending, f"nhật ký tháng {first:%Y-%m}", ("team", team_id))


@blueprint.get("/teams/<uuid:team_id>/roster/<month>.<any(pdf, docx):ending>")
@office_only(*POLICE)
@proven_lately(_DEED)
@own_transactions
def print_roster(team_id: UUID, month: str, ending: str) -> Response:
    """The roster of a team's month."""
    first = asked_month(month)
    with force_locale("vi"):
        sheet = month_roster(current_actor(), team_id, first)
    return send(current_actor(), [sheet], ending, f"lịch trực tháng {first:%Y-%m}", ("team", team_id))


@blueprint.get("/routes/<uuid:route_id>/codes.<any(pdf, docx):ending>")
@office_only(*POLICE)
@proven_lately(_DEED)
@own_transactions
def print_codes(route_id: UUID, ending: str) -> Response:
    """The codes of a route's checkpoints, to be cut out."""
    with force_locale("vi"):
        sheet = route_codes(current_actor(), route_id)
    return send(current_actor(), [sheet], ending, f"mã các điểm {sheet.subtitle[0]}", ("route", route_id))


@blueprint.get("/teams/<uuid:team_id>/attendance/<month>/sheet.<any(pdf, docx):ending>")
@office_only(*POLICE)
@proven_lately(_DEED)
@own_transactions
def print_attendance(team_id: UUID, month: str, ending: str) -> Response:
    """The attendance sheet of a team's month."""
    return _attendance(current_actor(), asked_month(month), ending, team_id)


@blueprint.get("/attendance/<month>/sheets.<any(pdf, docx):ending>")
@office_only(*POLICE)
@proven_lately(_DEED)
@own_transactions
def print_all_attendance(month: str, ending: str) -> Response:
    """The attendance sheets of every team in scope."""
    return _attendance(current_actor(), asked_month(month), ending, None)


def _attendance(actor: Actor, month: date, ending: str, team_id: UUID | None) -> Response:
    issuer = _asked_issuer()
    with force_locale("vi"):
        sheets = [attendance_sheet(one, issuer) for one in team_months(actor, month, team_id)]
    if not sheets:
        raise DomainError(NOT_FOUND)
    record: tuple[str, Any] = ("team", team_id) if team_id else ("commune", None)
    return send(actor, sheets, ending, f"chấm công trực đêm tháng {month:%Y-%m}", record)


def _asked_issuer() -> Issuer:
    try:
        return Issuer(request.args.get("issuer") or Issuer.TEAM)
    except ValueError:
        raise DomainError(BAD_FILTER) from None
