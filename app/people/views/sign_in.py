"""The pages at the office's door: sign in by password and code, sign out, choose a password by a one-time link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import INVALID, SLOW_DOWN, WRONG_CODE, WRONG_PASSWORD, DomainError
from app.core.night import local
from app.people import entry, known, passkeys, queries, rules, service
from app.people.forms import CodeForm, PasskeyForm, PasswordForm, SignInForm
from app.people.service import NewSession
from app.people.tickets import read_ticket, write_ticket
from app.web.actor import before_the_gate, current_actor, load_actor, public
from app.web.cookies import clear_cookie, set_cookie
from app.web.preferences import own_path
from app.web.shell import role_name
from app.web.transaction import own_transactions, transactional

blueprint = Blueprint("sign_in", __name__, template_folder="../templates")
_PASSED = "password was right"


@dataclass(frozen=True)
class DemoSignIns:
    """What the sign-in page of a demo offers: ``accounts`` as ``[{username, name, role}]`` and their shared password."""

    accounts: list[dict[str, str]]
    password: str


_demo: list[Callable[[], DemoSignIns]] = []


def show_demo_sign_ins(find: Callable[[], DemoSignIns]) -> None:
    """Tell which accounts a demo offers on its sign-in page; ``demo`` registers it."""
    _demo[:] = [find]


@blueprint.get("/sign-in")
@public
def show() -> Response | str:
    """The sign-in page; whoever is signed in already goes on."""
    goal = own_path(request.args.get("next"))
    if load_actor("office").kind == "office":
        return redirect(goal)
    return _page(SignInForm(formdata=None, next=goal))


@blueprint.post("/sign-in")
@public
@own_transactions
def enter() -> Response | str:
    """Sign in and go on to where the person wanted to go."""
    form = SignInForm()
    if not form.validate():
        return make_response(_page(form), 422)
    goal = own_path(form.next.data)
    try:
        account_id = entry.check_in(form.username.data or "", form.password.data or "")
    except DomainError as refusal:
        return _refused(refusal, lambda fault: _page(form, fault))
    if not queries.has_factor(account_id):
        return _let_in(entry.open_desk(account_id), goal)
    return _second_page(account_id, CodeForm(formdata=None, ticket=write_ticket(_PASSED, account_id.hex, goal)))


@blueprint.post("/sign-in/code")
@public
@own_transactions
def enter_code() -> Response | str:
    """The second step: a code of the app, or one from paper."""
    form = CodeForm()
    passed = _passed(form.ticket.data)
    if passed is None:
        return _too_late()
    account_id, goal = passed
    if not form.validate():
        return make_response(_second_page(account_id, form), 422)
    try:
        by = entry.pass_code(account_id, form.code.data or "")
    except DomainError as refusal:
        return _refused(refusal, lambda fault: _second_page(account_id, form, fault))
    if by == service.RECOVERY:
        flash(_("Đã dùng một mã dự phòng. Nếu mất điện thoại, xin đặt lại xác thực hai bước."), "wait")
    return _let_in(entry.open_desk(account_id, by=by), goal)


@blueprint.post("/sign-in/passkey")
@public
@own_transactions
def enter_by_key() -> Response | str:
    """The second step by a passkey in place of a code."""
    form = PasskeyForm()
    passed = _passed(form.ticket.data)
    if passed is None or not form.validate():
        return _too_late()
    account_id, goal = passed
    try:
        entry.pass_key(account_id, passkeys.answer_of_use(account_id, form.asked.data, form.answer.data))
    except DomainError as refusal:
        codes = CodeForm(formdata=None, ticket=form.ticket.data)
        return _refused(refusal, lambda fault: _second_page(account_id, codes, fault))
    return _let_in(entry.open_desk(account_id), goal)


def _passed(ticket: str | None) -> tuple[UUID, str] | None:
    """Whose password was right, and where that person wants to go; None when that was long ago, or never."""
    passed = read_ticket(_PASSED, ticket, life=rules.CODE_LIFE)
    return (UUID(passed[0]), passed[1]) if passed else None


def _too_late() -> Response:
    flash(_("Đã quá 5 phút. Xin nhập lại mật khẩu."), "trouble")
    return redirect(url_for("sign_in.show"), 303)


def _second_page(account_id: UUID, form: CodeForm, fault: str = "") -> str:
    return render_template(
        "people/code.html",
        form=form,
        fault=fault,
        question=passkeys.ask_for_use(account_id),
        has_app=queries.find_factor(account_id) is not None,
    )


def _let_in(opened: NewSession, goal: str) -> Response:
    response = redirect(goal, 303)
    set_cookie(response, "office", opened.token, rules.SESSION_LIFE)
    known.remember(response, opened.account.username)
    return response


def _refused(refusal: DomainError, draw: Callable[[str], str]) -> Response:
    response = make_response(draw(refusal_words(refusal)), refusal.problem.status)
    if "retry_after" in refusal.facts:
        response.headers["Retry-After"] = str(refusal.facts["retry_after"])
    return response


def refusal_words(refusal: DomainError) -> str:
    """What a form says of a password or code that was not taken; every other refusal is a page of its own."""
    if refusal.problem not in (WRONG_PASSWORD, WRONG_CODE, SLOW_DOWN):
        raise refusal
    seconds = int(refusal.facts.get("retry_after", 0))
    if not seconds:
        return _(refusal.detail or refusal.problem.title)
    if seconds < 100:
        return _("Đã nhập sai nhiều lần. Xin chờ %(num)s giây rồi nhập lại.", num=seconds)
    return _("Đã nhập sai nhiều lần. Xin chờ %(num)s phút rồi nhập lại.", num=-(-seconds // 60))


def _page(form: SignInForm, fault: str = "") -> str:
    commune = queries.find_only_commune()
    settings = queries.phone_settings(
        commune.id if commune else None, commune.parent_id if commune else None, local(clock.now()).date()
    )
    demo = _demo[0]() if _demo and current_app.config["KENG"].demo else None
    return render_template(
        "people/sign_in.html",
        form=form,
        place=commune.name[:1].lower() + commune.name[1:] if commune else "",
        duty_phone=_spaced(settings["duty_phone"]),
        fault=fault,
        demo_accounts=demo.accounts if demo else [],
        demo_password=demo.password if demo else "",
    )


def _spaced(number: str) -> str:
    """``0900000113`` → ``0900 000 113``, as it is read aloud."""
    digits = number.replace(" ", "")
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if len(digits) == 10 else number


@blueprint.post("/sign-out")
@before_the_gate
@transactional
def leave() -> Response:
    """End the session that this browser has."""
    service.end_session(current_actor())
    response = redirect(url_for("sign_in.show"), 303)
    clear_cookie(response, "office")
    return response


@blueprint.get("/password/<token>")
@public
def password(token: str) -> str:
    """Choose a password by a one-time link; looking at the page uses nothing up."""
    return _password_page(token, PasswordForm(formdata=None))


@blueprint.post("/password/<token>")
@public
@transactional
def set_password(token: str) -> Response | str:
    """Keep the chosen password and go to the sign-in page."""
    form = PasswordForm()
    if not form.validate():
        return make_response(_password_page(token, form), 422)
    try:
        service.set_password(token, form.password.data or "")
    except DomainError as refusal:
        if refusal.problem is not INVALID:
            raise
        form.password.errors = [_(fault["detail"]) for fault in refusal.facts["errors"]]
        return make_response(_password_page(token, form), 422)
    flash(_("Đã lưu mật khẩu. Xin đăng nhập."), "good")
    return redirect(url_for("sign_in.show"), 303)


def _password_page(token: str, form: PasswordForm) -> str:
    account = service.get_password_link(token)
    who: dict[str, Any] = {"username": account.username, "name": account.name, "role": role_name(account.role)}
    return render_template("people/set_password.html", form=form, account=who, least=rules.PASSWORD_LEAST)
