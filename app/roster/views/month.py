"""The page of a team's roster: one month, its nights down, the members across."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.errors import BAD_FILTER, INVALID, ROSTER_CHANGED, DomainError
from app.core.ids import shift_id_of
from app.core.night import local, month_from, night_of
from app.people import queries as people
from app.people import rules as people_rules
from app.roster import queries, rules, service
from app.roster.forms import Line, read_lines
from app.roster.queries import Month, ShiftRow
from app.roster.views.lines import lines_of, padded, with_seen
from app.roster.views.pages import blueprint
from app.roster.views.swaps import faces_of, handed_over
from app.roster.views.wants import wants_of
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional
from app.web.wording import language


def _asked_month(text: str | None) -> date:
    """``2026-11`` → its first day; without one, the month of tonight."""
    if not text:
        return night_of(clock.now()).replace(day=1)
    month = month_from(text)
    if month is None:
        raise DomainError(BAD_FILTER)
    return month


@blueprint.get("/roster")
@office_only(*people_rules.POLICE)
def show_roster() -> Response:
    """The roster of the first team in scope; without teams, the page where one is added."""
    teams = people.list_teams(current_actor(), local(clock.now()).date())
    if not teams:
        return redirect(url_for("people.list_teams"))
    return redirect(url_for("roster.show_month", team_id=teams[0].id))


@blueprint.get("/teams/<uuid:team_id>/roster")
@office_only(*people_rules.POLICE)
def show_month(team_id: UUID) -> Response:
    """A team's roster of a month."""
    return _page(team_id, _asked_month(request.args.get("month")))


@blueprint.post("/teams/<uuid:team_id>/roster")
@office_only(*people_rules.KEEPERS)
@transactional
def keep_month(team_id: UUID) -> Response:
    """Keep the month as the page has it, or fill its empty nights after the four weeks before it."""
    month = _asked_month(request.form.get("month"))
    here = url_for("roster.show_month", team_id=team_id, month=f"{month:%Y-%m}")
    if request.form.get("do") in ("fill", "fill-week"):
        made = service.plan_month(current_actor(), team_id, month, by_week=request.form["do"] == "fill-week")
        word = ngettext("Đã xếp thêm %(num)s ca.", "Đã xếp thêm %(num)s ca.", made)
        flash(word if made else _("Không có đêm trống nào xếp được theo các tuần trước."), "good" if made else "plain")
        return redirect(here, 303)
    known = queries.get_month(current_actor(), team_id, month)
    lines = [line for line in read_lines(request.form, _open_nights(known)) if line.is_touched]
    meant = [line for line in lines if not _is_none(known, line)]
    try:
        changed = _keep(known, lines, meant)
    except DomainError as refusal:
        if refusal.problem not in (INVALID, ROSTER_CHANGED):
            raise
        return _page(team_id, month, lines=lines, faults=_faults_by_night(known, meant, refusal))
    flash(_("Đã lưu lịch. Máy của tổ sẽ nhận khi có mạng.") if changed else _("Lịch không có gì thay đổi."), "good")
    return redirect(here, 303)


def _open_nights(month: Month) -> list[date]:
    """The nights of the month that can still be planned."""
    days = (month.last - month.first).days + 1
    nights = [month.first + timedelta(days=place) for place in range(days)]
    return [night for night in nights if rules.may_change(night, clock.now())]


def _is_none(month: Month, line: Line) -> bool:
    """Whether the line means "no shift": an empty one, or one that had people and lost them all."""
    had = any(shift.preset == line.preset for shift in month.shifts.get(line.night, []))
    return not line.member_ids and (had or not line.preset)


def _keep(month: Month, touched: list[Line], meant: list[Line]) -> int:
    """Write the lines that were touched, each on top of what it showed: a line's shift goes when the line left it."""
    plans = [line.plan(_usual(month)) for line in meant]
    ids = [_id_of(month, plan.night, plan.preset) for plan in plans]
    shown = {_id_of(month, line.night, line.seen.preset): line.seen.version for line in touched if line.seen.preset}
    seen = dict.fromkeys(ids, 0) | shown
    gone = [shift_id for shift_id in shown if shift_id not in ids]
    return service.plan_nights(current_actor(), month.team.id, plans, leave_out=gone, seen=seen)


def _id_of(month: Month, night: date, preset: str) -> UUID:
    return shift_id_of(month.team.id, night.isoformat(), preset)


def _usual(month: Month) -> str:
    """The preset that this team mostly has, else the catalogue's usual one."""
    presets = [shift.preset for shifts in month.shifts.values() for shift in shifts]
    return max(presets, key=presets.count) if presets else "night"


def _faults_by_night(month: Month, lines: list[Line], refusal: DomainError) -> dict[str, str]:
    """The verb's faults (``/<place>/…``) beside the nights that they are about; those about no night under ``""``."""
    if refusal.problem is ROSTER_CHANGED:
        return _changed_by_night(month, lines, refusal.facts["shifts"])
    found: dict[str, list[str]] = {}
    for fault in refusal.facts["errors"]:
        place = fault["pointer"].split("/")[1:2]
        key = lines[int(place[0])].night.isoformat() if place else ""
        if _(fault["detail"]) not in found.setdefault(key, []):
            found[key].append(_(fault["detail"]))
    return {key: ". ".join(words) for key, words in found.items()}


def _changed_by_night(month: Month, lines: list[Line], shift_ids: Sequence[UUID]) -> dict[str, str]:
    """What stands now in the nights whose shifts a phone or another desk has changed since the page was shown."""
    found = {}
    present = {shift.id: shift for shifts in month.shifts.values() for shift in shifts}
    for line in lines:
        ids = {_id_of(month, line.night, preset) for preset in (line.seen.preset, line.preset)}
        for shift in (present.get(shift_id) for shift_id in shift_ids if shift_id in ids):
            found[line.night.isoformat()] = _now_there(shift)
    return found or {"": _("Lịch vừa đổi ở nơi khác, xin xem lại.")}


def _now_there(shift: ShiftRow | None) -> str:
    if shift is None:
        return _("Ca này vừa được bỏ ở nơi khác. Lưu lần nữa để xếp lại.")
    if shift.state == "called-off":
        return _("Ca này vừa được báo nghỉ.")
    names = ", ".join(member.name for member in shift.members)
    return _("Ca này vừa đổi ở nơi khác: %(names)s. Lưu lần nữa để dùng lịch đang hiện.", names=names)


@blueprint.post("/teams/<uuid:team_id>/shifts/<uuid:shift_id>/call-off")
@office_only(*people_rules.KEEPERS)
@transactional
def call_off(team_id: UUID, shift_id: UUID) -> Response:
    """Call a planned shift off, with the reason that stands beside it on the page."""
    reason = request.form.get(f"reason-{shift_id}", "").strip()
    here = url_for("roster.show_month", team_id=team_id, month=request.form.get("month") or None)
    if not reason:
        flash(_("Xin ghi lý do nghỉ ca."), "trouble")
        return redirect(here, 303)
    service.call_off(current_actor(), shift_id, reason)
    flash(_("Đã ghi ca nghỉ. Đêm đó không tính là thiếu báo cáo."), "good")
    return redirect(here, 303)


@blueprint.post("/teams/<uuid:team_id>/shifts/<uuid:shift_id>/resume")
@office_only(*people_rules.KEEPERS)
@transactional
def resume(team_id: UUID, shift_id: UUID) -> Response:
    """Take a shift up again that was called off, with the people it had."""
    shift = queries.get_shift(current_actor(), shift_id)
    members = [member.id for member in shift.members]
    start, end = local(shift.starts_at).time(), local(shift.ends_at).time()
    plan = rules.Plan(shift.night, shift.preset, members, shift.route_id, start, end)
    service.plan_shift(current_actor(), team_id, plan)
    flash(_("Ca đã vào lịch lại."), "good")
    return redirect(url_for("roster.show_month", team_id=team_id, month=f"{shift.night:%Y-%m}"), 303)


def _page(team_id: UUID, month: date, *, lines: list[Line] | None = None, faults: dict[str, str] | None = None) -> Response:
    actor = current_actor()
    known = queries.get_month(actor, team_id, month)
    now = clock.now()
    swaps = queries.list_swaps(actor, team_id, known.first, known.last)
    chosen: dict[date, list[Line]] = {}
    for line in lines or ():
        chosen.setdefault(line.night, []).append(line)
    columns = {member.id for member in known.team.members}
    least = 2 if request.args.get("lines") == "2" else 1
    nights = []
    for place in range((known.last - known.first).days + 1):
        night = known.first + timedelta(days=place)
        shifts = [with_seen(line, columns) for line in lines_of(known.shifts.get(night, []), chosen.get(night, []))]
        nights.append({"night": night, "past": not rules.may_change(night, now), "shifts": padded(shifts, least)})
    page = render_template(
        "roster/month.html",
        team={"id": team_id, "name": known.team.name, "short_name": known.team.village_name},
        teams=people.list_teams(actor, local(now).date()),
        month=known.first,
        previous=url_for("roster.show_month", team_id=team_id, month=f"{known.first - timedelta(days=1):%Y-%m}"),
        next=url_for("roster.show_month", team_id=team_id, month=f"{known.last + timedelta(days=1):%Y-%m}"),
        members=[
            {"id": one.id, "name": one.name, "short": one.name.split()[-1], "nights": known.nights_of[one.id]}
            for one in known.team.members
        ],
        presets=[{"code": one.code, "name": one.named(language())} for one in catalogue.presets().values()],
        routes=queries.list_routes(actor, team_id=team_id),
        nights=nights,
        swaps=faces_of(swaps),
        handed=handed_over(swaps),
        **wants_of(actor, known, now),
        errors=faults or {},
        may_change=people_rules.may_keep(actor),
    )
    return make_response(page, 422 if faults else 200)
