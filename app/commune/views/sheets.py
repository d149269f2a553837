"""Settings and categories by spreadsheet: taken along, changed, brought back, looked at, and only then in effect."""

import json
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.commune import queries, tables
from app.commune.forms import DecideForm, SheetForm
from app.commune.tables import Line
from app.commune.views.faces import name_of
from app.commune.views.pages import ROLES, blueprint, tell
from app.core.errors import BAD_FILTER, NOT_A_SPREADSHEET, DomainError
from app.web.actor import current_actor, office_only, proven_lately
from app.web.sheets import XLSX, read_rows, write_workbook
from app.web.transaction import transactional
from app.web.wording import day

_MOST_BYTES = 2_000_000
_FILES = {tables.SETTINGS: "cai-dat", tables.CATEGORIES: "danh-muc-viec"}


@blueprint.get("/settings/sheet/<what>")
@office_only(*ROLES)
def show_sheet(what: str) -> Response:
    """Take the table along, or bring it back."""
    tables.columns_of(what)
    return _page(what, SheetForm(formdata=None))


@blueprint.get("/settings/sheet/<what>/present.xlsx")
@office_only(*ROLES)
def download_sheet(what: str) -> Response:
    """The table as it stands today."""
    columns = tables.columns_of(what)
    rows = tables.present_rows(current_actor(), what, name_of)
    answer = make_response(write_workbook(_title(what), columns, rows))
    answer.mimetype = XLSX
    answer.headers["Content-Disposition"] = f'attachment; filename="{_FILES[what]}-{queries.today().isoformat()}.xlsx"'
    return answer


@blueprint.post("/settings/sheet/<what>")
@office_only(*ROLES)
@transactional
def try_sheet(what: str) -> Response:
    """The dry run: what each row would change, and which are wrong. Nothing is written."""
    columns, form = tables.columns_of(what), SheetForm()
    if not form.validate():
        return _page(what, form, status=422)
    try:
        rows = read_rows(form.file.data.stream.read(_MOST_BYTES), columns)
        lines = tables.check_rows(current_actor(), what, rows, name_of)
    except DomainError as refusal:
        if refusal.problem is not NOT_A_SPREADSHEET:
            raise
        form.file.errors = [refusal.detail or refusal.problem.title]
        return _page(what, form, status=422)
    return _page(what, SheetForm(formdata=None), lines=lines, decide=_decide(what, lines))


def _decide(what: str, lines: list[Line]) -> DecideForm | None:
    """The form that lets it take effect; None while a row is wrong, or nothing changes."""
    meant = [line for line in lines if line.state != "same"]
    if not meant or any(line.state == "bad" for line in lines):
        return None
    rows = json.dumps([[line.number, line.cells] for line in meant], ensure_ascii=False)
    return DecideForm(formdata=None, what=what, rows=rows, since=queries.today())


@blueprint.post("/settings/sheet/<what>/keep")
@office_only(*ROLES)
@proven_lately(_l("Đổi cài đặt và danh mục theo bảng tính"))
@transactional
def keep_sheet(what: str) -> Response:
    """What the dry run showed takes effect on the chosen day, all of it or nothing."""
    form, actor = DecideForm(), current_actor()
    lines = tables.check_cells(actor, what, _read_again(what, form.rows.data), name_of)
    bad = any(line.state == "bad" for line in lines)
    if form.validate() and not bad:
        try:
            count = tables.take_effect(actor, what, lines, form.since.data)
        except DomainError as refusal:
            tell(form, refusal)
        else:
            since = day(form.since.data)
            words = ngettext(
                "Đã ghi %(num)s thay đổi, từ %(day)s.", "Đã ghi %(num)s thay đổi, từ %(day)s.", count, day=since
            )
            flash(words, "good")
            goal = "commune.show_settings" if what == tables.SETTINGS else "commune.show_categories"
            return redirect(url_for(goal), 303)
    return _page(what, SheetForm(formdata=None), lines=lines, decide=None if bad else form, status=422)


def _read_again(what: str, text: str | None) -> list[tuple[int, dict[str, str]]]:
    """The rows that the page carried; ``BAD_FILTER`` for anything else."""
    names = [one.key for one in tables.columns_of(what)]
    try:
        rows = [(int(number), {name: str(cells[name]) for name in names}) for number, cells in json.loads(text or "")]
    except (ValueError, TypeError, KeyError):
        raise DomainError(BAD_FILTER) from None
    if not rows:
        raise DomainError(BAD_FILTER)
    return rows


def _title(what: str) -> str:
    return _("Cài đặt của xã") if what == tables.SETTINGS else _("Danh mục việc")


def _page(
    what: str, form: SheetForm, *, lines: list[Line] | None = None, decide: DecideForm | None = None, status: int = 200
) -> Response:
    context: dict[str, Any] = {
        "what": what,
        "title": _title(what),
        "back": url_for("commune.show_settings" if what == tables.SETTINGS else "commune.show_categories"),
        "form": form,
        "lines": lines,
        "bad": sum(line.state == "bad" for line in lines or ()),
        "decide": decide,
        "today": queries.today(),
    }
    return make_response(render_template("commune/sheet.html", **context), status)
