"""Starting and stopping the servers that are measured, all by gunicorn with the same settings, and weighing them."""

import http.client
import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT = 8190
WORKERS, THREADS = 2, 8
KENG, BARE, UNFOLLOWED = "wsgi:app", "tests.bench.bare:app", "tests.bench.unfollowed:app"
_PATIENCE = 60.0
SECRET = secrets.token_hex(32)
_free_ports = list(range(FIRST_PORT, FIRST_PORT + 10))


def take_port() -> int:
    """A port of ours that is free."""
    return _free_ports.pop(0)


def give_back(port: int) -> None:
    """The port may be used again, after all others."""
    _free_ports.append(port)


def environment(database_url: str, data_dir: Path, port: int) -> dict[str, str]:
    """The settings of a server."""
    own = {
        "KENG_SECRET_KEY": SECRET,
        "KENG_DATA_DIR": str(data_dir),
        "KENG_DATABASE_URL": database_url,
        "KENG_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "KENG_PORT": str(port),
        "KENG_WORKERS": str(WORKERS),
        "KENG_THREADS": str(THREADS),
    }
    return {name: value for name, value in os.environ.items() if not name.startswith("KENG_")} | own


@dataclass
class Server:
    """A running gunicorn; ``started_in`` are the seconds from its start to its first answer."""

    program: str
    port: int
    started_in: float
    process: subprocess.Popen[bytes] = field(repr=False)
    folder: Path = field(repr=False)

    def stop(self) -> None:
        """Stop it, its workers first."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        give_back(self.port)

    def pids(self) -> list[int]:
        """The master and everything under it."""
        return family(self.process.pid)

    def log(self) -> str:
        """What it has said."""
        return (self.folder / f"{self.port}.log").read_text(errors="replace")[-3000:]


def start(program: str, database_url: str, folder: Path) -> Server:
    """Start ``KENG``, ``BARE`` or ``UNFOLLOWED`` on the next free port and wait for its first answer."""
    port = take_port()
    folder.mkdir(parents=True, exist_ok=True)
    config = "tests/bench/gunicorn_bare.py" if program == BARE else "gunicorn.conf.py"
    command = [sys.executable, "-m", "gunicorn", "--config", config, "--log-level", "warning", program]
    with (folder / f"{port}.log").open("wb") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(database_url, folder, port), stdout=log, stderr=log, start_new_session=True
        )
    server = Server(program, port, 0.0, process, folder)
    try:
        _wait(server)
    except BaseException:
        server.stop()
        raise
    server.started_in = time.perf_counter() - began
    return server


def _wait(server: Server) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        try:
            link.request("GET", "/healthz")
            link.getresponse()
            return
        except OSError:
            time.sleep(0.01)
        finally:
            link.close()
    raise RuntimeError(f"{server.program} did not start:\n{server.log()}")


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


@dataclass(frozen=True)
class Weight:
    """Memory of some processes in MB: ``pss`` counts what they share once, ``rss`` as often as they share it."""

    pss: float
    rss: float


def weigh(pids: list[int]) -> Weight:
    """The memory of these processes together."""
    totals = {"Pss": 0, "Rss": 0}
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        for line in lines:
            name, _, rest = line.partition(":")
            if name in totals:
                totals[name] += int(rest.split()[0])
    return Weight(totals["Pss"] / 1024, totals["Rss"] / 1024)
