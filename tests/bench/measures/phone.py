"""The phone's speed for a person: the real app in Chromium, six times slower, with a long past and a queue."""

from collections.abc import Iterator, Sequence

from tests.bench import moments
from tests.bench.figures import Line, median_of, spread_of
from tests.bench.measures import picking, tapping
from tests.bench.slow_phone import PAST, PHOTOS, SLOWDOWN, WAITING, SlowPhone, slow_phone

_COLD_MS, _HEAP_MB, _GROWTH_MB = 1_500, 40.0, 1.0
_FEW, _MANY = 1, 10
_START = f"Start without a network until home can be used, ms ({SLOWDOWN} × slower)"
_HEAP = "JavaScript heap after collection, MB"


def measure(*, quick: bool) -> Iterator[Line]:
    """The machine first, then what is held in memory while the queue grows, then starts, taps and a picture."""
    runs = 3 if quick else 9
    with slow_phone() as (phone, folder):
        phone.open()
        yield from _calibration(phone, runs)
        phone.wait_for_more(folder, _FEW, later=WAITING - _FEW)
        few = _heaps(phone, runs)
        phone.wait_for_more(folder, _MANY - _FEW, later=WAITING - _MANY)
        many = _heaps(phone, runs)
        yield from _heap_lines(few, many)
        phone.wait_for_more(folder, WAITING - _MANY, later=0)
        yield from _starts(phone, runs)
        yield from tapping.measure(phone, runs)
        yield from picking.measure(phone, folder, runs)


def _calibration(phone: SlowPhone, runs: int) -> Iterator[Line]:
    """What the slowed processor is: a fixed piece of work, so that another machine's figures can be compared."""
    found: dict[int, list[float]] = {1: [], SLOWDOWN: []}
    for rate in found:
        phone.rate = rate
        phone.slow_down()
        moments.calibrate(phone.page)
        found[rate] = [moments.calibrate(phone.page) for _ in range(runs)]
    yield Line(
        group="A fixed piece of work in the page, ms (slowed · as it is · ratio)",
        case="numbers, objects, strings",
        ours=median_of(found[SLOWDOWN]),
        unit="ms",
        other=median_of(found[1]),
        ratio=median_of(found[SLOWDOWN]) / median_of(found[1]),
        more=spread_of(found[SLOWDOWN]),
    )


def _starts(phone: SlowPhone, runs: int) -> Iterator[Line]:
    cold, warm = [], []
    for _ in range(runs):
        phone.begin_cold()
        cold.append(moments.usable(phone.page))
        phone.page.wait_for_timeout(2_000)
        phone.close_and_open()
        warm.append(moments.usable(phone.page))
    what = f"{PAST} past reports, {WAITING} waiting with {PHOTOS} photos each"
    yield _start(f"browser killed before; {what}", cold)
    yield _start("app closed and opened again, the browser still running", warm)


def _start(case: str, found: Sequence[float]) -> Line:
    middle = median_of(found)
    return Line(
        group=_START,
        case=case,
        ours=middle,
        unit="ms",
        goal=f"≤ {_COLD_MS:,} ms",
        met=middle <= _COLD_MS,
        more=spread_of(found),
    )


def _heaps(phone: SlowPhone, runs: int) -> list[float]:
    """On the screen that shows the queue, MB."""
    found = []
    for _ in range(runs):
        phone.close_and_open()
        moments.usable(phone.page)
        phone.tap_id("queue-bar")
        phone.is_on("sync")
        # The later parts are in memory as well: what idles longest is what counts.
        phone.page.wait_for_timeout(3_000)
        found.append(sum(phone.heap()) / 1024**2)
    return found


def _heap_lines(few: Sequence[float], many: Sequence[float]) -> Iterator[Line]:
    for photos, found in ((_FEW * PHOTOS, few), (_MANY * PHOTOS, many)):
        middle = median_of(found)
        yield Line(
            group=_HEAP,
            case=f"{photos} photos waiting, objects and buffers, {PAST} past reports",
            ours=middle,
            unit="MB",
            goal=f"≤ {_HEAP_MB:.0f} MB",
            met=middle <= _HEAP_MB,
            more=f"{min(found):.1f}–{max(found):.1f}",
        )
    growth = median_of(many) - median_of(few)
    yield Line(
        group=_HEAP,
        case=f"more with {_MANY * PHOTOS} than with {_FEW * PHOTOS}",
        ours=growth,
        unit="MB",
        goal=f"no growth: ≤ {_GROWTH_MB:.0f} MB, where the pictures are {_MANY * PHOTOS - _FEW * PHOTOS} × 0.3 MB",
        met=growth <= _GROWTH_MB,
    )
