"""What two signed versions of a report say differently."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.core.errors import NOT_FOUND, DomainError
from app.periods import queries, rules
from app.periods.rules import Changed
from app.periods.views import book, words
from app.periods.views.pages import READERS, blueprint
from app.reports.queries.attendance import names_of_members
from app.web.actor import current_actor, office_only
from app.web.wording import duration


@blueprint.get("/periods/<uuid:period_id>/differences")
@office_only(*READERS)
def show_differences(period_id: UUID) -> str:
    """Version ``version`` against the one before it; without one, the newest."""
    row = queries.get_period(current_actor(), period_id)
    versions = {str(one.version): one for one in queries.list_versions(row.report)}
    after = versions.get(request.args.get("version") or str(row.report.version))
    before = versions.get(str(after.version - 1)) if after else None
    if after is None or before is None:
        raise DomainError(NOT_FOUND)
    changes = rules.find_changes(before.content, after.content)
    members = [UUID(one.key) for one in changes if one.about == "attendance"]
    names = {str(key): name for key, name in names_of_members(current_actor(), members).items()}
    return render_template(
        "periods/differences.html",
        title=words.period_title(row.period),
        owner=row.team or row.commune,
        numbers=(before.version, after.version),
        reason=before.reason or "",
        rows=[_face(one, names, of_team=row.of_team) for one in changes if one.about != "texts"],
        texts=[_face(one, names, of_team=row.of_team) for one in changes if one.about == "texts"],
        back=url_for("periods.show_period", period_id=period_id, version=after.version),
    )


def _face(one: Changed, names: dict[str, str], *, of_team: bool) -> dict[str, Any]:
    titles: dict[str, Callable[[], Any]] = {
        "measures": lambda: words.measure_words(one.key),
        "groups": lambda: words.group_words(one.key),
        "tasks": lambda: words.task_words(one.key) or _("Nhóm nhiệm vụ khác"),
        "attendance": lambda: _("Trực đêm: %(name)s", name=names.get(one.key, _("không rõ"))),
        "models": lambda: book.model_place(one.key),
        "means": lambda: book.means_place(one.key),
        "praise": lambda: book.praise_place(one.key),
        "waiting": lambda: _("Báo cáo không tính vì chưa duyệt"),
        "corrections": lambda: _("Điều chỉnh kỳ trước"),
        "texts": lambda: words.part_words(of_team=of_team)[one.key],
    }
    return {"words": titles[one.about](), "before": _value(one, one.before), "after": _value(one, one.after)}


def _value(one: Changed, value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if one.about == "attendance":
        nights, minutes, counted = value
        paid = "" if counted is None else _(", tính %(num)s", num=counted)
        return _("%(num)s đêm, %(hours)s", num=nights, hours=duration(minutes)) + paid
    if one.about == "means":
        return _("%(num)s, hoạt động tốt %(working)s", num=value[0], working=value[1])
    return words.written(one.key, value)
