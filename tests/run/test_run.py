"""``make run`` as a person meets it: real processes, a real port, stopped and started again."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.places import free_port

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "app.run"]
LONGEST = 90.0


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A folder and a port of its own; settings of the tests' surroundings do not reach it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")}
    return kept | {"KENG_DATA_DIR": str(tmp_path_factory.mktemp("run")), "KENG_PORT": str(free_port())}


@contextmanager
def running(env: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``make run`` from its start until it has said everything; gives the process and its words."""
    process = subprocess.Popen(COMMAND, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process, read_until(process, "Stop: Ctrl-C")
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(LONGEST)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    said, until = "", time.monotonic() + LONGEST
    for line in process.stdout:
        said += line
        if words in said:
            return said
        assert time.monotonic() < until, said
    raise AssertionError(f"it ended: {said}")


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ask(env: dict[str, str], path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{env['KENG_PORT']}{path}", timeout=10) as answer:
        body: bytes = answer.read()
        return body


@pytest.mark.slow
def test_it_serves_the_demo_and_stops_cleanly(env: dict[str, str]) -> None:
    with running(env) as (process, said):
        assert f"http://127.0.0.1:{env['KENG_PORT']}/" in said
        assert "keng-demo-2026" in said and re.search(r"/app/#/enrol/[\w-]{22}\n", said)
        assert json.loads(ask(env, "/readyz"))["status"] == "ready"
        assert "Dữ liệu minh họa" in ask(env, "/sign-in").decode()
        left = children_of(process.pid)

        process.send_signal(signal.SIGINT)

        assert process.wait(30) == 0
    assert len(left) == 2
    assert not any(Path(f"/proc/{child}").exists() for child in left)


@pytest.mark.slow
def test_the_second_start_has_nothing_to_prepare_and_a_dead_worker_comes_back(env: dict[str, str]) -> None:
    begun = time.monotonic()
    with running(env) as (process, said):
        assert time.monotonic() - begun < 15
        assert "Bringing the database up to date" not in said
        web, worker = children_of(process.pid)

        os.kill(worker, signal.SIGKILL)

        assert "worker ended" in read_until(process, "again in")
        until = time.monotonic() + 15
        while len(children_of(process.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(set(children_of(process.pid)) - {web, worker}) == 1


@pytest.mark.slow
def test_a_taken_port_is_told(env: dict[str, str]) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", int(env["KENG_PORT"])))
        other.listen()
        done = subprocess.run(COMMAND, cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONGEST, check=False)

    assert done.returncode == 1
    assert f"Port {env['KENG_PORT']} of 127.0.0.1 is in use" in done.stderr


@pytest.mark.slow
def test_make_demo_prints_json_alone(env: dict[str, str]) -> None:
    words = ["flask", "demo", "invitations", "--json"]
    done = subprocess.run(
        [*COMMAND, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONGEST, check=False
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["base_url"] == f"http://127.0.0.1:{env['KENG_PORT']}"


def test_nonsense_stops_the_start_with_one_list(env: dict[str, str]) -> None:
    bad = env | {"KENG_THREADS": "many", "KENG_DATABASE_URL": "mysql://x"}
    done = subprocess.run(COMMAND, cwd=ROOT, env=bad, capture_output=True, text=True, timeout=LONGEST, check=False)

    assert done.returncode == 2
    assert "KENG_THREADS" in done.stderr and "KENG_DATABASE_URL" in done.stderr
