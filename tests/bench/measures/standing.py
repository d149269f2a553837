"""What the books of models of very many communes cost: the province's board, and counting all of them anew."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from flask import Flask

from tests.bench import asking, profiles
from tests.bench.databases import inside
from tests.bench.figures import Line, median_of
from tests.bench.load import Request, Run
from tests.bench.loading import last_night
from tests.bench.models import COUNTED, SITES, copy_sums, load_models, note_in
from tests.bench.stage import Stage
from tests.bench.world import PROVINCE_DESK

_BOARD_MS = 200.0
_COMMUNES, _QUICKLY = 3_000, 100
_TIMES = 30
_PAGES = {"year": "/models/province", "month": "/models/province?kind=month", "by eyes": "/models/province?sort=eyes"}


def measure(stage: Stage) -> Iterator[Line]:
    """The books are written into the large database, which is read by nobody afterwards."""
    communes = _QUICKLY if stage.quick else _COMMUNES
    counts: list[tuple[int, float]] = []

    def write(_app: Flask) -> None:
        began = time.perf_counter()
        counted = load_models(communes, last_night() + timedelta(days=1))
        counts.append((counted, time.perf_counter() - began))
        copy_sums(communes)

    inside(stage.urls["many"], stage.folder, write)
    ((counted, seconds),) = counts
    yield Line(
        group="Writing books of models and counting them (flask registry rebuild)",
        case=f"{stage.kind}, {min(communes, COUNTED):,} communes × {SITES} sites, {counted:,} records",
        ours=counted / seconds,
        unit="/s",
        more=f"{seconds:.0f} s",
    )
    for name, path in _PAGES.items():
        asked = asking.page(PROVINCE_DESK, path)
        stage.warm("many", [asked] * 4, clients=1)
        runs = [stage.ask("many", [asked] * stage.scaled(_TIMES), 1) for _ in range(stage.runs)]
        yield _board_line(stage, f"{name}, {communes:,} communes × {SITES} sites", runs, asked)
        yield _board_line(stage, f"{name}, each time after a commune wrote", [_after_notes(stage, asked)], asked)


def _after_notes(stage: Stage, asked: Request) -> Run:
    """The page by one who has read it before; since then one commune wrote in its book."""
    waits: list[float] = []

    def ask(_app: Flask) -> None:
        for number in range(stage.scaled(_TIMES)):
            note_in(number)
            waits.extend(stage.ask("many", [asked], 1).waits)

    inside(stage.urls["many"], stage.folder, ask)
    return Run(sum(waits), waits)


def _board_line(stage: Stage, case: str, runs: Sequence[Run], asked: Request) -> Line:
    half, slow = (median_of([run.percentile(share) for run in runs]) for share in (0.5, 0.95))
    return Line(
        group="The province's board of models, ms (p95)",
        case=f"{stage.kind}, {case}",
        ours=slow,
        unit="ms",
        goal=f"≤ {_BOARD_MS:.0f} ms",
        met=slow <= _BOARD_MS,
        more=f"p50 {half:.0f} ms",
        profile=lambda: profiles.of_requests(stage.urls["many"], lambda: [asked] * 20),
    )
