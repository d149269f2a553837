"""What it costs to find something among very many reports: the whole page, as the chief's desk gets it."""

from collections.abc import Iterator

from tests.bench import asking, profiles
from tests.bench.databases import SQLITE
from tests.bench.figures import Line, median_of
from tests.bench.load import Request
from tests.bench.stage import Stage
from tests.bench.vocabulary import RARE
from tests.bench.world import commune

_MOST_MS = {SQLITE: 200.0}
_MOST_ELSEWHERE_MS = 100.0
_TIMES = 40
_ASKED = {
    f"rare word ({RARE[0]})": (f"{RARE[0]}+",),
    "frequent word (loa)": ("loa+",),
    "word of every report (giao)": ("giao+",),
    "two words (khong suong)": ("khong+suong+",),
    "two frequent words that never meet (loa suong)": ("loa+suong+",),
    "word and kind of incident (an ninh quan)": ("ninh+quan+",),
    "being typed (tr, tro, tron, trong)": ("tr", "tro", "tron", "trong"),
    "a team's (số 5 trong)": ("so+5+trong",),
    "nothing (zzz)": ("zzz+",),
}


def measure(stage: Stage) -> Iterator[Line]:
    """One reader, each question many times."""
    for name, questions in _ASKED.items():
        asked = [asking.page(commune(1), f"/search?q={one}") for one in questions]
        yield _line(stage, name, asked)


def _line(stage: Stage, name: str, asked: list[Request]) -> Line:
    times = stage.scaled(_TIMES) // len(asked)
    stage.warm("many", asked * 2, clients=1)
    runs = [stage.ask("many", asked * times, 1) for _ in range(stage.runs)]
    half, most = (median_of([run.percentile(share) for run in runs]) for share in (0.5, 0.95))
    goal = _MOST_MS.get(stage.kind, _MOST_ELSEWHERE_MS)
    return Line(
        group="Search, the whole page, ms (p95)",
        case=f"{stage.kind}, {name}, {stage.many:,} reports",
        ours=most,
        unit="ms",
        goal=f"≤ {goal:.0f} ms",
        met=most <= goal,
        more=f"p50 {half:.0f} ms",
        profile=lambda: profiles.of_requests(stage.urls["many"], lambda: asked * times),
    )
