"""One's own account: the authenticator app, passkeys, the codes on paper, and where one is signed in."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import segno
from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.errors import WRONG_CODE, DomainError
from app.people import passkeys, queries, rules, service
from app.people.forms import FactorForm
from app.people.queries import SessionRow
from app.people.rules import factors
from app.people.tickets import read_ticket, write_ticket
from app.web import shell
from app.web.actor import before_the_gate, current_actor, is_factor_required, office_only, proven_lately
from app.web.preferences import own_path
from app.web.transaction import own_transactions, transactional, unit_of_work

blueprint = Blueprint("account", __name__, template_folder="../templates")
shell.add_page(
    "account.show",
    _l("Bảo mật tài khoản"),
    roles=rules.OFFICE_ROLES,
    order=10,
    family="account.",
    section=shell.OWN,
    icon="shield-check",
)
_SEED = "second factor"
_SET_UP = _l("Đặt xác thực hai bước")


@blueprint.get("/account")
@office_only()
def show() -> str:
    """How the account is guarded, and where it is signed in."""
    actor = current_actor()
    desk = queries.get_own_desk(actor)
    sessions = [session_words(row, actor.session_id) for row in queries.list_sessions(desk.id)]
    return render_template(
        "people/account.html",
        desk=desk,
        keys=queries.list_passkeys(desk.id) if desk.passkeys else [],
        may_have_keys=passkeys.our_party() is not None,
        few=factors.FEW_LEFT,
        all_codes=factors.RECOVERY_CODES,
        required=is_factor_required(),
        open=[one for one in sessions if one["open"]],
        over=[one for one in sessions if not one["open"]],
    )


def session_words(row: SessionRow, here: UUID | None) -> dict[str, Any]:
    """A sign-in as pages show it; ``here`` is the session that looks."""
    browser, _slash, system = row.browser.partition("/")
    if browser and system:
        where = _("%(browser)s trên %(system)s", browser=browser, system=system)
    else:
        where = browser or _("Chương trình khác")
    return vars(row) | {"where": where, "here": row.id == here}


@blueprint.get("/account/second-factor")
@before_the_gate
@proven_lately(_SET_UP)
def set_up() -> str:
    """The QR code of a new second factor, and the form of its first code; nothing counts yet."""
    seed = service.new_seed()
    ticket = write_ticket(_SEED, str(current_actor().id), seed.hex())
    return _set_up_page(FactorForm(formdata=None, ticket=ticket, next=own_path(request.args.get("next"))), seed)


@blueprint.post("/account/second-factor")
@before_the_gate
@proven_lately(_SET_UP)
@own_transactions
def keep() -> Response:
    """Let the new second factor count, when its code is right, and show the recovery codes: here, and never again."""
    form = FactorForm()
    seed = _seed_of(form)
    if seed is None:
        flash(_("Mã QR đã quá 30 phút. Xin quét mã mới."), "trouble")
        return redirect(url_for("account.set_up", next=own_path(form.next.data)), 303)
    if not form.validate():
        return make_response(_set_up_page(form, seed), 422)
    try:
        with unit_of_work():
            codes = service.set_factor(current_actor(), seed, form.code.data or "")
    except DomainError as refusal:
        if refusal.problem is not WRONG_CODE:
            raise
        form.code.errors = [_("Mã chưa đúng. Xem giờ trên điện thoại có tự động không, rồi gõ mã mới.")]
        return make_response(_set_up_page(form, seed), 422)
    return codes_page(codes, goal=own_path(form.next.data), is_new=True)


def _seed_of(form: FactorForm) -> bytes | None:
    """The seed that the page was shown with; None when that was long ago, or somebody else's page."""
    parts = read_ticket(_SEED, form.ticket.data, life=rules.SEED_LIFE)
    return bytes.fromhex(parts[1]) if parts and parts[0] == str(current_actor().id) else None


def _set_up_page(form: FactorForm, seed: bytes) -> str:
    desk = queries.get_own_desk(current_actor())
    secret = service.secret_of(desk.id, seed)
    place = urlsplit(current_app.config["KENG"].public_url).hostname or ""
    address = factors.app_address(secret, desk.username, place)
    return render_template(
        "people/set_up_factor.html",
        form=form,
        key=factors.key_words(secret),
        qr=segno.make(address, error="m").svg_inline(border=0, svgclass=None, lineclass=None, omitsize=True),
        replaces=desk.factor_since is not None,
        required=is_factor_required(),
        may_have_keys=passkeys.our_party() is not None,
        goal=own_path(form.next.data),
    )


def codes_page(codes: list[str], *, goal: str, is_new: bool) -> Response:
    """The codes on paper: this answer is the only place where they ever stand."""
    page = render_template(
        "people/recovery_codes.html",
        codes=[factors.shown_recovery(code) for code in codes],
        username=queries.get_own_desk(current_actor()).username,
        goal=goal,
        is_new=is_new,
    )
    return make_response(page, 201)


@blueprint.post("/account/recovery-codes")
@office_only()
@proven_lately(_l("Tạo mã dự phòng mới"))
@transactional
def make_codes() -> Response:
    """Ten new codes; the old ones end."""
    return codes_page(service.make_recovery_codes(current_actor()), goal=url_for("account.show"), is_new=False)


@blueprint.post("/account/second-factor/drop")
@office_only()
@proven_lately(_l("Gỡ ứng dụng xác thực"))
@transactional
def drop() -> Response:
    """Do without the app again, where that is allowed."""
    service.drop_own_app(current_actor())
    flash(_("Đã gỡ ứng dụng xác thực. Các nơi khác đã thoát."), "good")
    return redirect(url_for("account.show"), 303)


@blueprint.post("/account/sessions/<uuid:session_id>/end")
@office_only()
@transactional
def end_session(session_id: UUID) -> Response:
    """End one of one's own sign-ins; the present one as signing out does."""
    service.end_own_session(current_actor(), session_id)
    flash(_("Đã thoát ở nơi đó."), "good")
    return redirect(url_for("account.show"), 303)


@blueprint.post("/account/sessions/end-others")
@office_only()
@transactional
def end_others() -> Response:
    """End every sign-in but the present one."""
    count = service.end_other_sessions(current_actor())
    flash(ngettext("Đã thoát ở %(num)s nơi khác.", "Đã thoát ở %(num)s nơi khác.", count), "good")
    return redirect(url_for("account.show"), 303)
