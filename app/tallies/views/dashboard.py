"""A commune's figures of models as of a day: what stands, what came in the period, where the cameras are."""

from datetime import date, timedelta
from uuid import UUID

from flask import render_template, url_for

from app.core import clock
from app.core.night import local
from app.figures.views.asked import Compared, asked_period, compare, frame
from app.people import queries as people
from app.registry.rules.roles import READERS
from app.registry.views.sites_words import STATE_WORDS
from app.tallies import queries
from app.tallies.views import rows, words
from app.tallies.views.history import face_of
from app.tallies.views.pages import blueprint
from app.tallies.views.rows import Cuts
from app.web.actor import current_actor, office_only

_DAY = timedelta(days=1)
_MONTHS = 12


@blueprint.get("/figures")
@office_only(*READERS)
def show_figures() -> str:
    """The period that is asked for, of everything in scope."""
    actor, today = current_actor(), local(clock.now()).date()
    # A day of the book of models counts while it is going on: a night only once it is over.
    asked = compare(asked_period(today, "year"), today + _DAY)
    cuts = cuts_of(asked, today)
    here = queries.of_actor(actor)
    sums = queries.read_sums(here, cuts.days)
    months = _months(cuts.last)
    names: dict[UUID, str] = {
        one.id: one.name
        for one in people.list_villages(actor, cuts.last)
        if actor.village_ids is None or one.id in actor.village_ids
    }
    return render_template(
        "tallies/figures.html",
        kinds_of_models=rows.kind_rows(sums, cuts),
        classes=rows.class_rows(sums, cuts.last),
        things=rows.thing_rows(sums, cuts),
        owners=rows.owner_rows(sums, cuts),
        topics=rows.topic_rows(sums, cuts),
        villages=rows.village_rows(queries.sums_by_village(here, cuts.last, "eyes"), names, cuts.is_now),
        activities=rows.activity_rows(sums, cuts),
        months=rows.month_bars(months, queries.months_of(here, months, "activities")),
        before=asked.before,
        history=[face_of(one) for one in queries.history_of_home(actor.commune_id or "")],
        waiting=[
            (STATE_WORDS[state], number, words.sites_url("", state) if cuts.is_now else None)
            for state in ("proposed", "surveyed", "awaiting")
            if (number := sums.on(cuts.last, "sites", None, state))
        ],
        **frame(asked, today, _url),
    )


def cuts_of(asked: Compared, today: date) -> Cuts:
    """The days at which a period and the one before it are read."""
    part, before = asked.part, asked.before
    return Cuts(part.last, part.first - _DAY, before.last, before.first - _DAY, part.last == today)


def _months(last: date) -> list[tuple[date, date]]:
    """The twelve months up to a day, each with its first and last day."""
    found, first = [], last.replace(day=1)
    for _ in range(_MONTHS):
        found.append((first, (first + 32 * _DAY).replace(day=1) - _DAY))
        first = (first - _DAY).replace(day=1)
    return found[::-1]


def _url(kind: str, day: date) -> str:
    return url_for("tallies.show_figures", kind=kind, at=day.isoformat())
