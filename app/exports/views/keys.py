"""Keys for programs, on the pages about one's own account: made, shown once, revoked."""

from datetime import timedelta
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import ALREADY_THERE, INVALID, DomainError
from app.core.night import local
from app.exports import service
from app.exports.forms import KeyForm
from app.exports.queries.keys import list_keys
from app.exports.rules.tables import READERS, TABLES
from app.exports.rules.tokens import LONGEST, SCOPES
from app.exports.views.pages import TABLE_WORDS, blueprint
from app.web import shell
from app.web.actor import current_actor, office_only, proven_lately
from app.web.choices import choices
from app.web.transaction import own_transactions, transactional, unit_of_work

shell.add_page(
    "exports.show_keys",
    _l("Mã cho chương trình"),
    roles=READERS,
    order=20,
    family="exports.show_keys",
    section=shell.OWN,
    icon="key-round",
)
_USUAL = timedelta(days=90)


@blueprint.get("/account/keys")
@office_only(*READERS)
def show_keys() -> str:
    """One's own keys, and the form of a new one."""
    return _page(_form(fresh=True))


@blueprint.post("/account/keys")
@office_only(*READERS)
@proven_lately(_l("Tạo mã cho chương trình"))
@own_transactions
def add_key() -> Response:
    """Make a key and show it: here, and never again."""
    form = _form(fresh=False)
    if not form.validate() or form.last_day.data is None:
        return make_response(_page(form), 422)
    try:
        with unit_of_work():
            key = service.make_key(current_actor(), form.name.data or "", list(form.scopes.data or []), form.last_day.data)
    except DomainError as refusal:
        if refusal.problem not in (INVALID, ALREADY_THERE):
            raise
        _tell(form, refusal)
        return make_response(_page(form), 422)
    page = render_template("exports/new_key.html", token=key.token, name=form.name.data, last_day=form.last_day.data)
    return make_response(page, 201)


@blueprint.post("/account/keys/<uuid:key_id>/revoke")
@office_only(*READERS)
@transactional
def revoke_key(key_id: UUID) -> Response:
    """End one of one's own keys."""
    service.revoke_key(current_actor(), key_id)
    flash(_("Đã thu hồi. Chương trình dùng mã đó không đọc được nữa."), "good")
    return redirect(url_for("exports.show_keys"), 303)


def _form(*, fresh: bool) -> KeyForm:
    usual = local(clock.now()).date() + _USUAL
    form = KeyForm(formdata=None, last_day=usual, scopes=["reports"]) if fresh else KeyForm()
    may = [scope for scope in SCOPES if current_actor().role in TABLES[scope].readers]
    form.scopes.choices = choices([(scope, TABLE_WORDS[scope]) for scope in may])
    return form


def _tell(form: KeyForm, refusal: DomainError) -> None:
    if refusal.problem is ALREADY_THERE:
        form.form_errors.append(_("Đã có quá nhiều mã. Xin thu hồi mã không dùng nữa."))
    for fault in refusal.facts.get("errors", []):
        form[fault["pointer"][1:]].errors = [_(fault["detail"])]


def _page(form: KeyForm) -> str:
    now = clock.now()
    keys = [
        (one, one.is_open(now), ", ".join(str(TABLE_WORDS[scope]) for scope in one.scopes))
        for one in list_keys(current_actor())
    ]
    last = local(now).date() + LONGEST
    return render_template("exports/keys.html", form=form, keys=keys, today=local(now).date(), last=last)
