"""What reading costs with few and with many reports of one commune: pages of 50, and the whole activity log as CSV."""

import threading
from collections.abc import Callable, Iterator
from functools import cache

from sqlalchemy import select

from app.reports.models import Report
from app.web.database import db
from app.web.pages import Place, write_cursor
from tests.bench import asking, profiles
from tests.bench.databases import inside
from tests.bench.figures import Line, median_of
from tests.bench.load import Request, Run
from tests.bench.servers import SECRET, weigh
from tests.bench.stage import SMALL, Stage
from tests.bench.world import commune

_MOST_MS, _FLAT = 40.0, 1.5
_PAGE = 50
_ROWS_A_SECOND, _GROWTH_MB = 20_000, 32.0
_TIMES = 20
_PAGE_LIST, _JSON_LIST = "report pages", "reports"
_CSV = "/api/v1/exports/activity-log.csv"


def measure(stage: Stage) -> Iterator[Line]:
    """Pages first, then the export."""
    for name, at in _pages().items():
        yield from _page(stage, name, at)
    yield from _export(stage)


def _pages() -> dict[str, Callable[[str, Stage], str]]:
    return {
        "feed, page": lambda _server, _stage: "/feed",
        "feed, JSON": lambda _server, _stage: f"/api/v1/feed?limit={_PAGE}",
        "list, page, first": lambda _server, _stage: "/reports",
        "list, page, last": lambda server, stage: f"/reports?at={_last(stage.urls[server], _PAGE_LIST, stage)}",
        "list, JSON, first": lambda _server, _stage: f"/api/v1/reports?limit={_PAGE}",
        "list, JSON, last": lambda server, stage: (
            f"/api/v1/reports?limit={_PAGE}&cursor={_last(stage.urls[server], _JSON_LIST, stage)}"
        ),
    }


@cache
def _last(url: str, name: str, stage: Stage) -> str:
    """The cursor of the last page: the one that a reader would hold after paging through everything."""
    found: list[str] = []

    def look(_app: object) -> None:
        mine = Report.commune_id == commune(1).id
        oldest = select(Report.night, Report.id).where(mine).order_by(Report.night, Report.id).offset(_PAGE).limit(1)
        row = db.session.execute(oldest).one()
        found.append(write_cursor(name, Place(row.night, row.id)) or "")

    inside(url, stage.folder, look, secret_key=SECRET)
    return found[0]


def _page(stage: Stage, name: str, at: Callable[[str, Stage], str]) -> Iterator[Line]:
    times = 8 if stage.quick else _TIMES

    def asked(server: str) -> list[Request]:
        return [asking.page(commune(1), at(server, stage))] * times

    for server in ("keng", "many"):
        stage.warm(server, asked(server)[:4], clients=2)
    found = stage.duel({"many": ("many", lambda: asked("many")), "few": ("keng", lambda: asked("keng"))}, 1)
    many, few = (_half(found[side]) for side in ("many", "few"))
    yield Line(
        group=f"Pages of {_PAGE}, ms (many · 1,000 · ratio)",
        case=f"{stage.kind}, {name}, {stage.many:,} reports",
        ours=many,
        unit="ms",
        other=few,
        ratio=many / few,
        goal=f"≤ {_MOST_MS:.0f} ms and flat (≤ {_FLAT} ×)",
        met=many <= _MOST_MS and many / few <= _FLAT,
        profile=_profile_of(stage.urls["many"], at("many", stage)),
    )


def _half(runs: list[Run]) -> float:
    return median_of([run.percentile(0.5) for run in runs])


def _export(stage: Stage) -> Iterator[Line]:
    """The whole book of the commune; memory is what the web workers grow by while it is written."""
    asked = asking.page(commune(1), _CSV)
    small = stage.running["keng"]
    stage.generator.run(small.port, [asked], 1)
    seconds, growth = [], []
    for _ in range(stage.runs):
        run, grown = _watched(stage, "many", asked)
        seconds.append(run.seconds)
        growth.append(grown)
    rows = stage.many + 0.0
    rate = rows / median_of(seconds)
    yield Line(
        group="Activity log as CSV",
        case=f"{stage.kind}, {stage.many:,} rows",
        ours=rate,
        unit="/s",
        goal=f"≥ {_ROWS_A_SECOND:,} rows a second",
        met=rate >= _ROWS_A_SECOND,
        more=f"{run.bytes_read / 1e6:.0f} MB",
        profile=_profile_of(stage.urls["many"], _CSV, 1),
    )
    grown = median_of(growth)
    yield Line(
        group="Activity log as CSV",
        case=f"{stage.kind}, memory added by {stage.many:,} rows",
        ours=grown,
        unit="MB",
        goal=f"constant: ≤ {_GROWTH_MB:.0f} MB more than for {SMALL:,}",
        met=grown <= _GROWTH_MB,
    )


def _watched(stage: Stage, server: str, asked: Request) -> tuple[Run, float]:
    """A run, and by how many MB the server's processes grew at most while it lasted."""
    pids = stage.running[server].pids()
    before = weigh(pids).pss
    peak, over = [before], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peak.append(weigh(pids).pss)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    run = stage.generator.run(stage.running[server].port, [asked], 1)
    over.set()
    watcher.join()
    return run, max(peak) - before


@cache
def _profile_of(url: str, path: str, times: int = 30) -> profiles.Profile:
    return lambda: profiles.of_requests(url, lambda: [asking.page(commune(1), path)] * times)
