"""The page that checks a print by its code, typed or scanned."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.documents.checking import Checked, check_code
from app.documents.forms import CodeForm
from app.documents.prints.layout import Kind
from app.documents.prints.marks import read_code
from app.documents.views.pages import blueprint
from app.people.rules import COMMITTEE, POLICE, PROVINCE
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.wording import month_title, night

# The committee and the province hold papers of the commune's periods.
READERS = (*POLICE, COMMITTEE, PROVINCE)
shell.add_page(
    "documents.check_print",
    _l("Kiểm tra bản in"),
    roles=READERS,
    order=64,
    section="work",
    icon="qr-code",
    about=_l("Bản giấy này có đúng với sổ không, hay là bản in cũ."),
)


@blueprint.get("/prints")
@office_only(*READERS)
def check_print() -> str:
    """Which paper a code is of, and whether its record has changed since."""
    text = (request.args.get("code") or "").strip()
    form = CodeForm(formdata=None, code=text)
    if not text:
        return render_template("documents/check.html", form=form, asked=False, found=None)
    if read_code(text) is None:
        form.code.errors = [_("Mã có 20 chữ và số, in ở cuối trang.")]
        return render_template("documents/check.html", form=form, asked=False, found=None)
    with force_locale("vi"):
        found = check_code(current_actor(), text)
    return render_template("documents/check.html", form=form, asked=True, found=_face(found) if found else None)


def _face(found: Checked) -> dict[str, Any]:
    mark, day, record_id = found.mark, found.sheet.day, found.sheet.record_id
    month = f"{day:%Y-%m}"
    kinds = {
        Kind.LOG: _("Nhật ký tuần tra"),
        Kind.ROSTER: _("Lịch trực"),
        Kind.ATTENDANCE: _("Bảng chấm công trực đêm"),
        Kind.CODES: _("Tờ mã các điểm"),
        Kind.TEAM_PERIOD: _("Báo cáo kỳ của tổ"),
        Kind.COMMUNE_PERIOD: _("Báo cáo kỳ của xã"),
    }
    period = lambda: url_for("periods.show_period", period_id=record_id)  # noqa: E731
    urls: dict[Kind, Callable[[], str]] = {
        Kind.LOG: lambda: url_for("reports.show_report", report_id=record_id),
        Kind.ROSTER: lambda: url_for("roster.show_month", team_id=found.team_id, month=month),
        Kind.ATTENDANCE: lambda: url_for("documents.show_attendance", team_id=found.team_id, month=month),
        Kind.CODES: lambda: url_for("roster.show_codes", route_id=record_id),
        Kind.TEAM_PERIOD: period,
        Kind.COMMUNE_PERIOD: period,
    }
    lost = _("Báo cáo này không còn được tính: tổ đã rút hoặc Công an xã không duyệt.")
    return {
        "kind": kinds[mark.kind],
        "team": found.team,
        "when": _when(found),
        "version": mark.version or None,
        "version_now": found.sheet.version or None,
        "same": found.same,
        "stands": found.stands,
        "gone": _("Lộ trình này đã kết thúc.") if mark.kind is Kind.CODES else lost,
        "url": urls[mark.kind](),
    }


def _when(found: Checked) -> str:
    kind, day = found.mark.kind, found.sheet.day
    if kind is Kind.LOG:
        return night(day) + f"/{day.year}"
    if kind is Kind.CODES:
        return _("in ngày %(day)s", day=f"{found.mark.day:%d/%m/%Y}")
    # A period's own paper says in its second line which nights it counts.
    return found.sheet.subtitle[1].strip("()") if kind in (Kind.TEAM_PERIOD, Kind.COMMUNE_PERIOD) else month_title(day)
