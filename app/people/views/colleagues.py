"""The chief's page of the commune's office accounts: who has a second factor, who is signed in where."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.people import queries, rules, service
from app.people.views.account import session_words
from app.web import shell
from app.web.actor import current_actor, is_factor_required, office_only, proven_lately
from app.web.shell import role_name
from app.web.transaction import transactional

blueprint = Blueprint("colleagues", __name__, template_folder="../templates")
shell.add_page(
    "colleagues.show",
    _l("Tài khoản của xã"),
    roles=(rules.CHIEF,),
    order=20,
    family="colleagues.",
    section="team",
    icon="users-round",
    about=_l("Ai vào được sổ của xã, với vai trò nào."),
)


@blueprint.get("/accounts")
@office_only(rules.CHIEF)
def show() -> str:
    """Every office account of the commune."""
    actor = current_actor()
    desks = queries.list_desks(actor)
    ids = [desk.id for desk in desks]
    sessions, villages = queries.list_open_sessions(ids), queries.names_of_villages(ids)
    faces = [
        vars(desk)
        | {
            "role": role_name(desk.role),
            "own": desk.id == actor.id,
            "has_factor": desk.has_factor,
            "villages": villages.get(desk.id, []),
            "sessions": [session_words(row, actor.session_id) for row in sessions if row.account_id == desk.id],
        }
        for desk in desks
    ]
    return render_template(
        "people/accounts.html",
        # Who is somewhere now comes first.
        desks=sorted(faces, key=lambda face: not face["sessions"]),
        closed=[
            {"id": one.id, "name": one.name, "username": one.username, "role": role_name(one.role), "at": one.closed_at}
            for one in queries.list_closed(actor)
        ],
        signed_in=len({row.account_id for row in sessions}),
        without=sum(not desk.has_factor for desk in desks),
        required=is_factor_required(),
    )


@blueprint.post("/accounts/<uuid:account_id>/second-factor/take-away")
@office_only(rules.CHIEF)
@proven_lately(_l("Gỡ xác thực hai bước của đồng nghiệp"))
@transactional
def take_factor_away(account_id: UUID) -> Response:
    """A colleague lost the phone: take the second factor away."""
    service.take_factor_away(current_actor(), account_id)
    flash(_("Đã gỡ. Lần tới người đó đăng nhập bằng mật khẩu rồi đặt lại."), "good")
    return redirect(url_for("colleagues.show"), 303)


@blueprint.post("/accounts/<uuid:account_id>/sessions/<uuid:session_id>/end")
@office_only(rules.CHIEF)
@transactional
def end_session(account_id: UUID, session_id: UUID) -> Response:
    """End one sign-in of a colleague."""
    service.end_session_of(current_actor(), account_id, session_id)
    flash(_("Đã thoát ở nơi đó."), "good")
    return redirect(url_for("colleagues.show"), 303)


@blueprint.post("/accounts/<uuid:account_id>/sessions/end")
@office_only(rules.CHIEF)
@transactional
def end_sessions(account_id: UUID) -> Response:
    """End every sign-in of a colleague."""
    service.end_sessions_of(current_actor(), account_id)
    flash(_("Đã thoát mọi nơi của người đó."), "good")
    return redirect(url_for("colleagues.show"), 303)
