"""The chief makes, changes and closes the office accounts of the commune, and hands out links that set a password."""

from urllib.parse import urlsplit
from uuid import UUID

import segno
from flask import current_app, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import ALREADY_THERE, INVALID, DomainError
from app.core.night import local
from app.people import queries, rules, service
from app.people.forms import AccountForm
from app.people.models import Account
from app.people.service import NewLink
from app.people.views.colleagues import blueprint
from app.web.actor import current_actor, office_only, proven_lately
from app.web.shell import role_name
from app.web.transaction import own_transactions, transactional, unit_of_work


def _form(form: AccountForm, *, is_new: bool) -> AccountForm:
    villages = queries.list_villages(current_actor(), local(clock.now()).date())
    return form.with_choices([(one.id, one.name) for one in villages], is_new=is_new)


def _page(form: AccountForm, account: Account | None, status: int = 200) -> Response:
    return make_response(render_template("people/account_form.html", form=form, account=account), status)


def _tell(form: AccountForm, refusal: DomainError) -> None:
    """Say beside the field what the verb found."""
    if refusal.problem is ALREADY_THERE:
        form.username.errors = [_("Đã có người dùng tên này. Xin chọn tên khác.")]
        return
    if refusal.problem is not INVALID:
        raise refusal
    for fault in refusal.facts["errors"]:
        form[fault["pointer"].lstrip("/")].errors = [_(fault["detail"])]


@blueprint.get("/accounts/new")
@office_only(rules.CHIEF)
def add() -> Response:
    """The form of a new account."""
    return _page(_form(AccountForm(formdata=None), is_new=True), None)


@blueprint.post("/accounts/new")
@office_only(rules.CHIEF)
@proven_lately(_l("Thêm tài khoản của xã"))
@own_transactions
def keep_new() -> Response:
    """Make the account, and show the link on which its person sets a password."""
    actor, form = current_actor(), _form(AccountForm(), is_new=True)
    if form.validate():
        try:
            with unit_of_work():
                account = service.add_account(
                    actor,
                    form.username.data or "",
                    name=form.name.data or "",
                    role=form.role.data,
                    commune_id=actor.commune_id,
                    village_ids=form.village_ids(),
                )
                return _link_page(account, service.make_password_link(actor, account.username))
        except DomainError as refusal:
            _tell(form, refusal)
    return _page(form, None, 422)


@blueprint.get("/accounts/<uuid:account_id>")
@office_only(rules.CHIEF)
def edit(account_id: UUID) -> Response:
    """The form of an account that is there."""
    account = queries.get_colleague(current_actor(), account_id)
    form = AccountForm(
        formdata=None, name=account.name, role=account.role, villages=queries.villages_of(account.id) or frozenset()
    )
    return _page(_form(form, is_new=False), account)


@blueprint.post("/accounts/<uuid:account_id>")
@office_only(rules.CHIEF)
@proven_lately(_l("Đổi tài khoản của xã"))
@own_transactions
def keep(account_id: UUID) -> Response:
    """Change the account; another role or other villages end its sessions."""
    actor, form = current_actor(), _form(AccountForm(), is_new=False)
    username = queries.get_colleague(actor, account_id).username
    if form.validate():
        try:
            with unit_of_work():
                service.change_account(
                    actor, username, name=form.name.data or "", role=form.role.data, village_ids=form.village_ids()
                )
        except DomainError as refusal:
            _tell(form, refusal)
        else:
            flash(_("Đã lưu."), "good")
            return redirect(url_for("colleagues.show", _anchor=f"account-{account_id}"), 303)
    return _page(form, queries.get_colleague(actor, account_id), 422)


@blueprint.post("/accounts/<uuid:account_id>/link")
@office_only(rules.CHIEF)
@proven_lately(_l("Tạo liên kết đặt mật khẩu"))
@transactional
def make_link(account_id: UUID) -> Response:
    """A new link on which the person sets a password; those made before end."""
    account = queries.get_colleague(current_actor(), account_id)
    return _link_page(account, service.make_password_link(current_actor(), account.username))


def _link_page(account: Account, made: NewLink) -> Response:
    """The link as text and QR: this answer is the only place where it ever stands."""
    public_url = current_app.config["KENG"].public_url
    link = f"{public_url}/password/{made.token}"
    page = render_template(
        "people/password_link.html",
        account={"name": account.name, "username": account.username, "role": role_name(account.role)},
        link=link,
        address=urlsplit(public_url).netloc,
        expires_at=made.expires_at,
        qr=segno.make(link, error="m").svg_inline(border=0, svgclass=None, lineclass=None, omitsize=True),
    )
    return make_response(page, 201)


@blueprint.post("/accounts/<uuid:account_id>/close")
@office_only(rules.CHIEF)
@proven_lately(_l("Khóa tài khoản của xã"))
@own_transactions
def close(account_id: UUID) -> Response:
    """Close the account of somebody who has left."""
    account = queries.get_colleague(current_actor(), account_id)
    name = account.name
    with unit_of_work():
        service.close_account(current_actor(), account.username)
    flash(_("Đã khóa tài khoản của %(name)s. Việc đã làm vẫn còn trong sổ.", name=name), "good")
    return redirect(url_for("colleagues.show"), 303)


@blueprint.post("/accounts/<uuid:account_id>/reopen")
@office_only(rules.CHIEF)
@proven_lately(_l("Mở lại tài khoản của xã"))
@transactional
def reopen(account_id: UUID) -> Response:
    """Open a closed account again, and show the link on which its person sets a new password."""
    account = service.reopen_account(current_actor(), account_id)
    return _link_page(account, service.make_password_link(current_actor(), account.username))
