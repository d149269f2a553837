"""The page of exports."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.documents import queries
from app.documents.forms import ExportForm
from app.documents.queries import Period
from app.documents.sending import send_activity_log
from app.documents.views.pages import blueprint
from app.people.rules import COMMITTEE, POLICE
from app.reports import rules as report_rules
from app.reports.forms import picked
from app.reports.queries import Filters
from app.reports.views.lists import offer_csv
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.choices import choices
from app.web.transaction import own_transactions
from app.web.wording import month_title

READERS = (*POLICE, COMMITTEE)
shell.add_page(
    "documents.show_exports",
    _l("Xuất nhật ký"),
    roles=READERS,
    order=60,
    family="documents.show_exports",
    section="work",
    icon="download",
    about=_l("Nhật ký tuần tra của một kỳ thành tệp bảng tính."),
)
_APPROVED = ("approved", "locked")


@blueprint.get("/exports")
@office_only(*READERS)
def show_exports() -> str:
    """Choose a period, a team, a state; or take one of the last months at one press."""
    form = ExportForm(request.args)
    _offer(current_actor(), form)
    form.validate()
    return _page(form)


@blueprint.get("/exports/activity-log.csv")
@office_only(*READERS)
@proven_lately(_l("Tải nhật ký hoạt động về máy"))
@own_transactions
def activity_log_csv() -> Response:
    """The file of what the form asks; a form that makes no sense is shown again."""
    form = ExportForm(request.args)
    _offer(current_actor(), form)
    if not form.validate():
        return make_response(_page(form), 422)
    return send_activity_log(current_actor(), _period(form))


def _offer(actor: Actor, form: ExportForm) -> None:
    known = queries.list_teams(actor)
    states = [(state.value, _(report_rules.STATE_WORDS[state])) for state in report_rules.State]
    if actor.role == COMMITTEE:
        states = [one for one in states if one[0] in _APPROVED]
    form.team.choices = choices([("", _("Tất cả")), *((str(key), name) for key, name in known)])
    form.state.choices = choices([("", _("Tất cả")), *states])


def _period(form: ExportForm) -> Period:
    team = picked(form, "team")
    return Period(
        first=form.from_night.data,
        last=form.to_night.data,
        team=UUID(team) if team else None,
        state=picked(form, "state") or None,
    )


def _page(form: ExportForm) -> str:
    estimate = None if form.errors else queries.count_rows(current_actor(), _period(form))
    return render_template("documents/export.html", form=form, ready=_ready_months(), rows_estimate=estimate)


def _ready_months() -> list[dict[str, str]]:
    """This month and the two before it."""
    first = local(clock.now()).date().replace(day=1)
    months = [first]
    for _step in range(2):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [{"label": month_title(one), "url": _month_url(one)} for one in months]


def _month_url(first: date) -> str:
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return url_for("documents.activity_log_csv", from_night=first.isoformat(), to_night=last.isoformat())


def _csv_url(filters: Filters) -> str:
    """The export page with the choice of a list of reports, as far as an export can be narrowed."""
    asked: dict[str, Any] = {
        "from_night": filters.from_night.isoformat() if filters.from_night else None,
        "to_night": filters.to_night.isoformat() if filters.to_night else None,
        "team": filters.team,
        "state": next(iter(filters.states), None),
    }
    return url_for("documents.show_exports", **asked)


offer_csv(_csv_url)
