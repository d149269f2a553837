"""Which nights of a member count, and how long they were: the one rule of the attendance sheet.

A phone counts in the same way without a network (``static/pwa/src/screens/mine-facts.ts``); both are held against one table
of cases (``static/pwa/tests/golden/nights.json``). What is local stands in the commune's dated settings (``SETTINGS``).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.reports.rules.moves import State
from app.roster.rules import times_of

WINDOW, CAP, LEAST, STAND_INS, LEFT_OUT = (
    "night_window",
    "allowance_cap_nights",
    "night_least_minutes",
    "night_stand_ins",
    "nights_left_out",
)
SETTINGS = (WINDOW, CAP, LEAST, STAND_INS, LEFT_OUT)


class Worth(StrEnum):
    """What became of a night.

    It counts, lies beyond the cap, waits, has to be mended, was refused, had no or too few hours in the window, was walked
    in somebody's place, or is left out by a decision.
    """

    COUNTED = "counted"
    OVER = "over"
    WAITING = "waiting"
    RETURNED = "returned"
    NOT = "not"
    OUTSIDE = "outside"
    SHORT = "short"
    STAND_IN = "stand-in"
    LEFT_OUT = "left-out"


@dataclass(frozen=True)
class NightRule:
    """How one night counts: the window by the clock, the fewest minutes in it, whether a night in another's place counts."""

    starts: time = time(22)
    ends: time = time(6)
    least_minutes: int = 0
    stand_ins: bool = True


@dataclass(frozen=True)
class MonthRule:
    """How a month counts: each night's own rule, the most nights (0 for no cap), the nights left out with the reason."""

    on: Callable[[date], NightRule]
    cap: int
    left_out: dict[date, str]


@dataclass(frozen=True)
class Stay:
    """A member in one report, from ``begins`` to ``ends`` (aware); ``stands_in`` for somebody who was absent."""

    report_id: UUID
    night: date
    state: str
    begins: datetime
    ends: datetime
    stands_in: bool = False


@dataclass(frozen=True)
class CountedNight:
    """A night of a member: minutes in the window, what became of it, and its reports."""

    night: date
    minutes: int
    worth: Worth
    report_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Total:
    """A member's month: nights on duty that stand approved, their minutes, and how many of them are paid."""

    nights: int
    minutes: int
    counted: int
    waiting: int


_BEST_FIRST = (Worth.COUNTED, Worth.WAITING, Worth.RETURNED, Worth.NOT)
_BY_STATE = {
    State.APPROVED: Worth.COUNTED,
    State.LOCKED: Worth.COUNTED,
    State.RETURNED: Worth.RETURNED,
    State.REJECTED: Worth.NOT,
    State.WITHDRAWN: Worth.NOT,
}


def night_rule(window: Any, least: Any, stand_ins: Any) -> NightRule:
    """The rule out of the values of settings; what nobody has set is as it was before the setting came."""
    known = window or {"start": "22:00", "end": "06:00"}
    starts, ends = time.fromisoformat(known["start"]), time.fromisoformat(known["end"])
    return NightRule(starts, ends, int(least or 0), stand_ins is not False)


def nights_left_out(value: Any) -> dict[date, str]:
    """The reason of each night that is left out, out of the setting's value."""
    return {date.fromisoformat(one["night"]): str(one["reason"]) for one in value or []}


def stays_in(row: Any) -> Iterable[tuple[UUID, Stay]]:
    """Who was there by one report (``id, night, state, started_at, ended_at`` and its lists ``present`` and ``absent``)."""
    standing_in = {str(one.get("substitute_id")) for one in row.absent or []}
    for one in row.present or []:
        begins = datetime.fromisoformat(one["from"]) if one.get("from") else row.started_at
        ends = datetime.fromisoformat(one["to"]) if one.get("to") else row.ended_at
        stands_in = str(one["member_id"]) in standing_in
        yield UUID(str(one["member_id"])), Stay(row.id, row.night, row.state, begins, ends, stands_in)


def count_nights(stays: Iterable[Stay], rule: MonthRule) -> list[CountedNight]:
    """A member's nights, the earliest first.

    One night counts once however many shifts it had, by its best report; those beyond the cap are the latest.
    """
    nights: dict[date, list[Stay]] = {}
    for stay in stays:
        nights.setdefault(stay.night, []).append(stay)
    counted = 0
    found = []
    for night in sorted(nights):
        minutes, worth = _judged(nights[night], rule.on(night), left_out=night in rule.left_out)
        counted += worth is Worth.COUNTED
        if worth is Worth.COUNTED and 0 < rule.cap < counted:
            worth = Worth.OVER
        found.append(CountedNight(night, minutes, worth, tuple(one.report_id for one in nights[night])))
    return found


def is_counted(stays: Sequence[Stay], rule: NightRule) -> bool:
    """Whether a member's one night counts by itself: before the month's cap, and before nights are left out."""
    return _judged(stays, rule, left_out=False)[1] is Worth.COUNTED


def _judged(stays: Sequence[Stay], rule: NightRule, *, left_out: bool) -> tuple[int, Worth]:
    worths = [_BY_STATE.get(State(one.state), Worth.WAITING) for one in stays]
    minutes = _minutes_within([one for one, worth in zip(stays, worths, strict=True) if worth is not Worth.NOT], rule)
    worth = min(worths, key=_BEST_FIRST.index)
    if worth is not Worth.COUNTED:
        return minutes, worth
    if left_out:
        return minutes, Worth.LEFT_OUT
    if not rule.stand_ins and all(one.stands_in for one in stays):
        return minutes, Worth.STAND_IN
    if minutes == 0:
        return minutes, Worth.OUTSIDE
    return minutes, Worth.SHORT if minutes < rule.least_minutes else Worth.COUNTED


def _minutes_within(stays: Iterable[Stay], rule: NightRule) -> int:
    """Whole minutes in the window; time in two shifts at once is had once."""
    seconds, reached = 0.0, None
    for stay in sorted(stays, key=lambda one: one.begins):
        opens, closes = times_of(stay.night, rule.starts, rule.ends)
        begins = max(stay.begins, opens, reached or opens)
        ends = min(stay.ends, closes)
        if ends > begins:
            seconds += (ends - begins).total_seconds()
            reached = ends
    return int(seconds + 30) // 60


def add_up(nights: Collection[CountedNight]) -> Total:
    """What the sheet says of a member: nights beyond the cap were duty too, and are not paid."""
    on_duty = [one for one in nights if one.worth in (Worth.COUNTED, Worth.OVER)]
    return Total(
        nights=len(on_duty),
        minutes=sum(one.minutes for one in on_duty),
        counted=sum(one.worth is Worth.COUNTED for one in on_duty),
        waiting=sum(one.worth in (Worth.WAITING, Worth.RETURNED) for one in nights),
    )
