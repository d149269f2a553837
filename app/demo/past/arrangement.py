"""The live demo: how the last nights are arranged, so that whoever starts it meets a morning's work as it is.

``anchor`` is the night before the demo was first filled: the thirty written nights end with it, and it is the one that
waits in the queue. It stays where it is when the demo lives on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.catalogue import queries as catalogue
from app.catalogue.models import Setting
from app.core.night import moment_of
from app.demo import queries, rules
from app.demo.past.defects import comment
from app.demo.past.narratives import written_nights
from app.demo.past.reviewing import approval_words
from app.demo.past.script import Body, Script, Step, Version, Watch
from app.web.database import db

_KEY = "demo_anchor"
# How many nights the written ones span.
SPAN = 17
_MISSING = "T5"
_RETURNED = ("T7", timedelta(days=2))
_ON_LAST_NIGHT = {
    ("T1", "night"): ("A03",), ("T2", "night"): (), ("T3", "night"): (), ("T4", "night"): (), ("T6", "evening"): (),
    ("T6", "night"): (), ("T8", "evening"): (), ("T8", "night-2"): ("E04",),
}  # fmt: skip


def find_anchor() -> date | None:
    """The night with which the written ones end; None before the first filling."""
    found = catalogue.setting_values((_KEY,), on=rules.SINCE, commune_id=queries.commune_id()).get(_KEY)
    return date.fromisoformat(found) if found else None


def drop_anchor(night: date) -> None:
    """Keep it for every later filling."""
    row = Setting(key=_KEY, scope=queries.commune_id(), valid_from=rules.SINCE, valid_to=None, value=night.isoformat())
    db.session.merge(row)


@dataclass(frozen=True)
class Wanted:
    """A shift that the arrangement needs on a roster; ``preset`` None: whatever the team walks; ``people`` 0: as planned."""

    team: str
    night: date
    preset: str | None = None
    start: time | None = None
    end: time | None = None
    people: int = 0


def wanted_shifts(anchor: date) -> list[Wanted]:
    """The shifts of the written nights, and every team on the last one."""
    found = []
    for night in written_nights(anchor):
        start, end = (datetime.fromisoformat(night[name]).time() for name in ("starts_at", "ends_at"))
        people = night.get("present", 0) + len(night.get("absent", []))
        day = date.fromisoformat(night["night"])
        found.append(Wanted(night["team"], day, night["preset"], start, end, people))
    there = {(one.team, one.night) for one in found}
    teams = [spec["key"] for spec in queries.read_data("commune")["teams"]]
    found += [Wanted(team, anchor) for team in teams if (team, anchor) not in there]
    return found


def find_written(nights: Sequence[Body], watch: Watch) -> Body | None:
    """The written night of a shift, if there is one."""
    mine = (watch.crew.key, watch.night.isoformat(), watch.preset)
    return next((night for night in nights if (night["team"], night["night"], night["preset"]) == mine), None)


def kinds_on(watch: Watch, anchor: date) -> Sequence[str] | None:
    """The categories that the arrangement gives a shift; None leaves it to chance."""
    if watch.night == anchor:
        return _ON_LAST_NIGHT.get((watch.crew.key, watch.preset))
    return ("A05",) if _is_returned(watch, anchor) else None


def _is_returned(watch: Watch, anchor: date) -> bool:
    return (watch.crew.key, anchor - watch.night) == _RETURNED


def arrange(script: Script, anchor: date, last: date) -> Script | None:
    """The script as the arrangement wants it; None for the report that is missing on the last night."""
    watch = script.watch
    if watch.night == anchor:
        if watch.crew.key == _MISSING:
            late = moment_of(anchor + timedelta(days=1), time(14, 5))
            return None if last == anchor else replace(script, sent_at=late, steps=_approved(script, late))
        if watch.crew.key != "T7":
            sent = script.closed_at + timedelta(minutes=3)
            return replace(script, sent_at=sent, steps=_approved(script, sent), first=_final(script))
    return _waiting(script, anchor) if _is_returned(watch, anchor) else script


def _final(script: Script) -> Version:
    """The version with nothing missing."""
    return next((step.version for step in reversed(script.steps) if step.version), script.first)


def _approved(script: Script, sent: datetime) -> tuple[Step, ...]:
    at = max(sent + timedelta(hours=2), moment_of(script.watch.night + timedelta(days=1), time(8, 40)))
    return (Step("approve", at, script.watch.crew.officer),)


def _waiting(script: Script, anchor: date) -> Script:
    """The report that was given back a few nights ago and waits for its team."""
    whole = _final(script)
    entry = whole.body["incidents"][0]
    kept = [one for one in entry["informed"] if one["whom"] != "duty"]
    first = Version(whole.body | {"incidents": [entry | {"informed": kept}], "contacts": []}, whole.shots)
    rows = [comment(1), comment(9)]
    officer = script.watch.crew.officer
    given_back = Step(
        "return",
        moment_of(anchor, time(9, 5)),
        officer,
        "\n".join(row["text"] for row in rows),
        [reason for row in rows for reason in row["reasons"]],
        [pointer.format(i=0) for row in rows for pointer in row["fields"]],
    )
    mended = moment_of(anchor + timedelta(days=2), time(8, 20))
    approved = mended + timedelta(minutes=75)
    steps = (
        given_back,
        Step("amend", mended, version=whole),
        Step("approve", approved, officer, approval_words("A1", script.watch.night)),
    )
    return replace(
        script, first=first, sent_at=moment_of(anchor - timedelta(days=1), time(6, 41)), steps=steps, waits_after=1
    )
