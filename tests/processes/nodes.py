"""Real server processes on one database: gunicorn with two workers each, on addresses of this machine alone."""

import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.places import free_port

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0
_KILLED = "was sent SIGKILL"


@dataclass(frozen=True)
class Node:
    """A running server. ``log`` is what gunicorn says."""

    port: int
    log: Path
    pid: int

    def pids(self) -> list[int]:
        """The master and its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def deaths(self) -> int:
        """How many of its workers were killed so far."""
        return self.log.read_text(errors="replace").count(_KILLED)


@contextmanager
def running(
    count: int, database_url: str, folder: Path, *, odds: int = 0, before: Sequence[str] = (), **settings: str
) -> Iterator[list[Node]]:
    """``count`` servers on one database and one data folder; one commit in ``odds`` kills a worker, none with 0.

    ``before`` are words in front of the command, which must end by running what follows them in their own place.
    """
    secret = secrets.token_hex(32)
    with ExitStack() as stack:
        yield [stack.enter_context(_one(database_url, folder, secret, odds, before, settings)) for _ in range(count)]


@contextmanager
def _one(
    database_url: str, folder: Path, secret: str, odds: int, before: Sequence[str], settings: Mapping[str, str]
) -> Iterator[Node]:
    port, file = free_port(), folder / f"node-{secrets.token_hex(3)}.log"
    (folder / "data").mkdir(exist_ok=True)
    own = {
        "KENG_SECRET_KEY": secret,
        "KENG_DATA_DIR": str(folder / "data"),
        "KENG_DATABASE_URL": database_url,
        "KENG_PORT": str(port),
        "KENG_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "KENG_WORKERS": "2",
        # The tests' PostgreSQL waits for no disk, which a real start refuses; the demo may.
        "KENG_DEMO": "1",
        "MORTAL_ODDS": str(odds),
    }
    env = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")} | own | dict(settings)
    command = [*before, sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--log-level", "warning"]
    with file.open("wb") as log:
        process = subprocess.Popen([*command, "tests.processes.mortal:app"], cwd=ROOT, env=env, stdout=log, stderr=log)
    node = Node(port, file, process.pid)
    try:
        _wait(process, node)
        yield node
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], node: Node) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, node.log.read_text()
        link = http.client.HTTPConnection("127.0.0.1", node.port, timeout=5)
        try:
            link.request("GET", "/healthz")
            link.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            link.close()
    raise AssertionError(f"no answer in time:\n{node.log.read_text()}")
