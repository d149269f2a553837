"""The real app in Chromium as a measurement needs it: enrolled, at rest, its queue filled without anybody tapping."""

import base64
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from app.core.canonical import canonical_json
from tests.bench import nights
from tests.bench.shaping import ShapedLine
from tests.bench.world import BenchTeam

PATIENCE = 420.0
ROUND_TRIP = 0.3
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
class WaitingNight:
    """A night that waits: its operation, and the bytes of its pictures by id."""

    op: dict[str, Any]
    pictures: dict[str, bytes]


def _rows(night: WaitingNight, made_at: int) -> dict[str, list[dict[str, Any]]]:
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


@contextmanager
def enrolled_phone(chromium: Browser, line: ShapedLine, team: BenchTeam) -> Iterator[Page]:
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


def fill(page: Page, line: ShapedLine, waiting: Sequence[WaitingNight]) -> None:
    line.cut()
    for place, night in enumerate(waiting):
        page.evaluate(_PUT, _rows(night, 1 + place))
    # Opened without a network: the app knows what waits, and has tried in vain.
    page.reload()
    _wait(page, lambda left: left["tried"] and not left["running"])


def send_all(page: Page, line: ShapedLine, bits: float | None) -> float:
    """Seconds from the network's return until all is acknowledged and the phone is at rest."""
    line.shape(bits, ROUND_TRIP if bits else 0.0)
    began = time.perf_counter()
    page.evaluate("dispatchEvent(new Event('online'))")
    _wait(page, lambda left: left["sent"] == 0 and not left["running"])
    return time.perf_counter() - began


def _wait(page: Page, is_done: Callable[[dict[str, Any]], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if is_done(page.evaluate(_LEFT)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"the phone has not come to rest: {page.evaluate(_LEFT)}")
