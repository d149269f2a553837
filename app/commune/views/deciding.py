"""The page of what a commune has set, or a province for its communes, and the form of one setting: for both the same."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalogue.rules import OF_CATEGORY, OF_FIELDS
from app.commune import queries, rules, service
from app.commune.forms import SettingForm, form_for
from app.commune.views.faces import GROUP_WORDS, setting_face
from app.commune.views.pages import tell
from app.core.errors import INVALID, NOT_FOUND, DomainError
from app.web.actor import current_actor
from app.web.wording import day


def list_settings() -> str:
    """Every setting by its group: what holds, since when, and what is planned."""
    actor = current_actor()
    standings = queries.read_standings(actor)
    exceptions = {} if actor.commune_id else queries.count_exceptions(actor)
    groups = [
        {
            "code": code,
            "name": GROUP_WORDS[code],
            "settings": [
                setting_face(key, sorts[key], standings[key]) | {"exceptions": exceptions.get(key, 0)} for key in sorts
            ],
        }
        for code, sorts in queries.all_sorts(actor).items()
    ]
    return render_template("commune/settings.html", groups=groups, of_province=actor.commune_id is None)


def show_form(key: str) -> Response:
    """The form of one setting, with its history."""
    actor = current_actor()
    sort = queries.sort_of(actor, key)
    standing = queries.read_standings(actor)[key]
    form = form_for(sort)(formdata=None, value=rules.write_value(sort, standing.value), since=queries.today())
    return _page(key, form.of(sort))


def keep(key: str, *, money: bool) -> Response:
    """Give a setting another value from a day on; ``NOT_FOUND`` at the wrong one of the two doors."""
    if (key in rules.MONEY) != money:
        raise DomainError(NOT_FOUND)
    actor = current_actor()
    sort = queries.sort_of(actor, key)
    form = form_for(sort)().of(sort)
    if form.validate():
        try:
            change = service.set_value(actor, key, form.value.data or "", form.since.data)
        except DomainError as refusal:
            tell(form, refusal, sort)
        else:
            now = change.since <= queries.today()
            flash(
                _("Đã lưu, có hiệu lực ngay.") if now else _("Đã lưu, có hiệu lực từ %(day)s.", day=day(change.since)),
                "good",
            )
            return redirect(url_for(".show_settings", _anchor=f"setting-{key}"), 303)
    return _page(key, form, 422)


def drop(change_id: UUID, *, money: bool) -> Response:
    """Take back a change that has not come yet; ``NOT_FOUND`` at the wrong one of the two doors."""
    try:
        change = service.take_back(current_actor(), change_id)
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        flash(_("Thay đổi này đã có hiệu lực hoặc đã được bỏ. Xin đặt thay đổi mới."), "trouble")
        return redirect(url_for(".show_settings"), 303)
    if (change.key in rules.MONEY) != money:
        raise DomainError(NOT_FOUND)
    flash(_("Đã bỏ thay đổi chưa có hiệu lực."), "good")
    for prefix in (OF_CATEGORY, OF_FIELDS):
        if change.key.startswith(prefix):
            return redirect(url_for("commune.edit_category", code=change.key.removeprefix(prefix)), 303)
    return redirect(url_for(".show_settings", _anchor=f"setting-{change.key}"), 303)


def _page(key: str, form: SettingForm, status: int = 200) -> Response:
    actor = current_actor()
    sort = queries.sort_of(actor, key)
    standing = queries.read_standings(actor)[key]
    page = render_template(
        "commune/setting.html",
        form=form,
        setting=setting_face(key, sort, standing),
        kind=sort.kind,
        bounds=(sort.least, sort.most),
        action=url_for(".keep_money" if key in rules.MONEY else ".keep_setting", key=key),
        of_province=actor.commune_id is None,
        today=queries.today(),
    )
    return make_response(page, status)
