"""Teams and members out of a spreadsheet: what it would do is shown first, then the same rows are taken in.

Between the two pages the rows travel signed through the browser, so that nothing is stored and nothing can be slipped in.
"""

import json
from datetime import timedelta
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.errors import NOT_A_SPREADSHEET, DomainError
from app.core.text import fold
from app.people import rules, service
from app.people.forms import KIND_WORDS, ROLE_WORDS, SheetForm
from app.people.rules.lists import MOST_ROWS, Deed, Fault, Line, Plan, Planned
from app.people.tickets import read_ticket, write_ticket
from app.people.views.pages import blueprint
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.sheets import XLSX, Column, Row, read_some_rows, write_workbook
from app.web.transaction import own_transactions, unit_of_work

COLUMNS = (
    Column("team", "Tổ", width=36),
    Column("kind", "Loại tổ", needed=False, width=28),
    Column("village", "Thôn"),
    Column("name", "Họ và tên", width=28),
    Column("role", "Vai trò", needed=False, width=14),
    Column("since", "Từ ngày", needed=False, width=14),
)
_SHEET = "member list"
_SHEET_LIFE = timedelta(hours=2)

shell.add_page(
    "people.bring_list",
    _l("Nhập tổ và tổ viên từ bảng tính"),
    roles=rules.KEEPERS,
    order=30,
    section="team",
    icon="users",
    about=_l("Cả danh sách một lần; xem trước rồi mới ghi."),
)


@blueprint.get("/teams/import")
@office_only(*rules.KEEPERS)
def bring_list() -> str:
    """Choose a file."""
    return _choose(SheetForm(formdata=None))


def _choose(form: SheetForm) -> str:
    with force_locale("vi"):
        kinds, roles = [str(word) for word in KIND_WORDS.values()], [str(word) for word in ROLE_WORDS.values()]
    return render_template("people/import.html", form=form, kinds=kinds, roles=roles, most=MOST_ROWS)


@blueprint.get("/teams/import/template.xlsx")
@office_only(*rules.KEEPERS)
def list_template() -> Response:
    """A workbook with the headings alone."""
    answer = FlaskResponse(write_workbook("Tổ viên", COLUMNS), mimetype=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="to-vien.xlsx"'
    return answer


@blueprint.post("/teams/import")
@office_only(*rules.KEEPERS)
@own_transactions
def try_list() -> Response:
    """Show what the rows would do; nothing is written."""
    form = SheetForm()
    if not form.validate():
        return make_response(_choose(form), 422)
    try:
        rows = read_some_rows(form.file.data.stream.read(), COLUMNS, MOST_ROWS)
    except DomainError as refusal:
        if refusal.problem is not NOT_A_SPREADSHEET:
            raise
        return _refuse(form, refusal.detail or _(refusal.problem.title))
    return _show([_line(row) for row in rows])


def _refuse(form: SheetForm, words: str) -> Response:
    form.file.errors = [words]
    return make_response(_choose(form), 422)


def _line(row: Row) -> Line:
    """The row in words; a day as ISO where it can be read as one."""
    try:
        day = row.day("since")
        since = day.isoformat() if day else ""
    except ValueError:
        since = row.text("since")
    words = {key: row.text(key) for key in ("team", "kind", "village", "name", "role")}
    return Line(number=row.number, since=since, **words)


def _words() -> dict[str, dict[str, str]]:
    """How kinds and roles may be written: as the pages say it, in either language, or by their codes."""
    found: dict[str, dict[str, str]] = {}
    for name, words in (("kinds", KIND_WORDS), ("roles", ROLE_WORDS)):
        found[name] = {fold(str(word)): code for code, word in words.items()} | {
            code.replace("_", " "): code for code in words
        }
        with force_locale("vi"):
            found[name] |= {fold(str(word)): code for code, word in words.items()}
    return found


def _show(lines: list[Line], *, changed: bool = False) -> Response:
    """The page that tells what the rows would do, with the same rows signed for the next step."""
    actor = current_actor()
    plan = service.plan_import(actor, lines, **_words())
    kept = json.dumps([[*vars(line).values()] for line in lines], ensure_ascii=False)
    page = render_template(
        "people/import_plan.html",
        faulty=[face(row) for row in plan.faulty],
        rows=[face(row) for row in plan.rows if not row.fault],
        new_teams=[{"name": rows[0].line.team, "members": len(rows)} for rows in plan.new_teams.values()],
        added=sum(row.deed is Deed.ADD for row in plan.rows),
        roles=sum(row.deed is Deed.CHANGE for row in plan.rows),
        same=sum(not row.fault and row.deed is Deed.NOTHING for row in plan.rows),
        changed=changed,
        ticket=write_ticket(_SHEET, str(actor.id), kept, json.dumps(plan.told())),
    )
    return make_response(page, 409 if changed else 200)


def face(row: Planned) -> dict[str, Any]:
    """One row as the page shows it: what stands in it, what it does, or why it cannot be taken."""
    role = ROLE_WORDS.get(row.role, row.line.role)
    return {
        "number": row.line.number,
        "team": row.line.team,
        "village": row.line.village,
        "name": row.line.name,
        "role": role,
        "since": row.since,
        "deed": row.deed,
        "fault": fault_words(row) if row.fault else "",
        "namesake_in": row.namesake_in,
    }


def fault_words(row: Planned) -> str:
    """Why a row cannot be taken, and what to do."""
    about = row.about
    return {
        Fault.NO_TEAM: _("Chưa ghi tên tổ"),
        Fault.NO_NAME: _("Chưa ghi họ và tên"),
        Fault.TOO_LONG: _("Tên dài quá: tên tổ nhiều nhất 120 ký tự, tên người 80"),
        Fault.DIGITS: _("Họ và tên có chữ số. Chỉ ghi tên, không ghi số giấy tờ hay số điện thoại"),
        Fault.VILLAGE: _("Không có thôn “%(name)s” trong địa bàn của đồng chí", name=about),
        Fault.KIND: _("Không có loại tổ “%(name)s”", name=about),
        Fault.NO_KIND: _("Tổ mới: cần ghi loại tổ"),
        Fault.OTHER_KIND: _("Loại tổ khác với “%(name)s” đã ghi cho tổ này", name=str(KIND_WORDS.get(about, about))),
        Fault.ENDED: _("Tổ này đã ngừng. Mở lại tổ trước, hoặc đặt tên khác"),
        Fault.ROLE: _("Không có vai trò “%(name)s”", name=about),
        Fault.DAY: _("Ngày “%(day)s” chưa đúng. Ghi ngày/tháng/năm, ví dụ 1/3/2026", day=about),
        Fault.TWICE: _(
            "Trùng với hàng %(num)s. Nếu là hai người trùng tên, xin thêm người thứ hai ở trang của tổ", num=about
        ),
        Fault.LEADER: _("Tổ đã có tổ trưởng: %(name)s", name=about),
        Fault.TWO_LEADERS: _("Tổ đã có tổ trưởng ở hàng %(num)s", num=about),
    }[row.fault or Fault.NO_NAME]


@blueprint.post("/teams/import/keep")
@office_only(*rules.KEEPERS)
@proven_lately(_l("Nhập tổ và tổ viên từ bảng tính"))
@own_transactions
def keep_list() -> Response:
    """Take the rows in that were shown; when what is there has changed since, show anew what they would do."""
    actor = current_actor()
    parts = read_ticket(_SHEET, request.form.get("ticket"), life=_SHEET_LIFE)
    if parts is None or parts[0] != str(actor.id):
        flash(_("Trang đã mở quá lâu, chưa nhập gì. Xin chọn lại tệp."), "trouble")
        return redirect(url_for("people.bring_list"), 303)
    lines = [Line(*row) for row in json.loads(parts[1])]
    only_good = request.form.get("only_good") == "y"
    with unit_of_work():
        plan = service.take_import(actor, lines, **_words(), told=json.loads(parts[2]), only_good=only_good)
        done = _done_words(plan) if plan else ""
    if plan is None:
        return _show(lines, changed=True)
    flash(done, "good")
    return redirect(url_for("people.list_teams"), 303)


def _done_words(plan: Plan) -> str:
    added = sum(row.deed is Deed.ADD for row in plan.rows)
    teams, changed = len(plan.new_teams), len(plan.effective) - added
    words = [
        ngettext("thêm %(num)s tổ", "thêm %(num)s tổ", teams) if teams else "",
        ngettext("thêm %(num)s người", "thêm %(num)s người", added) if added else "",
        ngettext("đổi nhiệm vụ %(num)s người", "đổi nhiệm vụ %(num)s người", changed) if changed else "",
    ]
    said = ", ".join(word for word in words if word)
    return _("Đã nhập: %(words)s.", words=said) if said else _("Không có gì phải thay đổi.")
