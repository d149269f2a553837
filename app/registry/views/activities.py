"""What was done for models: the list with its sums, one activity with what bears it out, and its deeds."""

from calendar import monthrange
from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.catalogue import queries as catalogue
from app.core.errors import DomainError
from app.registry import rules, service
from app.registry.forms.activities import ActivitiesAsked, LinkForm, WithdrawForm
from app.registry.forms.parts import known, offer, tell
from app.registry.forms.pictures import PictureForm
from app.registry.models import ModelActivity
from app.registry.queries import activities, offered
from app.registry.queries.activities import ActivityRow, Sum
from app.registry.views import words
from app.registry.views.assets import page_response
from app.registry.views.pages import LOGGERS, READERS, blueprint
from app.reports.views.personal import personal_words
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.transaction import transactional
from app.web.wording import language, short_day

shell.add_page(
    "registry.list_activities",
    _l("Hoạt động mô hình"),
    roles=READERS,
    order=22,
    section="models",
    icon="bell-ring",
    about=_l("Đánh kẻng, tuyên truyền, họp, diễn tập: bao nhiêu buổi, bao nhiêu lượt người, có minh chứng không."),
)
_MONTHS = 3


@blueprint.get("/activities")
@office_only(*READERS)
def list_activities() -> str:
    """What was done from day to day (three months where nobody says otherwise), by kind, village and site."""
    actor, form = current_actor(), ActivitiesAsked(request.args)
    offer(form.kind, kinds_for(actor), _("Tất cả"))
    offer(form.village, offered.villages(actor, words.today()), _("Tất cả"))
    offer(form.site, offered.sites(actor, keep=known(request.args.get("site"))), _("Tất cả"))
    form.validate()
    first, last = _span(form)
    form.first.data, form.last.data = first, last
    asked = {"kind": form.kind.data or None, "village": known(form.village.data), "site": known(form.site.data)}
    sums = activities.sum_activities(actor, first, last, asked)
    return render_template(
        "registry/activities.html",
        form=form,
        sums=[_sum_face(one, first, last, asked) for one in sums],
        total=_total(sums),
        rows=[row_face(one) for one in activities.list_activities(actor, first, last, asked)],
        most=activities.MOST_SHOWN,
        narrowed=any(asked.values()),
        kinds=loggable(actor) if rules.may_log(actor) else [],
    )


def kinds_for(actor: Any) -> list[tuple[str, str]]:
    """The kinds that the actor reads of."""
    return [pair for pair in words.pairs("activities") if rules.reads_weapons(actor) or not rules.is_police_only(pair[0])]


def loggable(actor: Any) -> list[words.Face]:
    """The kinds that the actor writes down, with the way to the form of each."""
    kept = [one for one in catalogue.terms("activities").values() if rules.may_log_kind(actor, one.code)]
    return [
        {"name": one.named(language()), "icon": one.icon, "url": url_for("registry.add_activity", kind=one.code)}
        for one in kept
    ]


def _span(form: ActivitiesAsked) -> tuple[date, date]:
    today = words.today()
    last = form.last.data if form.last.data and not form.last.errors else today
    month = last.year * 12 + last.month - 1 - _MONTHS
    year, at = divmod(month, 12)
    before = date(year, at + 1, min(last.day, monthrange(year, at + 1)[1]))
    first = form.first.data if form.first.data and not form.first.errors else before
    return (first, last) if first <= last else (last, first)


def _sum_face(one: Sum, first: date, last: date, asked: dict[str, Any]) -> words.Face:
    way = {name: value for name, value in asked.items() if value} | {"kind": one.kind}
    return {
        "kind": words.said("activities", one.kind),
        "icon": catalogue.terms("activities")[one.kind].icon,
        "count": one.count,
        "share": share_words(one.with_evidence, one.count),
        "whole": one.with_evidence == one.count,
        "people": one.people,
        "minutes": one.minutes,
        "url": url_for("registry.list_activities", first=first.isoformat(), last=last.isoformat(), **way),
    }


def share_words(with_evidence: int, count: int) -> str:
    """How many of them something bears out, in percent."""
    return f"{with_evidence * 100 // count} %" if count else "–"


def _total(sums: list[Sum]) -> Sum:
    columns = ((one.count, one.with_evidence, one.people, one.minutes) for one in sums)
    return Sum("", *(sum(column) for column in zip(*columns, strict=True))) if sums else Sum("", 0, 0, 0, 0)


def row_face(row: ActivityRow) -> words.Face:
    """An activity as a list has it."""
    one = row.activity
    return {
        "id": one.id,
        "kind": words.said("activities", one.kind),
        "icon": catalogue.terms("activities")[one.kind].icon,
        "on": one.on,
        "about": row.site or row.thing,
        "answers": ", ".join(value for _name, value in answers_of(one)[:2]),
        "village": row.village or words.whole_commune(),
        "team": row.team,
        "people": one.people,
        "minutes": one.minutes,
        "evidence": row.has_evidence,
        "withdrawn": one.withdrawn_at is not None,
    }


def answers_of(one: ModelActivity) -> list[tuple[str, str]]:
    """The answers to the questions of its kind, in words."""
    told = []
    for asked in catalogue.terms("activities")[one.kind].fields:
        answer = one.values.get(asked["key"])
        if answer is None:
            continue
        if asked["type"] == "choice":
            named = {option["code"]: option[language()] for option in asked["options"]}
            told.append((asked[language()], named.get(answer, str(answer))))
        else:
            unit = asked.get("unit" if language() == "vi" else "unit_en") or ""
            told.append((asked[language()], f"{answer} {unit}".strip()))
    return told


@blueprint.get("/activities/<uuid:activity_id>")
@office_only(*READERS)
def show_activity(activity_id: UUID) -> str:
    """One activity: what it says, and what bears it out."""
    return draw(activity_id)


def draw(
    activity_id: UUID,
    withdraw: WithdrawForm | None = None,
    link: LinkForm | None = None,
    picture: PictureForm | None = None,
) -> str:
    """The page of an activity, with a form that could not be taken."""
    actor = current_actor()
    row = activities.get_activity(actor, activity_id)
    one = row.activity
    photos = words.shown_pictures(actor, {one.id: (one.photos, one.team_id is not None)})[one.id]
    report = activities.report_of(actor, one) if one.shift_id else None
    may_log = rules.may_log(actor) and rules.may_log_kind(actor, one.kind) and one.withdrawn_at is None
    link = link or (_link_form(one) if may_log and one.shift_id is None and one.source == "desk" else None)
    return render_template(
        "registry/activity.html",
        activity=row_face(row) | {"began_at": one.began_at, "words": one.words, "why": one.withdrawn_why},
        answers=answers_of(one),
        by=row.team or _("Văn phòng"),
        told_at=one.at,
        personal=personal_words(one.words),
        site=(row.site, words.page_of("registry.show_site", site_id=one.site_id) if one.site_id else ""),
        thing=(row.thing, url_for("registry.show_asset", asset_id=one.asset_id) if one.asset_id else ""),
        report={"url": url_for("reports.show_report", report_id=report[0]), "team": report[1], "night": report[2]}
        if report
        else None,
        in_shift=one.shift_id is not None,
        photos=photos,
        more=picture or (PictureForm(formdata=None) if may_log and _takes_pictures(one) else None),
        may_take_out=rules.may_take_out(actor),
        withdraw=withdraw or (WithdrawForm(formdata=None) if may_log else None),
        link=link,
    )


def _takes_pictures(one: ModelActivity) -> bool:
    return rules.takes_pictures(one.kind, one.source, withdrawn=one.withdrawn_at is not None)


def _link_form(one: ModelActivity, *, posted: bool = False) -> LinkForm | None:
    """The shifts of those nights to choose from; None when there are none."""
    shifts = activities.shifts_around(current_actor(), one)
    form = LinkForm() if posted else LinkForm(formdata=None)
    offer(form.shift, [(shift, f"{team}, {short_day(night)}") for shift, team, night in shifts], _("Chọn"))
    return form if shifts or posted else None


@blueprint.post("/activities/<uuid:activity_id>/withdrawal")
@office_only(*LOGGERS)
@transactional
def withdraw_activity(activity_id: UUID) -> Response:
    """Take it out of the count, with the reason."""
    form = WithdrawForm()
    if form.validate():
        try:
            service.withdraw_activity(current_actor(), activity_id, form.why.data or "")
        except DomainError as refusal:
            tell(form, refusal, {})
        else:
            flash(_("Đã rút. Hoạt động này không tính nữa."), "good")
            return redirect(url_for("registry.show_activity", activity_id=activity_id), 303)
    return page_response(draw(activity_id, withdraw=form), 422)


@blueprint.post("/activities/<uuid:activity_id>/shift")
@office_only(*LOGGERS)
@transactional
def link_shift(activity_id: UUID) -> Response:
    """Name the shift in which it was done."""
    form = _link_form(activities.get_activity(current_actor(), activity_id).activity, posted=True)
    shift = known(form.shift.data) if form and form.validate() else None
    if shift is not None and form is not None:
        try:
            service.link_shift(current_actor(), activity_id, shift)
        except DomainError as refusal:
            tell(form, refusal, {})
        else:
            flash(_("Đã gắn với ca tuần tra."), "good")
            return redirect(url_for("registry.show_activity", activity_id=activity_id), 303)
    return page_response(draw(activity_id, link=form), 422)
