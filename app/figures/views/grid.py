"""The grid of teams and nights: a month of the commune at a glance, each square a way to what stands behind it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import month_ends, month_from, night_of
from app.figures import queries
from app.figures.queries import Grid, Night, TeamNights
from app.figures.views.pages import blueprint
from app.figures.views.team_nights import night_words
from app.people.rules import POLICE
from app.reports.queries import short_names
from app.reports.rules import NightState
from app.roster import queries as roster
from app.web.actor import current_actor, office_only
from app.web.parts import answer_in_parts
from app.web.wording import clock as clock_words
from app.web.wording import in_sentence
from app.web.wording import night as night_name

# Pixels of the tallest bar; the scale does not grow beyond so few incidents, or one would look like many.
_TALLEST, _FEW = 36, 6


@blueprint.get("/grid/<month>")
@blueprint.get("/grid")
@office_only(*POLICE)
def show_grid(month: str = "") -> Response:
    """The month of all teams; without one, the present month."""
    actor, tonight = current_actor(), night_of(clock.now())
    asked = month_from(month) if month else tonight
    if asked is None:
        raise DomainError(NOT_FOUND)
    first, last = month_ends(asked)
    grid = queries.read_grid(actor, first, last, tonight)
    short = short_names(actor)
    drawn = render_template(
        "figures/_grid.html",
        tonight=tonight,
        days=grid.days,
        peaks=[vars(one.asked) for one in roster.list_peaks(actor, first, last)],
        rows=[_row(row, short, night_words()) for row in grid.rows],
        sums=_sums(grid),
        silent=[_silent(row, short) for row in grid.rows if row.raised] if first <= tonight <= last else [],
    )
    next_url = _url(last + timedelta(days=1)) if last < tonight + timedelta(days=31) else None
    around = {"previous": _url(first - timedelta(days=1)), "next": next_url, "today_url": _url(tonight)}
    return answer_in_parts(
        "grid", drawn, lambda part: render_template("figures/grid.html", month=first, part=part, **around)
    )


def _url(day: date) -> str:
    return url_for("figures.show_grid", month=f"{day:%Y-%m}")


def _row(row: TeamNights, short: Mapping[UUID, str], words: Mapping[NightState, str]) -> dict[str, Any]:
    name = short.get(row.team.id, row.team.name)
    return {
        "name": name,
        "team": row.team.name if name != row.team.name else "",
        "url": url_for("figures.show_team_month", team_id=row.team.id, month=f"{row.nights[0].night:%Y-%m}"),
        "cells": [_cell(row, night, name, words) for night in row.nights],
        "received": row.received,
        "due": row.due,
    }


def _cell(row: TeamNights, night: Night, name: str, words: Mapping[NightState, str]) -> dict[str, Any]:
    """A square; what is not received leads to the roster, where its plan and its reason stand."""
    when = in_sentence(night_name(night.night))
    if night.report_id:
        url = url_for("reports.show_report", report_id=night.report_id)
    else:
        url = url_for("roster.show_month", team_id=row.team.id, month=f"{night.night:%Y-%m}")
    return {
        "night": night.night,
        "state": night.state.value,
        "incidents": night.incidents,
        "grave": night.severity >= 3,
        "url": None if night.state is NightState.NONE else url,
        "words": _("%(team)s, %(night)s: %(state)s", team=name, night=when, state=words[night.state]),
        "more": _more(night),
    }


def _more(night: Night) -> str:
    """What stands behind the square, in a sentence or two."""
    found = []
    if night.reports and not night.incidents:
        found.append(_("đêm bình thường"))
    if night.reports > 1:
        found.append(ngettext("%(num)s báo cáo", "%(num)s báo cáo", night.reports))
    if night.starts_at and night.ends_at:
        found.append(_("có lịch %(start)s – %(end)s", start=clock_words(night.starts_at), end=clock_words(night.ends_at)))
    if night.missing:
        found.append(_("thiếu không có nghĩa là bình thường"))
    if night.reason and night.state is NightState.CALLED_OFF:
        found.append(night.reason)
    text = "; ".join(found)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _sums(grid: Grid) -> list[dict[str, Any]]:
    """The incidents of each night over all teams, with the ``height`` of a bar in pixels."""
    sums = [sum(row.nights[number].incidents for row in grid.rows) for number in range(len(grid.days))]
    most = max([_FEW, *sums])
    return [{"incidents": one, "height": one * _TALLEST // most} for one in sums]


def _silent(row: TeamNights, short: Mapping[UUID, str]) -> dict[str, Any]:
    leader = next((member.name for member in row.team.members if member.role == "leader"), "")
    return {
        "name": short.get(row.team.id, row.team.name),
        "leader": leader,
        "url": url_for("people.show_team", team_id=row.team.id),
    }
