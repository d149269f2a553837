"""The board of phones: how each fares, what is wrong with it, what to do about it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.core import clock
from app.core.actor import Actor
from app.core.errors import INVALID, DomainError
from app.people import queries, rules, service
from app.people.queries import DeviceRow
from app.people.rules.phones import GRAVE, ORDER, Trouble, has_seen, holds_work, is_nudged_lately, moment_in
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.transaction import own_transactions, transactional, unit_of_work

# Not a trouble of the phone's own: the office has not compared its three words yet.
UNCONFIRMED = "unconfirmed"

blueprint = Blueprint("devices", __name__, template_folder="../templates")


def count_grave(actor: Actor) -> int:
    """How many phones in scope may have cost somebody's work, or will before long; one statement."""
    return sum(bool(GRAVE & set(queries.troubles_now(heard))) for heard in queries.list_heard(actor))


shell.add_page(
    "devices.show_board",
    _l("Các máy"),
    roles=rules.POLICE,
    order=45,
    family="devices.",
    count=count_grave,
    section="team",
    icon="smartphone",
    about=_l("Máy nào gửi đều, máy nào cần giúp; khóa máy mất."),
)


@blueprint.get("/phones")
@office_only(*rules.POLICE)
def show_board() -> str:
    """Every phone in scope, those that need somebody first; ``?trouble=`` shows one kind alone."""
    actor = current_actor()
    devices = queries.list_devices(actor)
    faces = [_face(device) for device in devices if device.revoked_at is None]
    faces.sort(key=lambda face: (face["rank"], -face["unsent"], face["team"], face["name"]))
    wanted = request.args.get("trouble", "")
    compares = queries.compares_words(actor)
    return render_template(
        "people/devices.html",
        phones=[face for face in faces if not wanted or wanted in _kinds_of(face, compares)],
        all=len(faces),
        fine=sum(not face["troubles"] for face in faces),
        kinds=_kinds(faces, compares),
        wanted=wanted,
        words=trouble_words(),
        compares=compares,
        grave=GRAVE,
        locked=[_face(device) for device in devices if device.revoked_at is not None],
        may_change=rules.may_keep(actor),
    )


def _kinds_of(face: dict[str, Any], compares: bool) -> list[str]:
    """Under which filters of the board a phone stands."""
    return [*face["troubles"], *([UNCONFIRMED] if compares and face["confirmed_at"] is None else [])]


def _kinds(faces: list[dict[str, Any]], compares: bool) -> list[dict[str, Any]]:
    """The filters, each with how many phones it leaves: ``{code, word, count}``."""
    names = {code: word for code, (word, _to_do) in trouble_words().items()} | {UNCONFIRMED: _("Chưa đối chiếu")}
    counts = {code: sum(code in _kinds_of(face, compares) for face in faces) for code in names}
    return [{"code": code, "word": names[code], "count": count} for code, count in counts.items() if count]


def _face(device: DeviceRow) -> dict[str, Any]:
    health = device.health or {}
    troubles = queries.troubles_now(device)
    numbers = {name: int(health.get(name) or 0) for name in ("unsent", "parked", "photos_unsent")}
    return numbers | {
        "id": device.id,
        "team_id": device.team_id,
        "team": device.team_name,
        "name": device.name,
        "platform": device.platform,
        "seen_at": device.seen_at,
        "enrolled_at": device.enrolled_at,
        "revoked_at": device.revoked_at,
        "oldest_at": moment_in(health, "oldest_unsent_at"),
        "used": health.get("storage_used"),
        "quota": health.get("storage_quota"),
        "persisted": health.get("persisted"),
        "client": health.get("client"),
        "offset_minutes": round(int(health.get("offset_ms") or 0) / 60_000),
        "troubles": troubles,
        "nudge": nudge_face(device),
        **words_face(device),
        "rank": min((ORDER[trouble] for trouble in troubles), default=len(ORDER)),
        "holds_work": holds_work(health),
        "seen_to": Trouble.STORAGE_LOST in troubles or Trouble.COUNTERS in troubles,
    }


def words_face(device: DeviceRow) -> dict[str, Any]:
    """The three words as pages show them: ``{words, confirmed_at, confirmed_by}``."""
    return {"words": device.words, "confirmed_at": device.confirmed_at, "confirmed_by": device.confirmed_by}


def nudge_face(device: DeviceRow) -> dict[str, Any] | None:
    """The last reminder as pages show it: ``{at, reason, seen, lately}``; None when the phone was never reminded."""
    nudge = device.nudge
    if nudge is None:
        return None
    lately = is_nudged_lately(nudge, nudge.reason, clock.now())
    return {"at": nudge.at, "reason": nudge.reason, "seen": has_seen(device.health or {}, nudge), "lately": lately}


def trouble_words() -> dict[Trouble, tuple[str, str]]:
    """What each trouble is called, and what to do."""
    return {
        Trouble.STORAGE_LOST: (_("Mất dữ liệu trong máy"), _("Hỏi tổ còn đêm nào chưa gửi; nhập lại từ sổ giấy nếu có.")),
        Trouble.COUNTERS: (_("Số đếm không khớp"), _("Mở máy, vào Gửi và nhận, bấm Gửi ngay; vẫn vậy thì xuất tệp.")),
        Trouble.OLD_UNSENT: (_("Chưa gửi quá 24 giờ"), _("Nhắc tổ mở ứng dụng ở nơi có mạng.")),
        Trouble.PARKED: (_("Có mục cần hỗ trợ"), _("Gọi cho tổ, cùng xem mục Cần hỗ trợ trên máy.")),
        Trouble.SILENT: (_("Lâu không liên lạc"), _("Hỏi tổ: máy hỏng, mất, hay chỉ là không có ca?")),
        Trouble.LITTLE_ROOM: (_("Máy gần đầy"), _("Nhắc tổ xóa bớt ảnh, video của máy.")),
        Trouble.UNPROTECTED: (_("Chưa giữ chắc dữ liệu"), _("Nhắc cài ứng dụng vào màn hình chính.")),
        Trouble.CLOCK: (_("Đồng hồ máy sai"), _("Nhắc bật ngày giờ tự động.")),
        Trouble.OLD_VERSION: (_("Ứng dụng cũ"), _("Nhắc mở ứng dụng khi có mạng và bấm Cập nhật.")),
    }


@blueprint.post("/phones/<uuid:device_id>/rename")
@office_only(*rules.KEEPERS)
@own_transactions
def rename(device_id: UUID) -> Response:
    """Call a phone otherwise."""
    try:
        with unit_of_work():
            service.rename_device(current_actor(), device_id, request.form.get("name") or "")
    except DomainError as refusal:
        _say_why(refusal)
    else:
        flash(_("Đã đổi tên máy."), "good")
    return redirect(url_for("devices.show_board", _anchor=f"phone-{device_id}"), 303)


@blueprint.post("/phones/<uuid:device_id>/retire")
@office_only(*rules.KEEPERS)
@own_transactions
def retire(device_id: UUID) -> Response:
    """Let a phone go that is given back."""
    try:
        with unit_of_work():
            service.retire_device(current_actor(), device_id, reason=(request.form.get("reason") or "")[:300])
    except DomainError as refusal:
        _say_why(refusal)
    else:
        flash(_("Đã gỡ máy. Báo cáo đã nhận vẫn còn."), "good")
    return redirect(url_for("devices.show_board"), 303)


def _say_why(refusal: DomainError) -> None:
    """What is missing, on the next page; every other refusal is a page of its own."""
    if refusal.problem is not INVALID:
        raise refusal
    flash(". ".join(_(fault["detail"]) for fault in refusal.facts.get("errors", [])), "trouble")


@blueprint.post("/phones/<uuid:device_id>/nudge")
@office_only(*rules.KEEPERS)
@own_transactions
def nudge(device_id: UUID) -> Response:
    """Remind a phone of one of its troubles, and go back to the page on which the officer tapped."""
    team_id = None
    try:
        with unit_of_work():
            team_id = service.nudge_device(current_actor(), device_id, request.form.get("reason", ""))
    except DomainError as refusal:
        _say_why(refusal)
    else:
        flash(_("Đã nhắc. Máy báo khi có liên lạc."), "good")
    return _back(team_id)


def _back(team_id: UUID | None, anchor: str | None = None) -> Response:
    """To the page on which the officer tapped."""
    if team_id is not None and request.form.get("back") == "team":
        return redirect(url_for("people.show_team", team_id=team_id), 303)
    return redirect(url_for("devices.show_board", _anchor=anchor), 303)


@blueprint.post("/phones/<uuid:device_id>/confirm")
@office_only(*rules.KEEPERS)
@transactional
def confirm(device_id: UUID) -> Response:
    """The three words of the phone were those on this page."""
    team_id = service.confirm_device(current_actor(), device_id)
    flash(_("Đã ghi: đúng là máy này."), "good")
    return _back(team_id, f"phone-{device_id}")


@blueprint.post("/phones/<uuid:device_id>/seen-to")
@office_only(*rules.KEEPERS)
@transactional
def see_to(device_id: UUID) -> Response:
    """Somebody has looked after a phone that had lost something."""
    service.see_to_device(current_actor(), device_id)
    flash(_("Đã ghi: có người lo việc này."), "good")
    return redirect(url_for("devices.show_board"), 303)
