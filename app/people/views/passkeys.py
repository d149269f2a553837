"""Passkeys of one's own account: making one, and taking it away. They are listed with the account (``account.py``)."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core.errors import ALREADY_THERE, WRONG_CODE, DomainError
from app.people import entry, passkeys, service
from app.people.forms import NewPasskeyForm
from app.people.rules.browsers import browser_of
from app.people.views.account import blueprint, codes_page
from app.people.views.sign_in import refusal_words
from app.web.actor import before_the_gate, current_actor, is_factor_required, office_only, proven_lately
from app.web.preferences import own_path
from app.web.transaction import own_transactions, transactional

_NEW = _l("Thêm khóa của máy (passkey)")


@blueprint.get("/account/passkeys/new")
@before_the_gate
@proven_lately(_NEW)
def new_key() -> str:
    """The form of a new key; the machine makes it, and nothing counts yet."""
    machine = browser_of(request.user_agent.string).replace("/", ", ")
    return _page(NewPasskeyForm(formdata=None, name=machine, next=own_path(request.args.get("next"))))


@blueprint.post("/account/passkeys/new")
@before_the_gate
@proven_lately(_NEW)
@own_transactions
def keep_key() -> Response:
    """Keep the key that the machine made; an account's first second factor shows the codes on paper, this once."""
    form, actor = NewPasskeyForm(), current_actor()
    answer = passkeys.answer_of_new(actor.id, form.asked.data, form.answer.data)
    if not form.validate():
        return make_response(_page(form), 422)
    if answer is None:
        return make_response(_page(form, _("Trang đã mở quá 5 phút. Xin bấm tạo khóa lại.")), 422)
    try:
        codes = entry.add_key(actor, answer, form.name.data or "")
    except DomainError as refusal:
        if refusal.problem not in (WRONG_CODE, ALREADY_THERE):
            raise
        many = _("Khóa này đã được ghi, hoặc tài khoản đã đủ 10 khóa.")
        return make_response(_page(form, many if refusal.problem is ALREADY_THERE else refusal_words(refusal)), 422)
    goal = own_path(form.next.data)
    if codes:
        return codes_page(codes, goal=goal, is_new=True)
    flash(_("Đã thêm khóa của máy. Lần tới đăng nhập bằng khóa này thay cho 6 số."), "good")
    return redirect(goal, 303)


def _page(form: NewPasskeyForm, fault: str = "") -> str:
    actor = current_actor()
    return render_template(
        "people/new_passkey.html",
        form=form,
        fault=fault,
        question=passkeys.ask_for_new(actor),
        has_factor=actor.has_factor,
        required=is_factor_required(),
    )


@blueprint.post("/account/passkeys/<uuid:passkey_id>/drop")
@office_only()
@proven_lately(_l("Gỡ khóa của máy (passkey)"))
@transactional
def drop_key(passkey_id: UUID) -> Response:
    """Take one of one's own keys away."""
    service.drop_passkey(current_actor(), passkey_id)
    flash(_("Đã gỡ khóa. Các nơi khác đã thoát."), "good")
    return redirect(url_for("account.show"), 303)
