"""The page of the commune's settings, and the form of one."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.catalogue.rules import OF_CATEGORY, OF_FIELDS
from app.commune import queries, rules, service
from app.commune.forms import SettingForm, form_for
from app.commune.views.faces import GROUP_WORDS, setting_face
from app.commune.views.pages import ROLES, blueprint, tell
from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.web.actor import current_actor, office_only, proven_lately
from app.web.transaction import transactional
from app.web.wording import day


@blueprint.get("/settings")
@office_only(*ROLES)
def show_settings() -> str:
    """Every setting by its group: what holds, since when, and what is planned."""
    standings = queries.read_standings(current_actor())
    groups = [
        {
            "code": code,
            "name": GROUP_WORDS[code],
            "settings": [setting_face(key, sorts[key], standings[key]) for key in sorts],
        }
        for code, sorts in queries.all_sorts().items()
    ]
    return render_template("commune/settings.html", groups=groups)


@blueprint.get("/settings/<key>")
@office_only(*ROLES)
def edit_setting(key: str) -> Response:
    """The form of one setting, with its history."""
    sort = queries.sort_of(key)
    standing = queries.read_standings(current_actor())[key]
    form = form_for(sort)(formdata=None, value=rules.write_value(sort, standing.value), since=queries.today())
    return _page(key, form.of(sort))


@blueprint.post("/settings/<key>")
@office_only(*ROLES)
@transactional
def keep_setting(key: str) -> Response:
    """Give a setting another value from a day on; those about money have a door of their own."""
    if key in rules.MONEY:
        raise DomainError(NOT_FOUND)
    return _keep(key)


@blueprint.post("/settings/<key>/money")
@office_only(*ROLES)
@proven_lately(_l("Đổi mức tính bồi dưỡng"))
@transactional
def keep_money(key: str) -> Response:
    """Give a setting by which an allowance is reckoned another value from a day on."""
    if key not in rules.MONEY:
        raise DomainError(NOT_FOUND)
    return _keep(key)


def _keep(key: str) -> Response:
    sort = queries.sort_of(key)
    form = form_for(sort)().of(sort)
    if form.validate():
        try:
            change = service.set_value(current_actor(), key, form.value.data or "", form.since.data)
        except DomainError as refusal:
            tell(form, refusal, sort)
        else:
            now = change.since <= queries.today()
            flash(
                _("Đã lưu, có hiệu lực ngay.") if now else _("Đã lưu, có hiệu lực từ %(day)s.", day=day(change.since)),
                "good",
            )
            return redirect(url_for("commune.show_settings", _anchor=f"setting-{key}"), 303)
    return _page(key, form, 422)


@blueprint.post("/settings/changes/<uuid:change_id>/take-back")
@office_only(*ROLES)
@transactional
def take_back(change_id: UUID) -> Response:
    """Take back a change that has not come yet; those about money have a door of their own."""
    return _take_back(change_id, money=False)


@blueprint.post("/settings/changes/<uuid:change_id>/take-back/money")
@office_only(*ROLES)
@proven_lately(_l("Đổi mức tính bồi dưỡng"))
@transactional
def take_money_back(change_id: UUID) -> Response:
    """Take back a change about money that has not come yet."""
    return _take_back(change_id, money=True)


def _take_back(change_id: UUID, *, money: bool) -> Response:
    try:
        change = service.take_back(current_actor(), change_id)
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        flash(_("Thay đổi này đã có hiệu lực hoặc đã được bỏ. Xin đặt thay đổi mới."), "trouble")
        return redirect(url_for("commune.show_settings"), 303)
    if (change.key in rules.MONEY) != money:
        raise DomainError(NOT_FOUND)
    flash(_("Đã bỏ thay đổi chưa có hiệu lực."), "good")
    for prefix in (OF_CATEGORY, OF_FIELDS):
        if change.key.startswith(prefix):
            return redirect(url_for("commune.edit_category", code=change.key.removeprefix(prefix)), 303)
    return redirect(url_for("commune.show_settings", _anchor=f"setting-{change.key}"), 303)


def _page(key: str, form: SettingForm, status: int = 200) -> Response:
    sort = queries.sort_of(key)
    standing = queries.read_standings(current_actor())[key]
    page = render_template(
        "commune/setting.html",
        form=form,
        setting=setting_face(key, sort, standing),
        kind=sort.kind,
        bounds=(sort.least, sort.most),
        action=url_for("commune.keep_money" if key in rules.MONEY else "commune.keep_setting", key=key),
        today=queries.today(),
    )
    return make_response(page, status)
