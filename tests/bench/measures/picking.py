"""A photo of twelve megapixels from the picker until its thumbnail says that it is kept, on the slowed phone."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench import moments
from tests.bench.figures import Line, median_of, spread_of
from tests.bench.slow_phone import SLOWDOWN, SlowPhone
from tests.journeys.camera import HEIGHT, WIDTH, camera_jpeg

_MOST_MS = 2_000
_MOST_A_REPORT = 5
_KEPT = ".strip .thumb img"


def measure(phone: SlowPhone, folder: Path, runs: int) -> Iterator[Line]:
    """On the first question of an incident, which is open."""
    found, beside = [], []
    for number in range(1, min(runs, _MOST_A_REPORT) + 1):
        file = folder / f"IMG_{number}.jpg"
        file.write_bytes(camera_jpeg(number))
        phone.page.wait_for_timeout(1_500)
        before = moments.beside(phone.page)
        moments.arm(phone.page, "change", {"selector": _KEPT, "count": number})
        phone.photograph(file)
        found.append(moments.answer(phone.page)[1])
        beside.append(moments.beside(phone.page) - before)
    middle = median_of(found)
    group = f"A photo from the picker until it is kept and shown, ms ({SLOWDOWN} × slower)"
    picture = f"JPEG of {WIDTH} × {HEIGHT}, {file.stat().st_size / 1024**2:.1f} MB"
    yield Line(
        group=group,
        case=picture,
        ours=middle,
        unit="ms",
        goal=f"≤ {_MOST_MS:,} ms",
        met=middle <= _MOST_MS,
        more=f"{spread_of(found)}; of it beside the page, which is not slowed: {median_of(beside):.0f}",
    )
    whole = [all_of_it + (SLOWDOWN - 1) * part for all_of_it, part in zip(found, beside, strict=True)]
    yield Line(
        group=group,
        case="the same, with what is done beside the page slowed as well",
        ours=median_of(whole),
        unit="ms",
        more=spread_of(whole),
    )
