"""The figures of a period: what the commune's nights add up to, compared, each number with its meaning and its records."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.core.night import night_of
from app.figures import queries, rules
from app.figures.queries import Sums
from app.figures.rules import Counts, Measure, Period
from app.figures.views.measured import GROUP_WORDS, MEASURE_WORDS, PERIOD_WORDS, change, written
from app.figures.views.pages import blueprint
from app.figures.views.pictures import bars_of_kinds, bars_of_months, by_task, heat_of_week
from app.people import queries as people
from app.people.rules import DEIDENTIFIED_READERS, POLICE
from app.reports.queries import short_names
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.wording import day as day_words
from app.web.wording import month_title

_READERS = (*POLICE, *DEIDENTIFIED_READERS)
shell.add_page(
    "figures.show_figures",
    _l("Số liệu"),
    roles=_READERS,
    order=16,
    family="figures.show_figures",
    section="work",
    icon="scale",
    about=_l("Các đêm của xã cộng lại theo tuần, tháng, quý, năm; so với kỳ trước và cùng kỳ."),
)


@blueprint.get("/figures")
@office_only(*_READERS)
def show_figures() -> str:
    """The period ``kind`` (a name of ``rules.KINDS``) that the night ``at`` lies in; without them, the present month."""
    actor, tonight = current_actor(), night_of(clock.now())
    police = actor.role in POLICE
    period = _asked(tonight)
    part = rules.up_to(period, tonight - timedelta(days=1))
    earlier = rules.as_long_as(rules.before(period), part, period)
    last_year = rules.as_long_as(rules.a_year_ago(period), part, period)
    so_far = rules.year_so_far(part)
    read = [queries.read_sums(actor, one.first, one.last, tonight) for one in (part, earlier, last_year, so_far)]
    year_begins = (part.last.replace(day=1) - timedelta(days=330)).replace(day=1)
    return render_template(
        "figures/dashboard.html",
        police=police,
        period={"kind": period.kind, "title": _title(period), "running": part.last != period.last},
        part=part,
        compared={"before": earlier, "year": last_year, "so_far": so_far},
        kinds=[(kind, PERIOD_WORDS[kind], _url(kind, part.last), kind == period.kind) for kind in rules.KINDS],
        previous=_url(period.kind, rules.before(period).first),
        next=_url(period.kind, rules.after(period).first) if rules.after(period).first <= tonight else None,
        groups=_groups(read, part, police=police),
        waiting=read[0].counts.received - read[0].counts.approved - read[0].counts.returned,
        months=bars_of_months(queries.sums_by_month(actor, year_begins, part.last, tonight), year_begins, part.last),
        categories=bars_of_kinds(read[0], read[2], part, police=police),
        tasks=by_task(read[0]),
        week=heat_of_week(queries.hours_of_week(actor, part.first, part.last), police=police),
        teams=_teams(part, tonight) if police else [],
    )


def _asked(tonight: date) -> Period:
    kind = request.args.get("kind", "month")
    try:
        day = date.fromisoformat(request.args.get("at", ""))
    except ValueError:
        day = tonight
    return rules.period_of(kind if kind in rules.KINDS else "month", day if 2000 <= day.year < 2100 else tonight)


def _url(kind: str, day: date) -> str:
    return url_for("figures.show_figures", kind=kind, at=day.isoformat())


def _title(period: Period) -> str:
    if period.kind == "month":
        return month_title(period.first)
    if period.kind == "year":
        return _("Năm %(year)s", year=period.first.year)
    if period.kind == "quarter":
        return _("Quý %(num)s năm %(year)s", num=(period.first.month + 2) // 3, year=period.first.year)
    return f"{PERIOD_WORDS[period.kind]} {day_words(period.first)} – {day_words(period.last)}"


def _groups(read: list[Sums], part: Period, *, police: bool) -> list[dict[str, Any]]:
    return [
        {"words": GROUP_WORDS[name], "rows": [_row(measure, read, part, police=police) for measure in measures]}
        for name, measures in rules.GROUPS.items()
    ]


def _row(measure: Measure, read: list[Sums], part: Period, *, police: bool) -> dict[str, Any]:
    # Of a time from which the book holds nothing, nothing is told: not even a nought.
    values = [measure.of(sums) if sums.counts else None for sums in read]
    shown = [rules.may_show(measure, value, police=police) for value in values]
    now, before, last_year, so_far = map(partial(written, measure), values, shown)
    words, meaning = MEASURE_WORDS[measure.key]
    return {
        "words": words,
        "meaning": meaning,
        "now": now,
        "before": before,
        "last_year": last_year,
        "so_far": so_far,
        "change": change(values[0], values[1], measure.unit) if shown[0] and shown[1] else "",
        "change_year": change(values[0], values[2], measure.unit) if shown[0] and shown[2] else "",
        "url": _records(measure.key, part) if police and values[0] else None,
    }


def _records(key: str, part: Period) -> str:
    """The page on which a number's records stand."""
    nights: dict[str, Any] = {"from_night": part.first.isoformat(), "to_night": part.last.isoformat()}
    if key in ("planned", "called_off", "missing"):
        return url_for("figures.show_grid", month=f"{part.last:%Y-%m}")
    if key in ("received", "on_time", "sent_back"):
        return url_for("reports.list_reports", **nights)
    return url_for("reports.list_reports", state="approved", **nights)


def _teams(part: Period, tonight: date) -> list[dict[str, Any]]:
    """A row a team, in the order of the villages: what was planned and came, and what it was."""
    actor = current_actor()
    sums, short = queries.sums_by_team(actor, part.first, part.last, tonight), short_names(actor)
    rows = []
    for team in people.list_teams(actor, part.last, ended=True):
        counts, missing = sums.get(team.id, (Counts(), 0))
        if counts or team.valid_to is None:
            url = url_for("reports.show_team_month", team_id=team.id, month=f"{part.last:%Y-%m}")
            rows.append(vars(counts) | {"name": short.get(team.id, team.name), "missing": missing, "url": url})
    return rows
