"""How long until everything has arrived once the network is back: the real app in Chromium, beside a bare loop that sends
the same bytes over the same narrow line.
"""

import base64
import hashlib
import http.client
import itertools
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from app.photos.drawing import draw_jpeg
from tests.bench import databases, nights, servers
from tests.bench.figures import Line, median_of, ratio_of
from tests.bench.loading import last_night
from tests.bench.phones import PATIENCE, ROUND_TRIP, WaitingNight, enrolled_phone, fill, send_all
from tests.bench.shaping import ShapedLine
from tests.bench.world import BenchTeam, commune
from tests.browser.chromium import CHROMIUM, FLAGS

_MOST_RATIO, _QUIET_KB = 1.3, 6.0
_PHOTOS = 5


@dataclass(frozen=True)
class _Network:
    """A narrow line: bits a second, and how heavy a picture is there (250 KB would take hours on the narrowest)."""

    words: str
    bits: float
    kilobytes: int
    nights: tuple[int, ...] = (1, 7, 30)


_NETWORKS = (_Network("2 Mbit/s", 2e6, 250), _Network("400 kbit/s", 4e5, 50), _Network("50 kbit/s", 5e4, 8))
_QUICK = (_Network("2 Mbit/s", 2e6, 100, (1, 7)), _Network("400 kbit/s", 4e5, 20, (1,)))


def measure(*, quick: bool) -> Iterator[Line]:
    """Every line of the plan, and the bytes of one quiet night."""
    with (
        TemporaryDirectory(prefix="keng-bench-") as place,
        _server(Path(place)) as port,
        ShapedLine(port) as line,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        teams = iter(commune(1).teams)
        for network in _QUICK if quick else _NETWORKS:
            for count in network.nights:
                runs = 5 if count == 1 and not quick else 1
                yield _drained(chromium, line, (next(teams), next(teams)), network, count, runs)
        yield _quiet_night(chromium, line, next(teams))
        chromium.close()


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    url = databases.SqliteDatabases(folder).make_empty("draining")
    databases.make_world(url, folder)
    server = servers.start(servers.KENG, url, folder)
    try:
        yield server.port
    finally:
        server.stop()


def _drained(
    chromium: Browser, line: ShapedLine, pair: tuple[BenchTeam, BenchTeam], network: _Network, count: int, runs: int
) -> Line:
    ours, others, ours_bytes, others_bytes = [], [], 0, 0
    with enrolled_phone(chromium, line, pair[0]) as page:
        for number in range(runs):
            waiting = _nights(pair[0], count, network.kilobytes, number)
            fill(page, line, waiting)
            ours.append(send_all(page, line, network.bits))
            ours_bytes = line.bytes
            others.append(_send_barely(line, pair[1], _nights(pair[1], count, network.kilobytes, number), network.bits))
            others_bytes = line.bytes
    ratio = ratio_of(ours, others)
    nights_words = "1 night" if count == 1 else f"{count} nights"
    return Line(
        group=f"From network back to everything arrived, seconds ({_PHOTOS} pictures a night; app · bare loop · ratio)",
        case=f"{network.words}, {nights_words}, pictures of {network.kilobytes} KB",
        ours=median_of(ours),
        unit="s",
        other=median_of(others),
        ratio=ratio,
        goal=f"≤ {_MOST_RATIO} × the bare loop",
        met=ratio <= _MOST_RATIO,
        more=f"{ours_bytes / 1024:,.0f} KB on the wire, bare {others_bytes / 1024:,.0f}",
    )


def _quiet_night(chromium: Browser, line: ShapedLine, team: BenchTeam) -> Line:
    """Sent the short way: three rounds confirmed whole, no picture; everything that passes until the phone is at rest."""
    op = nights.submit(team, last_night(), 0, photos=[])
    for one in op["body"]["rounds"]:
        one |= {"confirmed": "whole", "passes": []}
    with enrolled_phone(chromium, line, team) as page:
        fill(page, line, [WaitingNight(op, {})])
        send_all(page, line, None)
        _wait_for_silence(line)
        up, down = line.up.bytes, line.down.bytes
    return Line(
        group="A quiet night on the wire, both ways with all headers",
        case="push and what follows it",
        ours=(up + down) / 1024,
        unit="KB",
        goal=f"≤ {_QUIET_KB:.0f} KB",
        met=up + down <= _QUIET_KB * 1024,
        more=f"{up:,} bytes up, {down:,} down",
    )


# ── what waits ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _smallest() -> bytes:
    return draw_jpeg("village_gate", 1, (320, 240), quality=40)


def _picture(kilobytes: int) -> bytes:
    """What stands behind a JPEG's end only makes it as heavy as wanted, and unlike all others."""
    data = _smallest()
    return data + os.urandom(max(16, kilobytes * 1024 - len(data)))


def _nights(team: BenchTeam, count: int, kilobytes: int, number: int) -> list[WaitingNight]:
    found = []
    for place in range(count):
        pictures = [_picture(kilobytes) for _ in range(_PHOTOS)]
        told = [nights.photo(data) for data in pictures]
        op = nights.submit(team, last_night(), number * 100 + place, photos=told)
        found.append(WaitingNight(op, {one["photo_id"]: data for one, data in zip(told, pictures, strict=True)}))
    return found


def _wait_for_silence(line: ShapedLine) -> None:
    """The app reads the news after it has sent; half a minute is far more than that takes."""
    until, before = time.monotonic() + 30, -1
    while line.bytes != before and time.monotonic() < until:
        before = line.bytes
        time.sleep(1)


def _send_barely(line: ShapedLine, team: BenchTeam, waiting: Sequence[WaitingNight], bits: float) -> float:
    """The same bodies, one after the other over one connection, and nothing else."""
    line.shape(bits, ROUND_TRIP)
    cookie = {"Cookie": f"device={team.token}"}
    began = time.perf_counter()
    link = http.client.HTTPConnection("127.0.0.1", line.port, timeout=PATIENCE)
    envelope = nights.envelope(team, *(one.op for one in waiting))
    link.request("POST", "/api/v1/sync/push", envelope, cookie | {"Content-Type": "application/json"})
    results = json.loads(link.getresponse().read())["results"]
    assert all(one["status"] == "applied" for one in results), results
    for key, data in itertools.chain.from_iterable(one.pictures.items() for one in waiting):
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        headers = cookie | {"Content-Type": "image/jpeg", "Content-Digest": f"sha-256=:{digest}:"}
        link.request("PUT", f"/api/v1/photos/{key}", data, headers)
        answer = link.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
    link.close()
    return time.perf_counter() - began
