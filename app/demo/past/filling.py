"""Filling: which nights are missing, what is told of them, and the run that plays it."""

import time as machine
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from app.core import clock
from app.core.night import moment_of, night_of
from app.demo import rules
from app.demo.past import arrangement, rosters
from app.demo.past.acting import Event, Play, events_of, pictures_of
from app.demo.past.album import Album, PutOnce
from app.demo.past.composing import Wish, compose
from app.demo.past.consenting import agree
from app.demo.past.narratives import tell, written_nights
from app.demo.past.script import Body, Script, Watch
from app.demo.past.shots import Photos
from app.demo.past.stage import Stage, enrol_phones, read_stage
from app.photos.store import open_store
from app.reports.models import Report
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work

# How many nights a demo catches up with that nobody has started for a while.
_MOST_NIGHTS = 60
# Reports of so many nights may still wait in the queue.
_NIGHTS_ASKED = 4
USUAL = Wish()
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Filled:
    """What a filling wrote, and how long it took in seconds."""

    first: date
    last: date
    reports: int
    steps: int
    photos: int
    seconds: float


def last_night() -> date:
    """The latest night that is over."""
    return night_of(clock.now()) - timedelta(days=1)


def live_on(wish: Wish = USUAL, tell: Tell = lambda _: None) -> Filled:
    """Fill what is missing of the live demo up to last night."""
    with unit_of_work():
        anchor = arrangement.find_anchor()
    last = last_night()
    written = (anchor or last) - timedelta(days=arrangement.SPAN - 1)
    # The seeding planned the whole month that it was in: nights of it without a report would look as if they were missing.
    seeded = ((anchor or last) + timedelta(days=1)).replace(day=1)
    first = max(min(written, seeded), last - timedelta(days=_MOST_NIGHTS - 1))
    return fill_nights((last - first).days + 1, wish, tell, pictures_from=written)


def fill_nights(
    nights: int, wish: Wish = USUAL, tell: Tell = lambda _: None, *, pictures_from: date = rules.SINCE
) -> Filled:
    """Tell the last ``nights`` nights; what has a report already is left as it is, so again adds nothing."""
    started = machine.monotonic()
    last = last_night()
    first = max(rules.SINCE, last - timedelta(days=nights - 1))
    with unit_of_work():
        stage = read_stage()
        anchor = _prepare(stage, first, last)
        moved_in = moment_of(first - timedelta(days=1), time(15))
        phones = enrol_phones(stage, moved_in)
        agree(stage.crews.values(), phones, moved_in)
    with unit_of_work():
        watches = rosters.list_watches(stage, first, last)
        there = _reports_of(stage, first, last)
    events = _events(_scripts(stage, watches, _wishes(wish, pictures_from), anchor, last), there, last)
    album = Album(own_since=moment_of(last - timedelta(days=_NIGHTS_ASKED - 1), time(15)))
    pictures = pictures_of(events)
    if pictures:
        tell(f"Drawing {len(pictures)} pictures for the demo's reports")
        album.draw(pictures)
    play = Play(phones, album, PutOnce(open_store(current_app.config[SETTINGS].storage_url)), _revs(there))
    if events:
        tell(f"Telling {len({event.script.report_id for event in events})} reports of the demo's past nights")
    play.perform(events)
    play.tell_phones()
    tally = play.tally
    return Filled(first, last, tally.reports, tally.steps, tally.photos, machine.monotonic() - started)


def _prepare(stage: Stage, first: date, last: date) -> date:
    """Rosters for all nights; the first time, the arrangement of the last ones. Gives the anchor."""
    anchor = arrangement.find_anchor()
    begins = first if anchor else min(first, last - timedelta(days=arrangement.SPAN - 1))
    rosters.plan_before(begins, last)
    if anchor is None:
        anchor = last
        rosters.move_shifts(stage, arrangement.wanted_shifts(anchor), last)
        arrangement.drop_anchor(anchor)
    return anchor


def _wishes(wish: Wish, pictures_from: date) -> Callable[[date], Wish]:
    plain = replace(wish, photos=Photos.NONE)
    return lambda night: plain if night < pictures_from else wish


def _scripts(
    stage: Stage, watches: Sequence[Watch], wish_of: Callable[[date], Wish], anchor: date, last: date
) -> list[Script]:
    """What is sent of these shifts, each team's open matters handed from shift to shift."""
    written = written_nights(anchor)
    carried: dict[str, list[Body]] = defaultdict(list)
    found: list[Script] = []
    for watch in watches:
        wish = wish_of(watch.night)
        night = arrangement.find_written(written, watch)
        if night is not None:
            told = [tell(watch, night, wish)]
            carried[watch.crew.key] = [one for one in told[0].first.body["open_matters"] if not one["settled"]]
        else:
            kinds = arrangement.kinds_on(watch, anchor)
            told, carried[watch.crew.key] = compose(stage, watch, wish, carried[watch.crew.key], kinds)
        arranged = [arrangement.arrange(script, anchor, last) for script in told]
        found += [script for script in arranged if script is not None]
    return found


def _reports_of(stage: Stage, first: date, last: date) -> Mapping[UUID, Any]:
    rows = db.session.execute(
        select(Report.id, Report.shift_id, Report.state, Report.rev, Report.changed_at).where(
            Report.commune_id == stage.commune_id, Report.night.between(first, last)
        )
    )
    return {row.id: row for row in rows}


def _revs(there: Mapping[UUID, Any]) -> dict[UUID, int]:
    return {report_id: row.rev for report_id, row in there.items()}


def _events(scripts: Sequence[Script], there: Mapping[UUID, Any], last: date) -> list[Event]:
    """What has still to happen of each script. On the last night nothing is decided yet: it is the morning's queue."""
    now = clock.now()
    taken = {row.shift_id: report_id for report_id, row in there.items() if row.state not in ("withdrawn", "rejected")}
    found: list[Event] = []
    for script in scripts:
        row = there.get(script.report_id)
        if row is None and taken.get(script.watch.shift_id, script.report_id) != script.report_id:
            continue
        done = row.rev - 1 if row else 0
        until = _steps_until(script, last, now)
        fresh = events_of(script, sent=row is not None, done=done, until=until, now=now)
        # What goes on with a report that is there cannot lie before what was done with it last.
        floor = row.changed_at if row else None
        found += [Event(max(event.at, floor) if floor else event.at, script, event.what) for event in fresh]
    return found


def _steps_until(script: Script, last: date, now: datetime) -> int:
    rejected = bool(script.steps) and script.steps[0].move == "reject"
    if script.watch.night >= last and not rejected:
        return 0
    if script.waits_after is None:
        return len(script.steps)
    return next(
        (place for place, step in enumerate(script.steps) if place >= script.waits_after and step.at > now),
        len(script.steps),
    )
