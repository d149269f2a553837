"""What in a report asks for a word with its team: plain signs that something may be otherwise than written.

None is a proof, and none keeps a report from being approved. Bodies are taken as stored (plain JSON). Times that are typed
in (of incidents, activities) say nothing about when something was written; taps do.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from app.core.text import fold
from app.reports.rules.positions import metres_between
from app.reports.rules.words import ERASED

Body = Mapping[str, Any]
Places = Mapping[str, tuple[float, float] | None]

CLOCK_MAY_DIFFER = timedelta(minutes=5)
# Shorter ones are alike by chance: "địa bàn yên, ít người qua lại".
_WORDS_TO_COMPARE = {"what": 25, "remark": 60, "proposal": 60, "handover": 60}
_AT_END = timedelta(minutes=15)
_LONG_SHIFT = timedelta(hours=2)
_TAPS_TO_JUDGE, _WHOLE_ROUNDS_TO_JUDGE, _LEGS_TO_JUDGE = 4, 2, 3
# A phone's reading of a place is this far off at worst; it is taken from every leg.
_PLACE_MAY_DIFFER = 30


@dataclass(frozen=True)
class Pace:
    """The fastest that a round of one kind can be: metres a second in a straight line, and seconds from point to point."""

    speed: float
    leg: timedelta


_ANY_PACE = Pace(20, timedelta(seconds=20))
_PACES = {"foot": Pace(2.2, timedelta(seconds=60)), "bicycle": Pace(8, timedelta(seconds=30))}


@dataclass(frozen=True)
class Repeated:
    """A text of this report (its JSON pointer) that stood in the team's report of an earlier night."""

    pointer: str
    night: date


@dataclass(frozen=True)
class Hurried:
    """A round that was faster than its kind allows: ``points`` in ``took``; ``metres`` where the places are known."""

    number: int
    pointer: str
    points: int
    took: timedelta
    metres: int | None


# The setting that holds by when a night's reports are expected, and the hour where nobody has set it.
DUE, DUE_USUALLY = "report_due", "08:00"


def is_late(received_at: datetime, due_at: datetime) -> bool:
    """Whether a report came after the hour by which it was expected."""
    return received_at > due_at


def clock_error(offset_ms: int | None) -> timedelta | None:
    """How far the phone's clock was ahead (negative: behind) where that makes the times of the night doubtful."""
    gap = timedelta(milliseconds=offset_ms or 0)
    return gap if abs(gap) >= CLOCK_MAY_DIFFER else None


def find_repeated(body: Body, earlier: Iterable[tuple[date, Body]], ready: Collection[str] = ()) -> list[Repeated]:
    """The longer texts that the same team has written before, each with the latest such night.

    ``ready`` are the phrases that the app itself offers: a text that is made of them is nobody's to answer for.
    """
    offered = sorted((fold(phrase) for phrase in ready), key=len, reverse=True)
    written = {pointer: text for pointer, text in _texts(body) if _is_own(pointer, text, offered)}
    before: dict[str, date] = {}
    for night, other in earlier:
        for _pointer, text in _texts(other):
            before[text] = max(night, before.get(text, night))
    return [Repeated(pointer, before[text]) for pointer, text in written.items() if text in before]


def _texts(body: Body) -> Iterator[tuple[str, str]]:
    for place, entry in enumerate(body.get("incidents") or []):
        yield f"/incidents/{place}/what", fold(entry.get("what") or "")
    yield "/handover", fold((body.get("handover") or {}).get("text") or "")
    for name in ("remark", "proposal"):
        yield f"/{name}", fold(body.get(name) or "")


def _is_own(pointer: str, text: str, offered: Sequence[str]) -> bool:
    left = text.replace(fold(ERASED), "")
    for phrase in offered:
        left = left.replace(phrase, "")
    return len(left) >= _WORDS_TO_COMPARE[pointer.rpartition("/")[2]]


def find_hurried(rounds: Iterable[tuple[str, Body]], places: Places) -> list[Hurried]:
    """The rounds whose taps follow each other faster than people go; ``places`` are the checkpoints' (lat, lon) by id.

    Legs between known places are measured, the others counted: so a commune without a single position is asked as fairly.
    """
    found = []
    for number, (pointer, patrol) in enumerate(rounds, start=1):
        taps = sorted(_reached(patrol), key=lambda tap: tap[1])
        legs = list(pairwise(taps))
        if len(legs) < _LEGS_TO_JUDGE:
            continue
        pace = _PACES.get(str(patrol.get("mode")), _ANY_PACE)
        measured = [_metres(places.get(a), places.get(b)) for (a, _), (b, _) in legs]
        took = taps[-1][1] - taps[0][1]
        if took < sum((_shortest(metres, pace) for metres in measured), timedelta()):
            known = [metres for metres in measured if metres is not None]
            found.append(Hurried(number, pointer, len(taps), took, round(sum(known)) if len(known) == len(legs) else None))
    return found


def _reached(patrol: Body) -> Iterator[tuple[str, datetime]]:
    for tap in patrol.get("passes") or []:
        if tap["state"] != "skipped":
            yield str(tap["checkpoint_id"]), datetime.fromisoformat(tap["at"])


def _shortest(metres: float | None, pace: Pace) -> timedelta:
    if metres is None:
        return pace.leg
    return timedelta(seconds=max(0.0, metres - _PLACE_MAY_DIFFER) / pace.speed)


def _metres(here: tuple[float, float] | None, there: tuple[float, float] | None) -> float | None:
    return metres_between(*here, *there) if here and there else None


def written_at_end(rounds: Iterable[tuple[str, Body]], started_at: datetime, ended_at: datetime) -> timedelta | None:
    """How long before the end the first checkpoint of a long shift was written, where all were written at its end."""
    patrols = [patrol for _pointer, patrol in rounds]
    taps = [at for patrol in patrols for _point, at in _reached(patrol)]
    whole = [
        datetime.fromisoformat(patrol["ended_at"])
        for patrol in patrols
        if patrol.get("confirmed") == "whole" and patrol.get("ended_at")
    ]
    enough = len(taps) >= _TAPS_TO_JUDGE or len(whole) >= _WHOLE_ROUNDS_TO_JUDGE
    if not enough or ended_at - started_at < _LONG_SHIFT:
        return None
    before_end = ended_at - min(taps + whole)
    return max(before_end, timedelta()) if before_end <= _AT_END else None
