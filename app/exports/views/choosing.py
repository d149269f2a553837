"""The page of exports: choose a table, its columns and a period, look at the first rows, then take the file."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.exports import queries, service
from app.exports.forms import ChoiceForm, OrderForm, PurposeForm
from app.exports.orders import Order
from app.exports.queries import Period
from app.exports.queries.preview import preview_rows
from app.exports.rules.files import CSV, PREVIEWED, is_for_worker
from app.exports.rules.tables import (
    ATTENDANCE,
    OF_MODELS,
    PHOTOS,
    POINTS,
    READERS,
    REPORTS,
    TABLES,
    Table,
    columns_for,
    sees_words,
    tables_for,
)
from app.exports.sending import send_file
from app.exports.views.pages import ENDING_WORDS, TABLE_WORDS, blueprint
from app.reports import rules as report_rules
from app.reports.forms import picked
from app.reports.queries import Filters
from app.reports.views.lists import offer_csv
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.choices import choices
from app.web.transaction import own_transactions, transactional
from app.web.wording import month_title

shell.add_page(
    "exports.show",
    _l("Xuất dữ liệu"),
    roles=READERS,
    order=60,
    family="exports.",
    section="work",
    icon="download",
    about=_l("Báo cáo, sự việc, chấm công, ảnh, sổ mô hình thành tệp."),
)
_APPROVED = ("approved", "locked")
_TAKING = _l("Tải dữ liệu về máy")


@blueprint.get("/exports")
@office_only(*READERS)
def show() -> str:
    """Choose, and see the first rows of what would be taken."""
    return _page(_table(request.args.get("what")), request.args)


@blueprint.get("/exports/<what>.<ending>")
@office_only(*READERS)
@proven_lately(_TAKING)
@own_transactions
def take(what: str, ending: str) -> Response:
    """The file at once; one that is too large for that, or a choice that makes no sense, shows the page again."""
    actor, table = current_actor(), _table(what)
    asked = MultiDict(request.args)
    asked["ending"] = ending
    form, purpose = _form(actor, table, asked), PurposeForm(request.args)
    if ending not in table.endings:
        raise DomainError(NOT_FOUND)
    if not purpose.validate() or not form.validate():
        return make_response(_page(table, asked, purpose), 422)
    order = _order(actor, table, form, ending, purpose.purpose.data or "")
    if is_for_worker(ending, queries.count_rows(table, order.wanted(actor))):
        return make_response(_page(table, asked), 422)
    return send_file(actor, order)


@blueprint.post("/exports/files")
@office_only(*READERS)
@proven_lately(_TAKING)
@transactional
def order() -> Response:
    """Let the worker make the file; it is fetched from the page of files."""
    actor, form = current_actor(), OrderForm()
    asked = MultiDict(parse_qsl(form.chosen.data or ""))
    table = _table(asked.get("what"))
    chosen = _form(actor, table, asked)
    ending = chosen.ending.data or table.endings[0]
    if not form.validate() or not chosen.validate() or ending not in table.endings:
        return make_response(_page(table, asked, form), 422)
    wanted = _order(actor, table, chosen, ending, form.purpose.data or "")
    total = queries.count_rows(table, wanted.wanted(actor))
    job_id = service.order_file(actor, wanted, total)
    service.note_order(actor, wanted, total, job_id=job_id)
    flash(_("Đã nhận. Tệp đang được chuẩn bị; có thể rời trang này, tệp vẫn nằm ở đây."), "good")
    return redirect(url_for("exports.list_files"), 303)


def _table(name: str | None) -> Table:
    table = TABLES.get(name or REPORTS.name)
    if table is None or current_actor().role not in table.readers:
        raise DomainError(NOT_FOUND)
    return table


def _form(actor: Actor, table: Table, asked: Any) -> ChoiceForm:
    form = ChoiceForm(asked)
    known = queries.list_teams(actor, whole=sees_words(actor))
    states = [(state.value, _(report_rules.STATE_WORDS[state])) for state in report_rules.State]
    if not sees_words(actor):
        states = [one for one in states if one[0] in _APPROVED]
    hidden = [] if sees_words(actor) else queries.hidden_categories()
    kinds = [(code, word.named("vi")) for code, word in catalogue.own_categories(ended=True).items() if code not in hidden]
    columns = columns_for(actor, table)
    form.team.choices = choices([("", _("Tất cả")), *((str(key), name) for key, name in known)])
    form.state.choices = choices([("", _("Tất cả")), *states])
    form.category.choices = choices([("", _("Tất cả")), *kinds])
    form.columns.choices = choices([(one.key, one.heading) for one in columns])
    form.ending.choices = choices([(ending, ENDING_WORDS[ending]) for ending in table.endings])
    may = {one.key for one in columns}
    form.columns.data = [key for key in form.columns.data or [] if key in may] or [one.key for one in columns]
    if form.ending.data not in table.endings:
        form.ending.data = table.endings[0]
    return form


def _period(form: ChoiceForm) -> Period:
    team = picked(form, "team")
    return Period(
        first=form.from_night.data,
        last=form.to_night.data,
        team=UUID(team) if team else None,
        state=picked(form, "state") or None,
        category=picked(form, "category") or None,
    )


def _order(actor: Actor, table: Table, form: ChoiceForm, ending: str, purpose: str) -> Order:
    return Order.of(actor, table, ending, list(form.columns.data or []), _period(form), " ".join(purpose.split()))


def _page(table: Table, asked: Any, purpose: PurposeForm | None = None) -> str:
    actor = current_actor()
    form = _form(actor, table, asked)
    seen: dict[str, Any] = {"rows": [], "headings": [], "count": None}
    if form.validate():
        wanted = _order(actor, table, form, CSV, "")
        seen = {
            "count": queries.count_rows(table, wanted.wanted(actor)),
            "headings": wanted.columns,
            "rows": preview_rows(table, wanted.wanted(actor), PREVIEWED),
        }
    ending, count = form.ending.data, seen["count"] or 0
    later = is_for_worker(ending, count)
    chosen = [(name, value) for name, value in _chosen(table, form) if value]
    fresh = OrderForm(formdata=None, chosen=_query(chosen)) if later else PurposeForm(formdata=None)
    return render_template(
        "exports/choose.html",
        form=form,
        table=table,
        tables=[_tab(one, table, form) for one in tables_for(actor)],
        narrows=_narrowing(table),
        has_columns=table is not PHOTOS,
        with_positions=table is POINTS,
        ready=_ready_months(table),
        seen=seen,
        later=later,
        chosen=[one for one in chosen if one[0] not in ("what", "ending")],
        purpose=_with_faults(fresh, purpose),
        most=PREVIEWED,
    )


def _narrowing(table: Table) -> dict[str, bool]:
    """By what the rows of a table can be narrowed besides the days."""
    team = table not in OF_MODELS
    state = team and table is not ATTENDANCE
    return {"team": team, "state": state, "category": state and table is not REPORTS}


def _with_faults(fresh: PurposeForm, typed: PurposeForm | None) -> PurposeForm:
    """The form as it was typed, when it was."""
    if typed is not None:
        fresh.purpose.data, fresh.purpose.errors = typed.purpose.data, typed.purpose.errors
    return fresh


def _chosen(table: Table, form: ChoiceForm) -> list[tuple[str, str]]:
    """What is chosen, as the address has it; columns only where some are left out."""
    days = [(name, form[name].data.isoformat() if form[name].data else "") for name in ("from_night", "to_night")]
    picks = [(name, picked(form, name) or "") for name in ("team", "state", "category")]
    keys = form.columns.data or []
    columns = [("columns", key) for key in keys] if len(keys) < len(columns_for(current_actor(), table)) else []
    return [("what", table.name), *days, *picks, *columns, ("ending", form.ending.data or "")]


def _query(chosen: list[tuple[str, str]]) -> str:
    return urlencode(chosen)


def _tab(one: Table, present: Table, form: ChoiceForm) -> dict[str, Any]:
    """A link to another table of the same period and team."""
    kept = dict(_chosen(present, form))
    url = url_for("exports.show", what=one.name, **{name: kept[name] or None for name in ("from_night", "to_night", "team")})  # type: ignore[arg-type]
    return {"label": str(TABLE_WORDS[one.name]), "url": url, "current": one is present}


def _ready_months(table: Table) -> list[dict[str, str]]:
    """This month and the two before it."""
    first = local(clock.now()).date().replace(day=1)
    months = [first]
    for _step in range(2):
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [{"label": month_title(one), "url": _month_url(table, one)} for one in months]


def _month_url(table: Table, first: date) -> str:
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return url_for("exports.show", what=table.name, from_night=first.isoformat(), to_night=last.isoformat())


def _export_url(filters: Filters) -> str:
    """The export page with the choice of a list of reports, as far as an export can be narrowed."""
    asked: dict[str, Any] = {
        "from_night": filters.from_night.isoformat() if filters.from_night else None,
        "to_night": filters.to_night.isoformat() if filters.to_night else None,
        "team": filters.team,
        "state": next(iter(filters.states), None),
        "category": filters.category or None,
    }
    return url_for("exports.show", **asked)


offer_csv(_export_url)
