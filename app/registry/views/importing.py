"""Models out of a spreadsheet: what it would do is shown first, then the good rows are taken in.

Between the two pages the rows travel signed through the browser, so that nothing is stored and nothing can be slipped in.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import NOT_A_SPREADSHEET, DomainError
from app.people.tickets import read_ticket, write_ticket
from app.registry import queries, rules
from app.registry.forms.sites import ModelSheetForm
from app.registry.rules.importing import MOST_ROWS, Deed, Line, Planned
from app.registry.rules.tree import short
from app.registry.service.importing import plan_import, take_import, tell
from app.registry.views import sites_words as words
from app.registry.views.pages import KEEPERS, blueprint
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.sheets import XLSX, Column, Row, read_some_rows, write_workbook
from app.web.transaction import own_transactions, unit_of_work

COLUMNS = (
    Column("name", "Tên điểm mô hình", width=40),
    Column("kind", "Loại mô hình", width=36),
    Column("village", "Thôn", width=18),
    Column("launched_on", "Ngày ra mắt", width=14),
    Column("decision_no", "Số quyết định", needed=False, width=20),
    Column("decision_on", "Ngày quyết định", needed=False, width=16),
    Column("decision_by", "Cơ quan quyết định", needed=False, width=24),
    Column("head_role", "Chức danh người đứng đầu", needed=False, width=26),
    Column("has_regulation", "Có quy chế", needed=False, width=12),
    Column("fund_source", "Nguồn kinh phí", needed=False, width=24),
    Column("budget", "Kinh phí (đồng)", needed=False, width=16),
    Column("launch_people", "Số người dự ra mắt", needed=False, width=18),
    Column("group", "Tổ thực hiện", needed=False, width=30),
    Column("members", "Số thành viên", needed=False, width=14),
    Column("women", "Trong đó nữ", needed=False, width=12),
    Column("homes", "Số hộ", needed=False, width=10),
)
_HEADINGS = {one.key: one.heading for one in COLUMNS}
# Letters of a cell that are shown beside its fault.
_SHOWN = 60
_SHEET = "model list"
_SHEET_LIFE = timedelta(hours=2)

shell.add_page(
    "registry.bring_models",
    _l("Nhập mô hình từ bảng tính"),
    roles=KEEPERS,
    order=66,
    section="models",
    icon="clipboard-list",
    about=_l("Cả danh sách mô hình một lần; xem trước rồi mới ghi."),
)


@blueprint.get("/import")
@office_only(*KEEPERS)
def bring_models() -> str:
    """Choose a file."""
    rules.check_may_keep(current_actor())
    return _choose(ModelSheetForm(formdata=None))


def _choose(form: ModelSheetForm) -> str:
    return render_template("registry/import.html", form=form, columns=COLUMNS, most=MOST_ROWS)


@blueprint.get("/import/template.xlsx")
@office_only(*KEEPERS)
def models_template() -> Response:
    """A workbook with the headings, and the commune's kinds, villages and funds to choose from."""
    villages = [one.name for one in queries.list_places(current_actor())]
    offered = {
        "kind": [one.vi for one in queries.kinds_for(current_actor()).values()],
        "village": villages if current_actor().village_ids is not None else ["Cả xã", *villages],
        "fund_source": [one.vi for one in catalogue.terms("funds").values()],
        "has_regulation": ["có", "không"],
    }
    answer = FlaskResponse(write_workbook("Mô hình", COLUMNS, offered=offered), mimetype=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="mo-hinh.xlsx"'
    return answer


@blueprint.post("/import")
@office_only(*KEEPERS)
@own_transactions
def try_models() -> Response:
    """Show what the rows would do; nothing is written."""
    form = ModelSheetForm()
    if not form.validate():
        return make_response(_choose(form), 422)
    try:
        rows = read_some_rows(form.file.data.stream.read(), COLUMNS, MOST_ROWS)
    except DomainError as refusal:
        if refusal.problem is not NOT_A_SPREADSHEET:
            raise
        return _refuse(form, refusal.detail or _(refusal.problem.title))
    return _show([_line(row) for row in rows])


def _refuse(form: ModelSheetForm, said: str) -> Response:
    form.file.errors = [said]
    return make_response(_choose(form), 422)


def _line(row: Row) -> Line:
    return Line(row.number, {one.key: row.text(one.key) for one in COLUMNS})


def _show(lines: list[Line], *, changed: bool = False) -> Response:
    """The page that tells what the rows would do, with the same rows signed for the next step."""
    actor = current_actor()
    plan = plan_import(actor, lines)
    kept = json.dumps([[line.number, *line.cells.values()] for line in lines], ensure_ascii=False)
    faulty = [row for row in plan if row.faults]
    good = [row for row in plan if not row.faults]
    page = render_template(
        "registry/import_plan.html",
        faulty=[_face(row) for row in faulty],
        rows=[_face(row) for row in good],
        sites=sum(row.deed is Deed.SITE for row in plan),
        groups=sum(row.deed is not Deed.NOTHING and row.group is not None for row in plan),
        members=sum(row.counted.members for row in plan if row.counted and row.deed is not Deed.NOTHING),
        same=sum(row.deed is Deed.NOTHING for row in good),
        changed=changed,
        ticket=write_ticket(_SHEET, str(actor.id), kept, tell(plan)),
    )
    return make_response(page, 409 if changed else 200)


def _face(row: Planned) -> dict[str, Any]:
    """A row as the page shows it: what stands in it, what it does, or which cell cannot be taken and why."""
    cells: Mapping[str, str] = row.line.cells
    return {
        "number": row.line.number,
        "name": short(cells["name"], _SHOWN),
        "kind": words.kind_words(row.kind) if row.kind else short(cells["kind"], _SHOWN),
        "village": cells["village"] or words.place_words(""),
        "group": row.group.name if row.group else "",
        "members": row.counted.members if row.counted else None,
        "since": row.said.founding.launched_on if row.said else None,
        "deed": row.deed,
        "faults": [
            {
                "column": _HEADINGS[one.column],
                "cell": short(cells[one.column], _SHOWN),
                "why": _(one.why, num=one.about) if one.about else _(one.why),
            }
            for one in row.faults
        ],
    }


@blueprint.post("/import/keep")
@office_only(*KEEPERS)
@proven_lately(_l("Nhập mô hình từ bảng tính"))
@own_transactions
def keep_models() -> Response:
    """Take the good rows in that were shown; when what is there has changed since, show anew what they would do."""
    actor = current_actor()
    parts = read_ticket(_SHEET, request.form.get("ticket"), life=_SHEET_LIFE)
    if parts is None or parts[0] != str(actor.id):
        flash(_("Trang đã mở quá lâu, chưa nhập gì. Xin chọn lại tệp."), "trouble")
        return redirect(url_for("registry.bring_models"), 303)
    keys = [one.key for one in COLUMNS]
    lines = [Line(number, dict(zip(keys, cells, strict=True))) for number, *cells in json.loads(parts[1])]
    with unit_of_work():
        plan = take_import(actor, lines, told=parts[2])
        taken = sum(row.deed is Deed.SITE for row in plan) if plan else 0
    if plan is None:
        return _show(lines, changed=True)
    flash(ngettext("Đã nhập %(num)s điểm mô hình.", "Đã nhập %(num)s điểm mô hình.", taken), "good")
    return redirect(url_for("registry.show_book"), 303)
