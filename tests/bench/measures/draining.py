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
from typing import Any

from playwright.sync_api import Page, sync_playwright

from app.core.canonical import canonical_json
from app.photos.drawing import draw_jpeg
from tests.bench import databases, nights, servers
from tests.bench.figures import Line, median_of, ratio_of
from tests.bench.loading import last_night
from tests.bench.shaping import ShapedLine
from tests.bench.world import BenchTeam, commune
from tests.browser.conftest import CHROMIUM, FLAGS

_MOST_RATIO, _QUIET_KB = 1.3, 6.0
_PHOTOS, _ROUND_TRIP = 5, 0.3
_PATIENCE = 420.0
# Bits a second; KB of a picture there (250 would take hours on the narrow ones); how many nights wait.
_LINES: tuple[tuple[str, float, int, tuple[int, ...]], ...] = (
    ("2 Mbit/s", 2e6, 250, (1, 7, 30)),
    ("400 kbit/s", 4e5, 50, (1, 7, 30)),
    ("50 kbit/s", 5e4, 8, (1, 7, 30)),
)
_QUICK = (("2 Mbit/s", 2e6, 100, (1, 7)), ("400 kbit/s", 4e5, 20, (1,)))
_IS_READY = """async () => {
  await navigator.serviceWorker.ready;
  return (await indexedDB.databases()).some((one) => one.name === 'keng');
}"""
_PUT = """(rows) => new Promise((done, failed) => {
  const opened = indexedDB.open('keng');
  opened.onerror = () => failed(opened.error);
  opened.onsuccess = () => {
    const work = opened.result.transaction(Object.keys(rows), 'readwrite');
    for (const [table, list] of Object.entries(rows)) for (const row of list) {
      if (table === 'photoBytes') row.bytes = Uint8Array.from(atob(row.bytes), (sign) => sign.charCodeAt(0)).buffer;
      work.objectStore(table).put(row);
    }
    work.oncomplete = () => { opened.result.close(); done(true); };
    work.onerror = () => failed(work.error);
  };
})"""
_LEFT = """() => new Promise((done, failed) => {
  const opened = indexedDB.open('keng');
  opened.onerror = () => failed(opened.error);
  opened.onsuccess = () => {
    const work = opened.result.transaction(['outbox', 'photos', 'meta']);
    const left = { sent: 0, running: false, reached: false, tried: false };
    const count = (table, arrived) => {
      work.objectStore(table).openCursor().onsuccess = ({ target: { result: at } }) => {
        if (!at) return;
        if (at.value.status !== arrived && at.value.state !== arrived) left.sent += 1;
        at.continue();
      };
    };
    count('outbox', 'acknowledged');
    count('photos', 'stored');
    work.objectStore('meta').get('sync').onsuccess = ({ target: { result: row } }) => {
      left.running = row?.value.running ?? false;
      left.reached = (row?.value.reached_at ?? null) !== null;
      left.tried = (row?.value.trouble ?? null) !== null;
    };
    work.oncomplete = () => { opened.result.close(); done(left); };
  };
})"""


@dataclass(frozen=True)
class _Night:
    """A night that waits: its operation, and the bytes of its pictures by id."""

    op: dict[str, Any]
    pictures: dict[str, bytes]


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
        for words, bits, kilobytes, counts in _QUICK if quick else _LINES:
            for count in counts:
                runs = 1 if quick or count > 7 else 3
                yield _drained(chromium, line, [next(teams), next(teams)], words, bits, kilobytes, count, runs)
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
    chromium: Any, line: ShapedLine, pair: list[BenchTeam], words: str, bits: float, kilobytes: int, count: int, runs: int
) -> Line:
    ours, others, ours_bytes, others_bytes = [], [], 0, 0
    with _phone(chromium, line, pair[0]) as page:
        for number in range(runs):
            waiting = _nights(pair[0], count, kilobytes, number)
            _fill(page, line, waiting)
            ours.append(_send_all(page, line, bits))
            ours_bytes = line.bytes
            others.append(_send_barely(line, pair[1], _nights(pair[1], count, kilobytes, number), bits))
            others_bytes = line.bytes
    ratio = ratio_of(ours, others)
    nights_words = "1 night" if count == 1 else f"{count} nights"
    return Line(
        group=f"From network back to everything arrived, seconds ({_PHOTOS} pictures a night; app · bare loop · ratio)",
        case=f"{words}, {nights_words}, pictures of {kilobytes} KB",
        ours=median_of(ours),
        unit="s",
        other=median_of(others),
        ratio=ratio,
        goal=f"≤ {_MOST_RATIO} × the bare loop",
        met=ratio <= _MOST_RATIO,
        more=f"{ours_bytes / 1024:,.0f} KB on the wire, bare {others_bytes / 1024:,.0f}",
    )


def _quiet_night(chromium: Any, line: ShapedLine, team: BenchTeam) -> Line:
    """Sent the short way: three rounds confirmed whole, no picture; everything that passes until the phone is at rest."""
    op = nights.submit(team, last_night(), 0, photos=[])
    for one in op["body"]["rounds"]:
        one |= {"confirmed": "whole", "passes": []}
    with _phone(chromium, line, team) as page:
        _fill(page, line, [_Night(op, {})])
        _send_all(page, line, None)
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


def _nights(team: BenchTeam, count: int, kilobytes: int, number: int) -> list[_Night]:
    found = []
    for place in range(count):
        pictures = [_picture(kilobytes) for _ in range(_PHOTOS)]
        told = [nights.photo(data) for data in pictures]
        op = nights.submit(team, last_night(), number * 100 + place, photos=told)
        found.append(_Night(op, {one["photo_id"]: data for one, data in zip(told, pictures, strict=True)}))
    return found


def _rows(night: _Night, made_at: int) -> dict[str, list[dict[str, Any]]]:
    """As the phone's own commands would have left them (``db/outbox.ts``, ``db/photos.ts``)."""
    op = night.op
    canonical = canonical_json(op).decode()
    ids = {name: op[name] for name in ("op_id", "kind", "report_id", "shift_id")}
    blank = dict.fromkeys(("failing_since", "epoch", "receipt", "version", "rev", "acknowledged_at", "proven_at", "problem"))
    state = {"status": "queued", "made_at": made_at, "tries": 0, "next_try_at": 0, "resolution": None, "settled": False}
    about = {"night": op["body"]["night"], "preset": "night", "canonical": canonical, "bytes": len(canonical.encode())}
    waits = {"report_id": op["report_id"], "state": "waiting", "op_id": op["op_id"], "offset": 0, "tries": 0, "kept": True}
    more = {"next_try_at": 0, "epoch": None, "stored_at": None, "proven_at": None, "problem": None, "removed": False}
    return {
        "outbox": [ids | blank | state | about],
        "photos": [one | waits | more | {"original": False, "added_at": made_at} for one in op["photos"]],
        "photoBytes": [{"photo_id": key, "bytes": base64.b64encode(data).decode()} for key, data in night.pictures.items()],
    }


# ── the two senders ───────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _phone(chromium: Any, line: ShapedLine, team: BenchTeam) -> Iterator[Page]:
    """The app of an enrolled phone that has read everything there is."""
    base_url = f"http://127.0.0.1:{line.port}"
    line.shape(None, 0.0)
    context = chromium.new_context(base_url=base_url, locale="vi-VN", viewport={"width": 360, "height": 640}, is_mobile=True)
    try:
        context.add_cookies(
            [{"name": "device", "value": team.token, "url": base_url, "sameSite": "Strict", "httpOnly": True}]
        )
        me = context.request.get("/api/v1/me", headers={"Keng-Client": "phone"}).json()
        page = context.new_page()
        page.goto("/app/")
        assert page.evaluate(_IS_READY)
        known = {name: me[name] for name in ("team", "members", "commune", "settings")}
        own = {"device_id": str(team.device_id), "rescue_key": "", "holder_id": str(team.member_ids[0]), "enrolled_at": 0}
        page.evaluate(
            _PUT,
            {"meta": [{"key": "enrolment", "value": known | own}, {"key": "install_id", "value": nights.install_of(team)}]},
        )
        page.reload()
        _wait(page, lambda left: left["reached"] and not left["running"])
        yield page
    finally:
        context.close()


def _fill(page: Page, line: ShapedLine, waiting: Sequence[_Night]) -> None:
    line.cut()
    for place, night in enumerate(waiting):
        page.evaluate(_PUT, _rows(night, 1 + place))
    # Opened without a network: the app knows what waits, and has tried in vain.
    page.reload()
    _wait(page, lambda left: left["tried"] and not left["running"])


def _send_all(page: Page, line: ShapedLine, bits: float | None) -> float:
    """Seconds from the network's return until all is acknowledged and the phone is at rest."""
    line.shape(bits, _ROUND_TRIP if bits else 0.0)
    began = time.perf_counter()
    page.evaluate("dispatchEvent(new Event('online'))")
    _wait(page, lambda left: left["sent"] == 0 and not left["running"])
    return time.perf_counter() - began


def _wait(page: Page, is_done: Any) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if is_done(page.evaluate(_LEFT)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"the phone has not come to rest: {page.evaluate(_LEFT)}")


def _wait_for_silence(line: ShapedLine) -> None:
    """The app reads the news after it has sent; half a minute is far more than that takes."""
    until, before = time.monotonic() + 30, -1
    while line.bytes != before and time.monotonic() < until:
        before = line.bytes
        time.sleep(1)


def _send_barely(line: ShapedLine, team: BenchTeam, waiting: Sequence[_Night], bits: float) -> float:
    """The same bodies, one after the other over one connection, and nothing else."""
    line.shape(bits, _ROUND_TRIP)
    cookie = {"Cookie": f"device={team.token}"}
    began = time.perf_counter()
    link = http.client.HTTPConnection("127.0.0.1", line.port, timeout=_PATIENCE)
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
