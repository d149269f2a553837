"""The configuration for nginx as it stands in ``deploy/``, in front of a real gunicorn: slow senders delay nobody."""

import http.client
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tests.places import free_port

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
HALF_SENT = 400
AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{sites}
}}
"""


@contextmanager
def _running(command: list[str], env: dict[str, str], log: Path, port: int) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert process.poll() is None, log.read_text()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _sites(port: int, behind: int) -> str:
    """The file of ``deploy/`` with our own address, and without the certificate that only a real host has."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = text[: text.rindex("server {\n    listen 80;")]
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};").replace(
        "127.0.0.1:8000", f"127.0.0.1:{behind}"
    )
    return re.sub(r"^\s*ssl_.*\n", "", text, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where nginx answers; behind it Kẻng by gunicorn with two workers, as in production but for the demo's leave."""
    folder = tmp_path_factory.mktemp("nginx")
    front, behind = free_port(), free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("KENG_")} | {
        "KENG_SECRET_KEY": secrets.token_hex(32),
        "KENG_DATA_DIR": str(folder / "data"),
        "KENG_PORT": str(behind),
        "KENG_PUBLIC_URL": f"http://127.0.0.1:{front}",
        "KENG_TRUSTED_PROXIES": "1",
        "KENG_DEMO": "1",
    }
    (folder / "data").mkdir()
    for words in (("db", "upgrade"), ("catalogue", "seed")):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, env=env, check=True, capture_output=True
        )
    config = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    config.write_text(AROUND.format(folder=folder, user=user, sites=_sites(front, behind)))
    with ExitStack() as stack:
        gunicorn = [sys.executable, "-m", "gunicorn", "--log-level", "warning", "wsgi:app"]
        stack.enter_context(_running(gunicorn, env, folder / "gunicorn.log", behind))
        stack.enter_context(_running([NGINX, "-c", str(config)], dict(os.environ), folder / "nginx.log", front))
        yield front


def _ask(
    port: int, method: str, path: str, body: bytes = b"", *, source: str = "127.0.0.1", **headers: str
) -> http.client.HTTPResponse:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    link.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = link.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    link.close()
    return answer


def _slowest(port: int, count: int = 12) -> float:
    waits = []
    for _ in range(count):
        began = time.perf_counter()
        assert _ask(port, "GET", "/api/v1/me", Keng_Client="phone").status == 401
        waits.append(time.perf_counter() - began)
    return max(waits)


def _half_sent(port: int, count: int) -> list[socket.socket]:
    """Requests that begin and do not go on: half of them within their head, half within their body."""
    found = []
    for number in range(count):
        line = socket.socket()
        line.bind((f"127.0.0.{2 + number % 8}", 0))
        line.connect(("127.0.0.1", port))
        head = b"PUT /api/v1/photos/0192f000-0000-7000-8000-000000000001 HTTP/1.1\r\nHost: x\r\n"
        line.sendall(head if number % 2 else head + b"Content-Length: 300000\r\n\r\n" + bytes(1000))
        found.append(line)
    return found


def test_four_hundred_half_sent_requests_delay_an_honest_one_by_less_than_a_second(port: int) -> None:
    alone = _slowest(port)
    lines = _half_sent(port, HALF_SENT)
    try:
        beside = _slowest(port)
    finally:
        for line in lines:
            line.close()

    assert beside - alone < 1.0, (alone, beside)


def test_the_marks_of_our_server_get_through(port: int) -> None:
    answer = _ask(port, "GET", "/api/v1/me", Keng_Client="phone")

    assert answer.getheader("Keng-Sync") == "1"
    assert answer.getheader("Keng-Epoch")
    assert json.loads(answer.body)["type"] == "/problems/device-unknown"  # type: ignore[attr-defined]


def test_the_largest_photo_gets_through_and_more_does_not(port: int) -> None:
    path = f"/api/v1/photos/{uuid4()}"
    largest, too_large = (_ask(port, "PUT", path, bytes(size)) for size in (8 * 1024 * 1024, 20 * 1024 * 1024))

    assert (largest.status, largest.getheader("Keng-Sync")) == (401, "1")
    assert (too_large.status, too_large.getheader("Keng-Sync")) == (413, None)


def test_the_real_address_arrives_and_a_claimed_one_does_not(port: int) -> None:
    def guess(source: str, **claimed: str) -> int:
        code = json.dumps({"code": f"0000{secrets.token_hex(2).upper()}"}).encode()
        more = {"Content_Type": "application/json"} | claimed
        return _ask(port, "POST", "/api/v1/enrolments/preview", code, source=source, **more).status

    said = [guess("127.0.0.40", X_Forwarded_For=f"10.0.0.{number}") for number in range(22)]

    assert said[0] == 410
    assert said[-1] == 429
    assert guess("127.0.0.41") == 410
