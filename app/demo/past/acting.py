"""Playing the scripts: every event through its verb, in the order of time, at the moment that it is told for."""

import time as machine
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import select, update

from app.core import clock
from app.core.actor import Actor
from app.core.errors import DomainError
from app.demo import queries
from app.demo.past.album import Album, PutOnce
from app.demo.past.chance import shaped_id
from app.demo.past.phones import health_of
from app.demo.past.script import Body, Script, Shot, Step, Version, iso
from app.people import service as people
from app.people.models import Device
from app.photos import queries as photo_queries
from app.photos import service as photos
from app.photos import worker
from app.photos.models import Photo
from app.photos.rules import PhotoState
from app.reports.rules import Move
from app.reports.service import intake, moves, operations
from app.reports.service.intake import Refused
from app.reports.service.targets import Context
from app.web.database import db
from app.web.transaction import end_reading, unit_of_work

_LOOKS, _PAUSE = 200, 0.05
# One transaction for so many events: a desk that is open meanwhile waits a fraction of a second.
_TOGETHER = 60


@dataclass(frozen=True)
class Event:
    """Something that happens at ``at``: ``what`` is send, photos, or the place of a step in the script."""

    at: datetime
    script: Script
    what: str | int


@dataclass
class Tally:
    """What was played."""

    reports: int = 0
    steps: int = 0
    photos: int = 0
    refused: int = 0


class Play:
    """One run. ``revs`` are the revisions of reports that were there before."""

    def __init__(self, phones: Mapping[UUID, Actor], album: Album, store: PutOnce, revs: Mapping[UUID, int]) -> None:
        self.tally = Tally()
        self._phones = phones
        self._album = album
        self._store = store
        self._revs = dict(revs)
        self._over: set[UUID] = set()
        self._seen: dict[UUID, datetime] = {}
        self._officers: dict[str, Actor] = {}

    def perform(self, events: Iterable[Event]) -> None:
        """Let everything happen, by time; a report that somebody else has moved on is left to them."""
        ordered = sorted(events, key=lambda event: event.at)
        for with_photos, group in groupby(ordered, key=lambda event: event.what == "photos"):
            together = list(group)
            if with_photos:
                for event in together:
                    self._send_photos(event)
                continue
            for first in range(0, len(together), _TOGETHER):
                self._happen_together(together[first : first + _TOGETHER])

    def tell_phones(self) -> None:
        """A phone that sent something was last seen when it did, with nothing left on it, unless it was seen since."""
        for place, (team_id, at) in enumerate(sorted(self._seen.items(), key=lambda one: str(one[0]))):
            phone = self._phones[team_id]
            here = (Device.commune_id == phone.commune_id) & (Device.id == phone.device_id) & (Device.seen_at < at)
            with unit_of_work():
                # Requests of a phone leave this behind; the past has none.
                seen = db.session.execute(update(Device).where(here).values(seen_at=at).returning(Device.id)).all()
                if seen:
                    people.note_health(phone, health_of(place), at)

    def _happen_together(self, events: Sequence[Event]) -> None:
        """In one transaction; where one of them is refused, each in its own, so that it stops nothing but its report."""
        revs, tally = dict(self._revs), replace(self.tally)
        try:
            with unit_of_work():
                for event in events:
                    self._happen(event)
        except (Refused, DomainError):
            if len(events) == 1:
                self._over.add(events[0].script.report_id)
                self.tally.refused += 1
                return
            self._revs, self.tally = revs, tally
            for event in events:
                self._happen_together([event])

    def _happen(self, event: Event) -> None:
        if event.script.report_id in self._over:
            return
        with clock.frozen(event.at):
            if isinstance(event.what, int):
                self._step(event.script, event.script.steps[event.what], event.what, event.at)
            else:
                self._send(event.script, event.at)

    def _send(self, script: Script, at: datetime) -> None:
        told = {"shift_id": str(script.watch.shift_id), "client_time": iso(script.closed_at)}
        self._operate(script, "report.submit", script.first, at, number=0, told=told)
        self._revs[script.report_id] = 1
        self.tally.reports += 1

    def _step(self, script: Script, step: Step, place: int, at: datetime) -> None:
        rev = self._revs[script.report_id]
        if step.version is not None:
            before = 1 + sum(earlier.version is not None for earlier in script.steps[:place])
            told = {"base_version": before, "client_time": iso(step.at)}
            self._operate(script, "report.amend", step.version, at, number=place + 1, told=told)
        elif step.move == "comment":
            moves.comment_report(self._officer(step.by), script.report_id, comment=step.comment, fields=step.fields)
        elif step.move == "correct":
            incident_id, changes = UUID(step.incident_id), step.changes
            officer = self._officer(step.by)
            moves.correct_incident(officer, script.report_id, incident_id, rev=rev, changes=changes, reason=step.comment)
        else:
            officer, move, said = self._officer(step.by), Move(step.move), (step.reasons, step.fields)
            moves.move_report(
                officer, script.report_id, move, rev=rev, reasons=said[0], fields=said[1], comment=step.comment
            )
        self._revs[script.report_id] = rev + 1
        self.tally.steps += 1

    def _officer(self, username: str) -> Actor:
        if username not in self._officers:
            self._officers[username] = queries.get_actor(username)
        return self._officers[username]

    def _operate(self, script: Script, kind: str, version: Version, at: datetime, *, number: int, told: Body) -> None:
        """One operation as the team's phone would send it."""
        phone = self._phones[script.watch.crew.id]
        made_at = datetime.fromisoformat(told["client_time"])
        raw = {
            "op_id": str(shaped_id(made_at, number, script.report_id)),
            "kind": kind,
            "schema": 1,
            "commune_id": phone.commune_id,
            "team_id": str(script.watch.crew.id),
            "report_id": str(script.report_id),
            "actor_id": version.body["lead_id"],
            "body": version.body,
            "photos": [self._album.announce(shot) for shot in version.shots],
        }
        self._seen[script.watch.crew.id] = at
        op = intake.read_head(raw | told)
        operations.check_sender(phone, op)
        # No two clocks agree: this phone's is up to two seconds off.
        offset_ms = script.report_id.int % 4000 - 2000
        operations.apply(Context(phone, at, offset_ms), intake.read_body(op))

    def _send_photos(self, event: Event) -> None:
        """Send what the report's slots still wait for, and develop it."""
        if event.script.report_id in self._over:
            return
        phone = self._phones[event.script.watch.crew.id]
        shots = {shot.photo_id: shot for version in _versions(event.script) for shot in version.shots}
        for number, shot in enumerate(shots.values()):
            with clock.frozen(event.at + timedelta(seconds=4 * number)):
                self._send_photo(phone, shot)
        with clock.frozen(event.at + timedelta(seconds=4 * len(shots))):
            worker.develop_all(self._store, self._album.develop)
        _wait_for_others(phone, [UUID(photo_id) for photo_id in shots])

    def _send_photo(self, phone: Actor, shot: Shot) -> None:
        try:
            slot = photo_queries.get_slot(phone, UUID(shot.photo_id))
        except DomainError:
            # Announced by a later version only.
            return
        if slot.waits:
            photos.keep_photo(phone, slot, self._album.photo(shot).data, store=self._store)
            self.tally.photos += 1


def _wait_for_others(phone: Actor, photo_ids: Sequence[UUID]) -> None:
    """A worker of a running server may have been quicker to take one up: its picture is needed before the next event."""
    stored = select(Photo.id).where(
        Photo.commune_id == phone.commune_id, Photo.id.in_(photo_ids), Photo.state == PhotoState.STORED.value
    )
    for _ in range(_LOOKS):
        waiting = db.session.scalars(stored).first()
        end_reading()
        if waiting is None:
            return
        machine.sleep(_PAUSE)


def pictures_of(events: Iterable[Event]) -> set[str]:
    """The drawings that these events need."""
    scripts = {event.script.report_id: event.script for event in events}.values()
    return {shot.picture for script in scripts for version in _versions(script) for shot in version.shots}


def _versions(script: Script) -> list[Version]:
    return [script.first, *(step.version for step in script.steps if step.version is not None)]


def events_of(script: Script, *, sent: bool, done: int, until: int, now: datetime) -> list[Event]:
    """What of a script is still to happen: its sending unless it was ``sent``, and the steps from ``done`` to ``until``.

    Nothing lies after ``now``: what would comes about earlier, each thing still after the one before.
    """
    found: list[Event] = []
    latest = now - timedelta(minutes=2)
    before = script.closed_at
    if not sent:
        at = before = _by(script.sent_at, before, latest)
        found.append(Event(at, script, "send"))
        if script.first.shots:
            found.append(Event(at + timedelta(seconds=20), script, "photos"))
    for place in range(done, until):
        step = script.steps[place]
        at = before = _by(step.at, before, latest)
        found.append(Event(at, script, place))
        if step.version is not None and len(step.version.shots) > len(script.first.shots):
            found.append(Event(at + timedelta(seconds=1), script, "photos"))
    return found


def _by(planned: datetime, before: datetime, latest: datetime) -> datetime:
    if planned <= latest:
        return planned
    return min(latest, before + (latest - before) * 0.4)
