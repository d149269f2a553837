"""From a tap to its answer on the glass, and to the next screen with all that it shows, on the slowed phone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench import moments
from tests.bench.figures import Line, median_of, spread_of
from tests.bench.moments import Sign
from tests.bench.slow_phone import SLOWDOWN, WAITING, SlowPhone

_MOST_MS = 100
_REST_MS = 1_500
_RAISED = "[data-testid=checkpoint] b"
# A shift that was begun in an earlier round must not stand in the way of the next one.
_FORGET_DRAFTS = """() => new Promise((done, failed) => {
  const opened = indexedDB.open('keng');
  opened.onerror = () => failed(opened.error);
  opened.onsuccess = () => {
    const work = opened.result.transaction('drafts', 'readwrite');
    work.objectStore('drafts').clear();
    work.oncomplete = () => { opened.result.close(); done(); };
  };
})"""


@dataclass(frozen=True)
class _Tap:
    """A tap on the control of this name, and what must stand on the screen after it."""

    words: str
    target: str
    sign: Sign


def _on(screen: str, more: str = "") -> Sign:
    return {"selector": f"[data-testid=screen-{screen}] {more or 'h1'}"}


_LOOKING = (
    _Tap("the queue, 30 reports", "queue-bar", {"selector": ".queue-item", "count": WAITING}),
    _Tap("this month", "menu-month", _on("month", "[data-testid=calendar]")),
    _Tap("its nights", "calendar", _on("nights", "[data-testid=night]")),
    _Tap("a past night", "night", _on("report", ".card")),
)
_WRITING = (
    _Tap("open a shift", "open-shift", _on("open", "[data-testid=begin]")),
    _Tap("begin it", "begin", _on("shift", "[data-testid=checkpoint]")),
    _Tap("a checkpoint", "checkpoint", {"selector": _RAISED}),
    _Tap("what happened", "add-incident", _on("choose", "[data-testid=tile-A02]")),
    _Tap("its tile", "tile-A02", _on("incident", ".take")),
)


def measure(phone: SlowPhone, runs: int) -> Iterator[Line]:
    """All taps in rounds; ends on the first question of an incident."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(runs):
        phone.page.evaluate(_FORGET_DRAFTS)
        phone.close_and_open()
        moments.usable(phone.page)
        phone.page.wait_for_timeout(2 * _REST_MS)
        for tap in _LOOKING:
            found[tap.words].append(_time(phone, tap))
            if tap.target in ("queue-bar", "night"):
                _go_home(phone)
        _go_home(phone)
        for tap in _WRITING:
            found[tap.words].append(_time(phone, tap))
    for words, times in found.items():
        yield _answer_line(words, [first for first, _ in times])
    for words, times in found.items():
        yield _screen_line(words, [whole for _, whole in times])


def _go_home(phone: SlowPhone) -> None:
    phone.page.evaluate("() => { location.hash = '#/'; }")
    phone.is_on("home")
    phone.page.wait_for_timeout(_REST_MS)


def _time(phone: SlowPhone, tap: _Tap) -> tuple[float, float]:
    phone.page.get_by_test_id(tap.target).first.scroll_into_view_if_needed()
    phone.page.wait_for_timeout(_REST_MS)
    sign = tap.sign
    if sign["selector"] == _RAISED:
        sign = {**sign, "other": phone.page.locator(_RAISED).inner_text()}
    moments.arm(phone.page, "click", sign)
    phone.touch(tap.target)
    return moments.answer(phone.page)


def _answer_line(words: str, times: list[float]) -> Line:
    """The ring around what was tapped, or whatever else changes first."""
    middle = median_of(times)
    return Line(
        group=f"From a tap to its answer on the glass, ms ({SLOWDOWN} × slower)",
        case=words,
        ours=middle,
        unit="ms",
        goal=f"≤ {_MOST_MS} ms",
        met=middle <= _MOST_MS,
        more=spread_of(times),
    )


def _screen_line(words: str, times: list[float]) -> Line:
    return Line(
        group=f"From a tap to the next screen painted whole, ms ({SLOWDOWN} × slower)",
        case=words,
        ours=median_of(times),
        unit="ms",
        more=spread_of(times),
    )
