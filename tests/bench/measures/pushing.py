"""How fast nights come in: beside the bare endpoint, beside many reports, and sent again."""

from collections.abc import Iterator
from functools import cache

from tests.bench import asking, profiles
from tests.bench.figures import Line, median_of, ratio_of
from tests.bench.load import Run
from tests.bench.stage import Stage

_BESIDE, _FLAT, _AGAIN = 0.70, 0.95, 2.0
_COUNTS = {1: 90, 8: 200, 32: 320}


def measure(stage: Stage) -> Iterator[Line]:
    """All of it on one kind of database."""
    for name in ("keng", "many"):
        stage.warm(name, asking.pushes(asking.fresh_ops(700, 26)))
    for path in ("/push", "/orm/push"):
        stage.warm("bare", asking.bare_pushes(asking.fresh_ops(300, 26), path))
    for clients in (8,) if stage.quick else (1, 8, 32):
        for spread in (26, 1):
            yield from _beside_bare(stage, clients, spread)
    yield _beside_many(stage)
    yield _again(stage)


def _rates(runs: list[Run]) -> list[float]:
    return [run.rate for run in runs]


def _waits(runs: list[Run]) -> str:
    halves, most = (median_of([run.percentile(share) for run in runs]) for share in (0.5, 0.95))
    return f"p50 {halves:.0f} ms, p95 {most:.0f} ms"


def _beside_bare(stage: Stage, clients: int, spread: int) -> Iterator[Line]:
    count = stage.scaled(_COUNTS[clients])
    sides = {
        "keng": ("keng", lambda: asking.pushes(asking.fresh_ops(count, spread))),
        "objects": ("bare", lambda: asking.bare_pushes(asking.fresh_ops(count, spread), "/orm/push")),
        "rows": ("bare", lambda: asking.bare_pushes(asking.fresh_ops(count, spread), "/push")),
    }
    found = stage.duel(sides, clients)
    ours = _rates(found["keng"])
    where = "26 communes" if spread > 1 else "1 commune"
    case = f"{stage.kind}, {clients} clients, {where}" if clients > 1 else f"{stage.kind}, 1 client, {where}"
    for name, words in (("objects", "bare, by objects"), ("rows", "bare, plain INSERTs")):
        others = _rates(found[name])
        ratio = ratio_of(ours, others)
        judged = name == "objects"
        yield Line(
            group="Push of a night, a second (Kẻng · bare endpoint · ratio)",
            case=f"{case}, {words}",
            ours=median_of(ours),
            unit="/s",
            other=median_of(others),
            ratio=ratio,
            goal=f"≥ {_BESIDE:.0%} of bare" if judged else "",
            met=ratio >= _BESIDE if judged else None,
            more=_waits(found["keng"]) if judged else "",
            profile=_profile(stage),
        )


def _beside_many(stage: Stage) -> Line:
    count = stage.scaled(_COUNTS[8])
    requests = lambda: asking.pushes(asking.fresh_ops(count, 26))  # noqa: E731
    found = stage.duel({"many": ("many", requests), "few": ("keng", requests)}, 8)
    ours, others = _rates(found["many"]), _rates(found["few"])
    ratio = ratio_of(ours, others)
    return Line(
        group="Push beside many reports, a second (many · 1,000 · ratio)",
        case=f"{stage.kind}, 8 clients, at {stage.many:,} reports",
        ours=median_of(ours),
        unit="/s",
        other=median_of(others),
        ratio=ratio,
        goal=f"≥ {_FLAT:.0%} of that at 1,000",
        met=ratio >= _FLAT,
        profile=_profile(stage),
    )


def _again(stage: Stage) -> Line:
    count = stage.scaled(_COUNTS[8])
    sent = asking.fresh_ops(count, 26)
    stage.warm("keng", asking.pushes(sent))
    sides = {
        "again": ("keng", lambda: asking.pushes(sent, b'"duplicate"')),
        "new": ("keng", lambda: asking.pushes(asking.fresh_ops(count, 26))),
    }
    found = stage.duel(sides, 8)
    ours, others = _rates(found["again"]), _rates(found["new"])
    ratio = ratio_of(ours, others)
    return Line(
        group="An operation sent again, a second (again · new · ratio)",
        case=f"{stage.kind}, 8 clients",
        ours=median_of(ours),
        unit="/s",
        other=median_of(others),
        ratio=ratio,
        goal=f"≥ {_AGAIN:.0f} × a new one",
        met=ratio >= _AGAIN,
        profile=_profile(stage),
    )


@cache
def _profile_of(url: str) -> profiles.Profile:
    return lambda: profiles.of_requests(url, lambda: asking.pushes(asking.fresh_ops(200, 26)))


def _profile(stage: Stage) -> profiles.Profile:
    return _profile_of(stage.urls["keng"])
