"""Which reports there are to make: by period, with who has and who has not."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.core import clock
from app.core.night import night_of
from app.figures.rules import Period, after, before, period_of
from app.people.rules import COMMITTEE, POLICE, PROVINCE
from app.periods import queries, rules
from app.periods.queries import PeriodRow, TeamDays
from app.periods.views import words
from app.periods.views.pages import READERS, blueprint
from app.web.actor import current_actor, office_only

_SHOWN = 4


@blueprint.get("/periods")
@office_only(*READERS)
def list_periods() -> str:
    """The present period of a kind and the three before it; ``at`` is a night of the newest one shown."""
    actor, tonight = current_actor(), night_of(clock.now())
    kinds = _kinds(actor.role)
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else kinds[0]
    newest = period_of(kind, min(_asked(tonight), tonight))
    periods = [newest]
    while len(periods) < _SHOWN:
        periods.append(before(periods[-1]))
    found = queries.list_periods(actor, kind, periods[-1].first, newest.first)
    of_teams = kind in rules.TEAM_KINDS
    teams = queries.teams_of(actor) if of_teams else []
    return render_template(
        "periods/list.html",
        kinds=[(one, words.KIND_WORDS[one], url_for("periods.list_periods", kind=one), one == kind) for one in kinds],
        kind=kind,
        periods=[_period(one, [row for row in found if row.report.first == one.first], teams, tonight) for one in periods],
        may_open=rules.may_write(actor, of_team=of_teams),
        of_teams=of_teams,
        of_province=actor.role == PROVINCE,
        older=url_for("periods.list_periods", kind=kind, at=before(periods[-1]).first.isoformat()),
        newer=_newer(newest, tonight),
    )


def _kinds(role: str) -> tuple[str, ...]:
    if role in POLICE and not current_actor().village_ids:
        return rules.TEAM_KINDS + rules.COMMUNE_KINDS
    return rules.COMMUNE_KINDS if role in (COMMITTEE, PROVINCE) else rules.TEAM_KINDS


def _asked(tonight: date) -> date:
    try:
        day = date.fromisoformat(request.args.get("at", ""))
    except ValueError:
        return tonight
    return day if 2001 <= day.year < 2100 else tonight


def _newer(newest: Period, tonight: date) -> str | None:
    later = newest
    for _step in range(_SHOWN):
        later = after(later)
    if after(newest).first > tonight:
        return None
    return url_for("periods.list_periods", kind=newest.kind, at=min(later.first, tonight).isoformat())


def _period(period: Period, found: list[PeriodRow], teams: list[TeamDays], tonight: date) -> dict[str, Any]:
    """A period with a row for each whose report it could be."""
    actor, over = current_actor(), period.last < tonight
    by_owner = {row.report.team_id: row for row in found}
    rows = []
    if period.kind in rules.TEAM_KINDS:
        there = [team for team in teams if team.was_in(period) or team.id in by_owner]
        rows = [_row(by_owner.pop(team.id, None), team.name, str(team.id), over=over) for team in there]
        # Of teams that went over to another commune.
        rows += [_row(row, row.team, str(row.report.team_id), over=over) for row in by_owner.values()]
    elif actor.role == PROVINCE:
        rows = [_row(row, row.commune, "", over=over) for row in found]
    else:
        rows = [_row(next(iter(found), None), _("Cả xã"), "", over=over)]
    return {"title": words.period_title(period), "days": words.days_words(period), "day": period.first, "rows": rows}


def _row(row: PeriodRow | None, name: str, team: str, *, over: bool) -> dict[str, Any]:
    state = row.report.state if row else "due" if over else "running"
    return {
        "name": name,
        "team": team,
        "state": state,
        "version": row.report.version if row else 0,
        "url": url_for("periods.show_period", period_id=row.report.id) if row else None,
    }
