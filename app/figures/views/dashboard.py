"""The figures of a period: what the commune's nights add up to, compared, each number with its meaning and its records."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import render_template
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.core.night import night_of
from app.figures import queries
from app.figures.queries import Overview
from app.figures.rules import Counts, Period
from app.figures.views.asked import asked_period, compare, frame
from app.figures.views.pages import blueprint
from app.figures.views.pictures import bars_of_kinds, bars_of_months, by_task, heat_of_week
from app.figures.views.points import points_of_commune
from app.figures.views.rows import groups_of
from app.people.rules import DEIDENTIFIED_READERS, POLICE, VILLAGE_HEAD
from app.reports.queries import short_names_of
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.addresses import address_of

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
    """The period that is asked for, of everybody in scope."""
    actor, tonight = current_actor(), night_of(clock.now())
    police = actor.role in POLICE
    asked = compare(asked_period(tonight), tonight)
    part = asked.part
    year_begins = (part.last.replace(day=1) - timedelta(days=330)).replace(day=1)
    spans = tuple((one.first, one.last) for one in asked.four)
    overview = queries.read_overview(actor, spans, (year_begins, part.last), tonight)
    read = overview.spans
    names = short_names_of(overview.teams)
    if any(stop.team_id not in names for stop in overview.stops):
        names = queries.team_names(actor) | names
    return render_template(
        "figures/dashboard.html",
        police=police,
        groups=groups_of(read, part, police=police),
        waiting=read[0].counts.received - read[0].counts.approved - read[0].counts.returned,
        months=bars_of_months(overview.months, year_begins, part.last, _url),
        categories=bars_of_kinds(read[0], read[2], part, police=police),
        tasks=by_task(read[0], part) if police else [],
        week=heat_of_week(overview.week, police=police),
        points=points_of_commune(overview.stops, part, names, opens=police or actor.role == VILLAGE_HEAD),
        teams=_teams(part, overview, names),
        **frame(asked, tonight, _url),
    )


def _url(kind: str, day: date) -> str:
    return address_of("figures.show_figures", kind=kind, at=day.isoformat())


def _teams(part: Period, overview: Overview, names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """A row a team, in the order of the villages: what was planned and came, and what it was."""
    rows = []
    for team in overview.teams:
        counts, missing = overview.by_team.get(team.id, (Counts(), 0))
        if counts or team.valid_to is None:
            url = address_of("figures.show_team", team_id=team.id, kind=part.kind, at=part.last.isoformat())
            rows.append(vars(counts) | {"name": names[team.id], "missing": missing, "url": url})
    return rows
