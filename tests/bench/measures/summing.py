"""What many nights together cost: pages of figures, papers of a month, the roll-up within a push, counting all anew."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from tests.bench import asking, profiles, servers
from tests.bench.figures import Line, median_of, ratio_of, spread_of
from tests.bench.load import Request, Run
from tests.bench.loading import last_night
from tests.bench.stage import Stage
from tests.bench.world import PROVINCE_DESK, Desk, commune

_DASHBOARD_MS, _BOARD_MS, _PAPER_S, _LEFT = 100.0, 200.0, 3.0, 0.80
_PAGES: dict[str, tuple[Desk, str, float]] = {
    "figures of the month": (commune(1), "/figures", _DASHBOARD_MS),
    "figures of the year": (commune(1), "/figures?kind=year", _DASHBOARD_MS),
    "figures of the police's year": (commune(1), "/figures?kind=police-year", _DASHBOARD_MS),
    "province's board, page": (PROVINCE_DESK, "/feed", _BOARD_MS),
    "province's board, JSON": (PROVINCE_DESK, "/api/v1/feed", _BOARD_MS),
}
_TIMES = 40
_PUSHES = {1: 90, 8: 240}
# A team sends a night once: each run has nights of its own, further back.
_nights_back = count(1)


def measure(stage: Stage) -> Iterator[Line]:
    """Counting anew comes last: it leaves what it finds."""
    for name, (desk, path, most) in _PAGES.items():
        yield _page(stage, name, asking.page(desk, path), most)
        if desk is not PROVINCE_DESK:
            yield _page_after_a_report(stage, name, asking.page(desk, path), most)
    for name, path in _papers().items():
        yield _paper(stage, name, asking.page(commune(1), path))
    yield from _share_of_push(stage)
    yield from _rebuild(stage)


def _page(stage: Stage, name: str, asked: Request, most: float) -> Line:
    times = stage.scaled(_TIMES)
    stage.warm("many", [asked] * 6, clients=2)
    runs = [stage.ask("many", [asked] * times, 1) for _ in range(stage.runs)]
    return _page_line(stage, name, runs, asked, most)


def _page_after_a_report(stage: Stage, name: str, asked: Request, most: float) -> Line:
    """As whoever reads it first after a report of the commune came: what its night touches is read anew."""
    waits: list[float] = []
    for _ in range(stage.scaled(_TIMES)):
        stage.ask("many", asking.pushes(asking.fresh_ops(1, 1)), 1)
        waits += stage.ask("many", [asked], 1).waits
    return _page_line(stage, f"{name}, first after a report came", [Run(sum(waits), waits)], asked, most)


def _page_line(stage: Stage, name: str, runs: Sequence[Run], asked: Request, most: float) -> Line:
    half, slow = (median_of([run.percentile(share) for run in runs]) for share in (0.5, 0.95))
    return Line(
        group="Pages of figures, ms (p95)",
        case=f"{stage.kind}, {name}, {stage.many:,} reports of {_communes(stage)}",
        ours=slow,
        unit="ms",
        goal=f"≤ {most:.0f} ms",
        met=slow <= most,
        more=f"p50 {half:.0f} ms",
        profile=lambda: profiles.of_requests(stage.urls["many"], lambda: [asked] * 20),
    )


def _communes(stage: Stage) -> str:
    return "1 commune" if stage.communes == 1 else f"{stage.communes} communes"


def _papers() -> dict[str, str]:
    """The papers of the last month that is over, of 26 teams or of one."""
    month = f"{last_night().replace(day=1) - timedelta(days=1):%Y-%m}"
    team = f"/teams/{commune(1).teams[0].id}"
    stems = {
        "attendance of 26 teams": f"/attendance/{month}/sheets",
        "log pages of a team": f"{team}/month/{month}/logs",
        "roster of a team": f"{team}/roster/{month}",
    }
    return {f"{name}, {ending.upper()}": f"{stem}.{ending}" for name, stem in stems.items() for ending in ("pdf", "docx")}


def _paper(stage: Stage, name: str, asked: Request) -> Line:
    stage.warm("many", [asked], clients=1)
    runs = [stage.ask("many", [asked], 1) for _ in range(stage.runs)]
    seconds = [run.seconds for run in runs]
    return Line(
        group="Papers of a month, seconds",
        case=f"{stage.kind}, {name}",
        ours=median_of(seconds),
        unit="s",
        goal=f"≤ {_PAPER_S:.0f} s",
        met=median_of(seconds) <= _PAPER_S,
        more=f"{min(seconds):.2f}–{max(seconds):.2f} s, {runs[-1].bytes_read / 1e6:.1f} MB",
        profile=lambda: profiles.of_requests(stage.urls["many"], lambda: [asked] * 2),
    )


def _share_of_push(stage: Stage) -> Iterator[Line]:
    stage.running["unfollowed"] = servers.start(servers.UNFOLLOWED, stage.urls["bare"], stage.folder / "unfollowed")
    for name in ("keng", "unfollowed"):
        stage.warm(name, _pushes(300))
    for clients, number in _PUSHES.items():
        requests = lambda: _pushes(stage.scaled(number))  # noqa: E731, B023
        found = stage.duel({"with": ("keng", requests), "without": ("unfollowed", requests)}, clients)
        ours, others = ([run.rate for run in found[side]] for side in ("with", "without"))
        ratio = ratio_of(ours, others)
        yield Line(
            group="Push of a night with its roll-up, a second (with · without · ratio)",
            case=f"{stage.kind}, {clients} client{'s' * (clients > 1)}, 26 communes",
            ours=median_of(ours),
            unit="/s",
            other=median_of(others),
            ratio=ratio,
            goal=f"the roll-up takes ≤ {1 - _LEFT:.0%} of a push",
            met=ratio >= _LEFT,
            more=f"it takes {1 - ratio:.0%}; with {spread_of(ours)}, without {spread_of(others)}",
            profile=_profile_of(stage.urls["keng"]),
        )


def _pushes(number: int) -> list[Request]:
    return asking.pushes(asking.fresh_ops(number, 26, night=_own_night()))


def _own_night() -> date:
    return last_night() - timedelta(days=next(_nights_back))


@cache
def _profile_of(url: str) -> profiles.Profile:
    return lambda: profiles.of_requests(url, lambda: _pushes(200))


def _rebuild(stage: Stage) -> Iterator[Line]:
    """The command beside the running server, as it is run after an upgrade."""
    environment = servers.environment(stage.urls["many"], stage.folder / "many", servers.FIRST_PORT)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "figures", "rebuild"]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=servers.ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak_of(process.pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - began
        assert process.stdout is not None
        said = process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"flask figures rebuild: {process.returncode}")
    nights = int(re.sub(r"\D", "", said))
    group = "Counting everything anew (flask figures rebuild)"
    yield Line(
        group=group, case=f"{stage.kind}, {nights:,} nights", ours=nights / seconds, unit="/s", more=f"{seconds:.1f} s"
    )
    yield Line(group=group, case=f"{stage.kind}, memory at its most", ours=peak, unit="MB", more=f"{os.cpu_count()} cores")


def _peak_of(pid: int) -> float:
    """The most memory that a process has held (MB); 0 when it is gone."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
