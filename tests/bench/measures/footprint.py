"""What it costs to have Kẻng at all: the start, the memory of all its processes, and a phone's first visit."""

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import asking, databases, servers
from tests.bench.figures import Line, median_of
from tests.bench.load import Generator
from tests.bench.measures.first_visit import measure as first_visit
from tests.bench.servers import Weight

_IDLE_MB = 200.0
_READY_SECONDS = 60.0
_SETTLE_SECONDS = 3.0


def measure(generator: Generator, *, quick: bool) -> Iterator[Line]:
    """``make run`` as it starts a second time: its processes idle, then after a morning of pushes."""
    with TemporaryDirectory(prefix="keng-bench-") as place:
        folder = Path(place)
        maker = databases.SqliteDatabases(folder)
        url = maker.make_empty("house")
        databases.make_world(url, folder)
        starts: list[float] = []
        for number in range(2 if quick else 6):
            house = _open(url, folder)
            try:
                if number:
                    # The first start prepares the database.
                    starts.append(house.ready_in)
                if number == 1:
                    time.sleep(_SETTLE_SECONDS)
                    idle, count = servers.weigh(house.pids()), len(house.pids())
                    yield from first_visit(f"http://127.0.0.1:{house.port}")
                    generator.run(house.port, asking.pushes(asking.fresh_ops(300 if quick else 1200, 26)), 16)
                    loaded = servers.weigh(house.pids())
            finally:
                house.close()
        yield _start(starts)
        yield from _memory(idle, loaded, count)


def _start(starts: list[float]) -> Line:
    return Line(
        group="Start, seconds (from the command to the first answer of /readyz)",
        case="web server and worker, prepared before",
        ours=median_of(starts),
        unit="s",
        more=f"{min(starts):.1f}–{max(starts):.1f}",
    )


def _memory(idle: Weight, loaded: Weight, count: int) -> Iterator[Line]:
    group = "Memory of all processes, MB (shared pages once)"
    yield Line(
        group=group,
        case=f"idle, {count} processes: web server with 2 workers, photo worker, minder",
        ours=idle.pss,
        unit="MB",
        goal=f"≤ {_IDLE_MB:.0f} MB",
        met=idle.pss <= _IDLE_MB,
        more=f"sum of RSS {idle.rss:.0f} MB",
    )
    yield Line(group=group, case="after 1,200 pushes", ours=loaded.pss, unit="MB", more=f"sum of RSS {loaded.rss:.0f} MB")


@dataclass
class _House:
    """``python -m app.run``, running."""

    process: subprocess.Popen[bytes]
    port: int
    ready_in: float

    def pids(self) -> list[int]:
        return servers.family(self.process.pid)

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        servers.give_back(self.port)


def _open(url: str, folder: Path) -> _House:
    port = servers.take_port()
    env = servers.environment(url, folder, port) | {"KENG_DEMO": "0"}
    with (folder / "house.log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "app.run"], cwd=servers.ROOT, env=env, stdout=log, stderr=log, start_new_session=True
        )
    house = _House(process, port, 0.0)
    while time.perf_counter() - began < _READY_SECONDS and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                house.ready_in = time.perf_counter() - began
                return house
        except OSError:
            time.sleep(0.02)
    house.close()
    raise RuntimeError(f"app.run did not start:\n{(folder / 'house.log').read_text()[-3000:]}")
