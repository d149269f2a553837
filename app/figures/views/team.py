"""A team's page of figures: what its nights of a period add up to, and in a month the nights themselves."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import month_ends, month_from, night_of
from app.figures import queries, rules
from app.figures.queries import TeamName
from app.figures.rules import Period
from app.figures.views.asked import asked_period, compare, frame
from app.figures.views.pages import blueprint
from app.figures.views.pictures import bars_of_kinds, bars_of_months, by_task, heat_of_week
from app.figures.views.points import points_of_team
from app.figures.views.records import reports_url
from app.figures.views.rows import groups_of
from app.figures.views.team_nights import Calendar, cards_of, weeks_of
from app.people.rules import POLICE, VILLAGE_HEAD
from app.reports import queries as reports
from app.reports.rules.attendance import CAP
from app.reports.views.rows import Namer
from app.roster import queries as roster
from app.web import shell
from app.web.actor import current_actor, office_only
from app.web.wording import language

_READERS = (*POLICE, VILLAGE_HEAD)
shell.add_team_link("figures.show_team", _l("Số liệu"), icon="scale", order=35)
shell.offer_team_month("figures.show_team_month")


@blueprint.get("/teams/<uuid:team_id>/figures")
@office_only(*_READERS)
def show_team(team_id: UUID) -> str:
    """The period that is asked for, of one team."""
    return _page(team_id, asked_period(night_of(clock.now())))


@blueprint.get("/teams/<uuid:team_id>/month/<month>")
@blueprint.get("/teams/<uuid:team_id>/month")
@office_only(*_READERS)
def show_team_month(team_id: UUID, month: str = "") -> str:
    """The same of a month; without one, the present month."""
    asked = month_from(month) if month else night_of(clock.now())
    if asked is None:
        raise DomainError(NOT_FOUND)
    return _page(team_id, rules.period_of("month", asked))


def _page(team_id: UUID, period: Period) -> str:
    actor, tonight = current_actor(), night_of(clock.now())
    police = actor.role in POLICE
    team = queries.find_team(actor, team_id)
    asked = compare(period, tonight)
    part = asked.part
    read = queries.read_sums(actor, [(one.first, one.last) for one in asked.four], tonight, team_id)
    year_begins = (part.last.replace(day=1) - timedelta(days=330)).replace(day=1)
    months = queries.months_of_team(actor, team_id, year_begins, part.last, tonight)

    def url(kind: str, day: date) -> str:
        return team_url(team_id, kind, day)

    stops = queries.read_coverage(actor, rules.columns_of(part.first, part.last), team_id)
    return render_template(
        "figures/team.html",
        police=police,
        team=team,
        groups=groups_of(read, part, police=police, team_id=team_id),
        waiting=read[0].counts.received - read[0].counts.approved - read[0].counts.returned,
        months=bars_of_months(months, year_begins, part.last, url),
        categories=bars_of_kinds(read[0], read[2], part, police=police, team_id=team_id),
        tasks=by_task(read[0], part, team_id) if police else [],
        week=heat_of_week(queries.hours_of_week(actor, part.first, part.last, team_id), police=police),
        points=points_of_team(stops, part, team_id, police=police),
        **(_of_police(actor, team, period, part, tonight) if police else {"calendar": None, "people": []}),
        **frame(asked, tonight, url),
    )


def team_url(team_id: UUID, kind: str, day: date) -> str:
    """The page of a team's period; a month has its own address, which files of the month hang on."""
    if kind == "month":
        return url_for("figures.show_team_month", team_id=team_id, month=f"{day:%Y-%m}")
    return url_for("figures.show_team", team_id=team_id, kind=kind, at=day.isoformat())


def _of_police(actor: Actor, team: TeamName, period: Period, part: Period, tonight: date) -> dict[str, Any]:
    """What the police alone see: the nights of a month, and who was on duty."""
    is_month = period.kind == "month"
    return {
        "calendar": _calendar(actor, team, period, tonight) if is_month else None,
        "people": queries.read_duty(actor, part.first, part.last, tonight, team.id),
        "cap": catalogue.value_on(CAP, period.last, actor.commune_id) if is_month else None,
        "reports_url": reports_url(part.first, part.last, team.id, state="live"),
    }


def _calendar(actor: Actor, team: TeamName, period: Period, tonight: date) -> dict[str, Any]:
    first, last = month_ends(period.first)
    rows = reports.read_month(actor, team.id, first, last)
    calendar = Calendar(rows, roster.list_shifts(actor, first, last, team_id=team.id), tonight)
    return {
        "weeks": weeks_of(first, last, calendar),
        "nights": cards_of(rows, calendar, Namer.of(reports.short_names(actor), language())),
        "missing": len(calendar.missing),
        "received": len(rows),
    }
