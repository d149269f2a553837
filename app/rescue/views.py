"""The desk's page for a rescue file: hand it in, and read in words what it brought."""

from collections import Counter
from datetime import date
from typing import Any

from flask import Blueprint, make_response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.errors import DomainError
from app.people.rules import POLICE
from app.rescue.forms import RescueForm
from app.rescue.receiving import let_large_bodies_in, receive
from app.rescue.service import Taken
from app.web import shell, wording
from app.web.actor import current_actor, office_only
from app.web.application import csrf
from app.web.transaction import own_transactions

pages = Blueprint("rescue", __name__, template_folder="templates")
shell.add_page(
    "rescue.show_rescue",
    _l("Nhận tệp cứu hộ"),
    roles=POLICE,
    order=70,
    family="rescue.",
    section="work",
    icon="life-buoy",
    about=_l("Nhận báo cáo từ máy hỏng hoặc không gửi được."),
)

Face = dict[str, Any]


@pages.get("/rescue")
@office_only(*POLICE)
def show_rescue() -> str:
    """Choose a file."""
    return render_template("rescue/receive.html", form=RescueForm(), result=None, refusal=None)


@pages.post("/rescue")
@csrf.exempt
@office_only(*POLICE)
@own_transactions
def receive_file() -> Response:
    """Take the file in and say what it brought; the same file again brings nothing new and harms nothing."""
    let_large_bodies_in()
    form = RescueForm()
    if not form.validate_on_submit():
        old = _("Trang đã mở quá lâu. Xin tải lại trang rồi làm lại.") if "csrf_token" in form.errors else None
        return _page(422, form=form, refusal=old)
    try:
        taken = receive(current_actor(), form.file.data.stream.read)
    except DomainError as refusal:
        return _page(refusal.problem.status, form=form, refusal=_(refusal.problem.title))
    status = taken.broken.problem.status if taken.broken else 200
    return _page(status, form=RescueForm(formdata=None), result=_result(taken))


def _page(status: int, *, form: RescueForm, result: Face | None = None, refusal: str | None = None) -> Response:
    page = render_template("rescue/receive.html", form=form, result=result, refusal=refusal)
    return make_response(page, status)


def _result(taken: Taken) -> Face:
    statuses = Counter(one["status"] for one in taken.operations)
    photos = Counter(one["state"] for one in taken.photos)
    return {
        "phone": taken.phone.name,
        "team": taken.phone.team,
        "made_at": taken.made_at,
        "revoked": taken.phone.revoked_at is not None,
        "broken": _(taken.broken.problem.title) if taken.broken else None,
        "lines": [_line(one) for one in taken.operations],
        "photos": _photo_lines(photos),
        "held": any("resolution" not in one for one in taken.operations if one["status"] in _WAITING),
        "again": bool(statuses["retry"] or photos["waiting"]),
    }


_WAITING = ("held", "conflict", "rejected")


def _line(one: Face) -> Face:
    looks = {
        "applied": ("good", "check", _("Vừa vào sổ")),
        "duplicate": ("plain", "check-check", _("Có từ trước")),
        "retry": ("trouble", "hourglass", _("Chưa vào được")),
    }
    kind, icon, word = looks.get(one["status"], ("wait", "inbox", _("Đã nhận, chờ xử lý")))
    if one.get("resolution"):
        kind, icon, word = "plain", "check", _("Đã xử lý trước đây")
    why = one.get("problem", {}).get("title")
    return {
        "title": _night(one["night"]) or _("Phần gửi thêm"),
        "kind": kind,
        "icon": icon,
        "word": word,
        "receipt": one.get("receipt"),
        "why": _(why) if why else "",
    }


def _night(text: str | None) -> str:
    try:
        return wording.night(date.fromisoformat(text or ""))
    except ValueError:
        return ""


def _photo_lines(states: Counter[str]) -> list[Face]:
    stored, duplicate, waiting, refused = (states[name] for name in ("stored", "duplicate", "waiting", "refused"))
    said = (
        (stored, "good", "check", ngettext("%(num)s ảnh vừa nhận", "%(num)s ảnh vừa nhận", stored)),
        (duplicate, "plain", "check-check", ngettext("%(num)s ảnh có từ trước", "%(num)s ảnh có từ trước", duplicate)),
        (waiting, "wait", "hourglass", ngettext("%(num)s ảnh chờ báo cáo", "%(num)s ảnh chờ báo cáo", waiting)),
        (refused, "trouble", "image-off", ngettext("%(num)s ảnh không dùng được", "%(num)s ảnh không dùng được", refused)),
    )
    return [{"kind": kind, "icon": icon, "word": word} for count, kind, icon, word in said if count]
