"""Evidence for the yearly class of teams: a sheet each with its records, and what people propose and decide."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.core import clock
from app.core.errors import BAD_FILTER, NOT_ALLOWED, DomainError
from app.core.night import night_of
from app.figures import queries, rules, service
from app.figures.queries import Evidence, Said
from app.figures.rules import Period
from app.figures.views.evidence import briefly, lines_of
from app.figures.views.pages import blueprint
from app.people import queries as people
from app.people.rules import POLICE, REVIEWERS
from app.reports.queries import short_names
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.transaction import transactional

shell.add_page(
    "figures.show_classes",
    _l("Xếp loại tổ hằng năm"),
    roles=POLICE,
    order=58,
    family="figures.show_classes",
    section="work",
    icon="clipboard-check",
    about=_l("Minh chứng từ sổ cho kỳ xếp loại 15/11 – 14/11 của từng tổ; đề nghị và quyết định do người ghi."),
)
shell.add_team_link("figures.show_class", _l("Minh chứng xếp loại"), icon="clipboard-check", order=36)
# The year that ended is classed in the weeks after its end: until then the pages show it.
_AFTERWARDS = timedelta(days=61)
LEVEL_WORDS = {
    "xs": _l("Hoàn thành xuất sắc nhiệm vụ"),
    "t": _l("Hoàn thành tốt nhiệm vụ"),
    "ht": _l("Hoàn thành nhiệm vụ"),
    "kht": _l("Không hoàn thành nhiệm vụ"),
    "none": _l("Không xếp loại"),
}


class ClassForm(FlaskForm):
    """A class and why; which step it is, is the button's ``step``."""

    level = RadioField(_l("Loại"), choices=choices([*LEVEL_WORDS.items()]), validate_choice=False)
    reason = TextAreaField(
        _l("Lý do, căn cứ"),
        [DataRequired(_l("Xin ghi lý do")), Length(max=rules.MOST_REASON, message=_l("Nhiều nhất %(max)d ký tự"))],
    )


def _asked() -> Period:
    """The class year that the night ``at`` lies in; without one, the year that is being classed."""
    usually = night_of(clock.now()) - _AFTERWARDS
    try:
        day = date.fromisoformat(request.values.get("at", ""))
    except ValueError:
        day = usually
    return rules.period_of("class-year", day if 2000 <= day.year < 2100 else usually)


@blueprint.get("/classes")
@office_only(*POLICE)
def show_classes() -> str:
    """All teams in scope in the order of their villages, never by a number."""
    actor, tonight, period = current_actor(), night_of(clock.now()), _asked()
    evidence = queries.read_evidence(actor, period.first, period.last, tonight)
    said, short = queries.read_classings(actor, period.last.year), short_names(actor)
    teams: list[dict[str, Any]] = [
        {
            "name": short.get(team.id, team.name),
            "url": _url(period, team.id),
            "evidence": briefly(evidence.get(team.id, Evidence())),
            "said": _stands(said.get(team.id, [])),
        }
        for team in people.list_teams(actor, period.last, ended=True)
        if team.id in evidence or team.valid_to is None or team.valid_to > period.last
    ]
    decided = [one["said"]["level"] for one in teams if one["said"] and one["said"]["step"] == rules.DECIDED]
    return render_template(
        "figures/classes.html",
        teams=teams,
        sums=[(words, decided.count(level)) for level, words in LEVEL_WORDS.items()],
        undecided=len(teams) - len(decided),
        printed_at=clock.now(),
        **_frame(period, None),
    )


@blueprint.get("/teams/<uuid:team_id>/class")
@office_only(*POLICE)
def show_class(team_id: UUID) -> str:
    """A team's sheet."""
    return _sheet(team_id, ClassForm(formdata=None))


@blueprint.post("/teams/<uuid:team_id>/class")
@office_only(*REVIEWERS)
@transactional
def say_class(team_id: UUID) -> Response | tuple[str, int]:
    """Propose, or decide."""
    actor, form, step, period = current_actor(), ClassForm(), request.form.get("step", ""), _asked()
    queries.find_team(actor, team_id)
    if step not in (rules.PROPOSED, rules.DECIDED):
        raise DomainError(BAD_FILTER)
    if not rules.may_say(step, actor.role):
        raise DomainError(NOT_ALLOWED)
    if form.validate() and not rules.find_class_faults(form.level.data or "", (form.reason.data or "").strip()):
        service.say_class(actor, team_id, period.last.year, step, form.level.data, form.reason.data or "")
        flash(_("Đã ghi quyết định.") if step == rules.DECIDED else _("Đã ghi đề nghị."), "good")
        return redirect(_url(period, team_id), 303)
    if form.level.data not in rules.LEVELS:
        form.level.errors = [*form.level.errors, _("Xin chọn một loại")]
    if not form.reason.errors:
        form.reason.errors = [_("Xin ghi lý do")]
    return _sheet(team_id, form), 422


def _sheet(team_id: UUID, form: ClassForm) -> str:
    actor, tonight, period = current_actor(), night_of(clock.now()), _asked()
    team = queries.find_team(actor, team_id)
    evidence = queries.read_evidence(actor, period.first, period.last, tonight).get(team_id, Evidence())
    said = queries.read_classings(actor, period.last.year).get(team_id, [])
    return render_template(
        "figures/class.html",
        team=team,
        evidence=briefly(evidence),
        groups=lines_of(evidence, period, team_id),
        said=[_face(one) for one in said],
        stands=_stands(said),
        form=form,
        may_propose=rules.may_say(rules.PROPOSED, actor.role),
        may_decide=rules.may_say(rules.DECIDED, actor.role),
        printed_at=clock.now(),
        **_frame(period, team_id),
    )


def _frame(period: Period, team_id: UUID | None) -> Mapping[str, Any]:
    after = rules.after(period)
    return {
        "period": period,
        "least_months": rules.LEAST_MONTHS,
        "is_over": period.last < night_of(clock.now()),
        "previous": _url(rules.before(period), team_id),
        "next": _url(after, team_id) if after.first <= night_of(clock.now()) else None,
        "all_url": _url(period, None),
    }


def _url(period: Period, team_id: UUID | None) -> str:
    at = period.last.isoformat()
    if team_id is None:
        return url_for("figures.show_classes", at=at)
    return url_for("figures.show_class", team_id=team_id, at=at)


def _stands(said: list[Said]) -> dict[str, Any] | None:
    """What holds: the last decision, or where there is none the last proposal."""
    decided = [one for one in said if one.said.step == rules.DECIDED]
    newest = next(iter(decided or said), None)
    return _face(newest) if newest else None


def _face(one: Said) -> dict[str, Any]:
    said = one.said
    return {
        "step": said.step,
        "level": said.level,
        "words": LEVEL_WORDS[said.level],
        "reason": said.reason,
        "by": one.by,
        "at": said.at,
    }
