"""Showing the password again before a deed that weighs: exports, changes of people, codes.

A page that is read asks at its own address and goes on afterwards. A form that was sent is not lost: its fields stand in the
page that asks, and go to the same address again together with the password.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext as _

from app.core.errors import WRONG_PASSWORD, DomainError
from app.people import entry, passkeys, queries
from app.people.forms import ProofForm
from app.people.views.sign_in import refusal_words
from app.web.actor import before_the_gate, current_actor, register_prover
from app.web.preferences import own_path
from app.web.transaction import own_transactions

blueprint = Blueprint("proving", __name__, template_folder="../templates")
_NOT_AGAIN = ("csrf_token", "proof_password", "proof_code", "proof_asked", "proof_answer")


def ask(deed: str) -> Response | None:
    """The page that asks before ``deed``; None when the request carries the right answer."""
    if request.method in ("GET", "HEAD"):
        goal = request.full_path.rstrip("?")
        return _page(_form(fresh=True), deed, goal=goal)
    sent = "proof_password" in request.form
    form = _form(fresh=not sent)
    if sent and form.validate() and _is_right(form):
        return None
    return _page(form, deed, again=True)


register_prover(ask)


@blueprint.post("/prove")
@before_the_gate
@own_transactions
def prove() -> Any:
    """Take the password, and go on to the page that was to be read. One that is a file comes by itself."""
    goal, deed = own_path(request.form.get("next")), (request.form.get("deed") or "")[:120]
    form = _form(fresh=False)
    if not (form.validate() and _is_right(form)):
        return _page(form, deed, goal=goal)
    if "." in goal.partition("?")[0].rpartition("/")[2]:
        return render_template("people/proved.html", goal=goal)
    flash(_("Đã xác nhận. Trong 10 phút tới không cần nhập lại."), "good")
    return redirect(goal, 303)


def _form(*, fresh: bool) -> ProofForm:
    form = ProofForm(formdata=None) if fresh else ProofForm()
    return form.for_factor(has_factor=current_actor().has_factor)


def _is_right(form: ProofForm) -> bool:
    try:
        entry.prove(current_actor(), form.proof_password.data or "", lambda account_id: _pass_second(form, account_id))
    except DomainError as refusal:
        wrong = refusal.problem is WRONG_PASSWORD
        form.form_errors.append(_("Mật khẩu chưa đúng") if wrong else refusal_words(refusal))
        return False
    return True


def _pass_second(form: ProofForm, account_id: UUID) -> None:
    if form.proof_answer.data:
        entry.pass_key(account_id, passkeys.answer_of_use(account_id, form.proof_asked.data, form.proof_answer.data))
    else:
        entry.pass_code(account_id, form.proof_code.data or "")


def _page(form: ProofForm, deed: str, *, goal: str = "", again: bool = False) -> Response:
    sent = [(name, text) for name, text in request.form.items(multi=True) if name not in _NOT_AGAIN] if again else []
    actor = current_actor()
    page = render_template(
        "people/prove.html",
        form=form,
        deed=deed,
        goal=goal,
        sent=sent,
        question=passkeys.ask_for_use(actor.id) if actor.has_factor and actor.id else None,
        has_app=actor.id is not None and queries.find_factor(actor.id) is not None,
    )
    return make_response(page, 403)
