"""Where the time of requests goes: played inside this process under cProfile, without server and network."""

import cProfile
import io
import pstats
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app import create_app
from app.settings import Settings
from tests.bench.load import Request
from tests.bench.servers import SECRET

Profile = Callable[[], str]
_LINES = 22
_WARM = 40


def of_requests(url: str, requests: Callable[[], Sequence[Request]]) -> str:
    """The functions that cost most in themselves, and the project's own with everything under them."""
    with tempfile.TemporaryDirectory(prefix="keng-bench-") as folder:
        settings = Settings.for_tests(database_url=url, data_dir=Path(folder), secret_key=SECRET)
        app = create_app(settings)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        _play(app.wsgi_app, requests()[:_WARM])
        profile = cProfile.Profile()
        asked = requests()
        profile.enable()
        _play(app.wsgi_app, asked)
        profile.disable()
    return _told(profile, len(asked))


def _play(wsgi: Any, requests: Sequence[Request]) -> None:
    for one in requests:
        for _piece in wsgi(_environment(one), lambda *_: None):
            pass


def _environment(one: Request) -> dict[str, Any]:
    first, *lines = one.head.decode().strip().split("\r\n")
    method, target, _ = first.split(" ")
    path, _, query = target.partition("?")
    known: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(one.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    for line in lines:
        name, _, value = line.partition(": ")
        key = name.upper().replace("-", "_")
        known[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return known


def _told(profile: cProfile.Profile, count: int) -> str:
    text = io.StringIO()
    found = pstats.Stats(profile, stream=text)
    total = found.total_tt / count * 1000  # type: ignore[attr-defined]
    text.write(f"{total:.2f} ms a request under the profiler\n")
    found.sort_stats("tottime").print_stats(_LINES)
    found.sort_stats("cumtime").print_stats(r"/app/", _LINES)
    root = str(Path(__file__).resolve().parents[2])
    kept = [line for line in text.getvalue().splitlines() if line.strip() and "List reduced" not in line]
    return "\n".join(line.replace(f"{root}/", "").replace(".venv/lib/python3.11/site-packages/", "") for line in kept)
