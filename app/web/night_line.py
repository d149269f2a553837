"""The night line: where on a line through the night each dot, diamond and label stands. Plain geometry in per cent.

The drawing itself is the macro ``night_line`` of ``_line.html``; per cent keeps it sharp at every width without script.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from markupsafe import Markup

from app.core.night import local

Anchor = Literal["start", "middle", "end"]
_HOUR = timedelta(hours=1)
_CHAR = 0.92  # width of one letter of a label, in per cent of a line 800 px long
_GAP = 1.0
_DIAMOND = "M0-6.75 6.75 0 0 6.75-6.75 0z"
_NEAR = 2.6  # two marks nearer than this would cover each other
# Where a label may stand: lane (above is positive), then the side on which it hangs from its mark. First free wins.
_PLACES: dict[str, tuple[tuple[int, Anchor], ...]] = {
    "round": ((1, "start"), (1, "middle"), (1, "end"), (2, "start")),
    "incident": ((2, "middle"), (2, "end"), (2, "start"), (-1, "middle"), (-1, "end"), (-1, "start")),
    "note": (
        (-1, "end"),
        (-1, "start"),
        (-1, "middle"),
        (1, "middle"),
        (1, "end"),
        (-2, "start"),
        (-2, "end"),
    ),
}


@dataclass(frozen=True)
class Dot:
    """One mark: ``x`` in per cent, ``kind`` pass, skipped, round, incident or note."""

    x: float
    kind: str
    title: str
    href: str | None
    severity: int | None


@dataclass(frozen=True)
class Label:
    """One word beside the line; ``lane`` 1 and 2 stand above it, −1 and −2 below."""

    x: float
    text: str
    kind: str
    lane: int
    anchor: Anchor


@dataclass(frozen=True)
class NightLine:
    """What the macro draws. ``reached`` is the end of the walked part; ``spans`` are (from, to), all in per cent."""

    dots: list[Dot]
    labels: list[Label]
    hours: list[tuple[float, int]]
    spans: list[tuple[float, float]]
    begun: float
    reached: float
    now: float | None

    def small_dots(self) -> Markup:
        """The marks of a small line, without words. A list draws a thousand of them, so the template does not do it."""
        drawn = []
        for dot in self.dots:
            if dot.kind == "incident":
                grave = " grave" if (dot.severity or 0) >= 3 else ""
                drawn.append(f'<svg x="{dot.x}%" y="9" class="dot incident{grave}"><path d="{_DIAMOND}"/></svg>')
            elif dot.kind in ("pass", "skipped"):
                drawn.append(f'<circle class="dot {dot.kind}" cx="{dot.x}%" cy="9" r="4.5"/>')
        return Markup("".join(drawn))


def draw_night(
    marks: Iterable[Mapping[str, Any] | Any],
    start: datetime,
    end: datetime,
    *,
    begun: datetime | None = None,
    reached: datetime | None = None,
    now: datetime | None = None,
    spans: Iterable[tuple[datetime, datetime]] = (),
) -> NightLine:
    """Lay ``marks`` ({at, kind, severity?, label?, title?, href?}) on the time from ``start`` to ``end``, both aware."""
    items = sorted(
        ({**mark} if isinstance(mark, Mapping) else dict(vars(mark)) for mark in marks),
        key=lambda mark: mark["at"],
    )
    first = min([start, *(mark["at"] for mark in items)])
    last = max([end, *(mark["at"] for mark in items)])

    def place(at: datetime) -> float:
        whole = (last - first) / _HOUR or 1.0
        share: float = (at - first) / _HOUR / whole
        return round(min(max(share, 0.0), 1.0) * 100, 2)

    places = _apart([(place(mark["at"]), mark["kind"]) for mark in items])
    dots = [
        Dot(x, mark["kind"], mark.get("title") or "", mark.get("href"), mark.get("severity"))
        for x, mark in zip(places, items, strict=True)
        if mark["kind"] != "round"
    ]
    return NightLine(
        dots=sorted(dots, key=lambda dot: dot.kind == "incident"),  # drawn last, so that nothing hides it
        labels=_place_labels([(x, mark["kind"], mark.get("label") or "") for x, mark in zip(places, items, strict=True)]),
        hours=_hours(first, last, place),
        spans=[(place(a), place(b)) for a, b in spans],
        begun=place(begun or start),
        reached=place(reached) if reached else max((dot.x for dot in dots), default=0.0),
        now=place(now) if now and first <= now <= last else None,
    )


def _apart(wanted: list[tuple[float, str]]) -> list[float]:
    """The place of each mark; a note that would lie on an incident stands a little after it."""
    places, edge = [], 0.0
    for x, kind in wanted:
        shown = max(x, edge) if kind == "note" else x
        if kind in ("note", "incident"):
            edge = min(shown + _NEAR, 100.0)
        places.append(shown)
    return places


def _hours(first: datetime, last: datetime, place: Any) -> list[tuple[float, int]]:
    """Every whole hour on the line, as (per cent, hour)."""
    hour = local(first).replace(minute=0, second=0, microsecond=0)
    if hour < first:
        hour += _HOUR
    found: list[tuple[float, int]] = []
    while hour <= last and len(found) < 25:
        found.append((place(hour), hour.hour))
        hour += _HOUR
    return found


def _place_labels(wanted: list[tuple[float, str, str]]) -> list[Label]:
    """Give each label the first free place; one that fits nowhere is left out (the text under the line says it anyway)."""
    taken: list[tuple[int, float, float]] = []
    labels = []
    # An incident's label matters most, so it chooses first.
    for x, kind, text in sorted(wanted, key=lambda item: (item[1] != "incident", item[0])):
        for lane, anchor in _PLACES.get(kind, ()) if text else ():
            left, right = _extent(x, text, anchor)
            free = all(lane != other or right + _GAP < begin or left - _GAP > finish for other, begin, finish in taken)
            if free and left >= -1 and right <= 101:
                taken.append((lane, left, right))
                labels.append(Label(x, text, kind, lane, anchor))
                break
    return labels


def _extent(x: float, text: str, anchor: Anchor) -> tuple[float, float]:
    width = len(text) * _CHAR
    if anchor == "start":
        return x, x + width
    if anchor == "end":
        return x - width, x
    return x - width / 2, x + width / 2
