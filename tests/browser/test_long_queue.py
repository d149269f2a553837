"""A phone that was long without a line: many reports with photos, killed and cut off while they go, arrive once."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, expect

from tests import tally
from tests.browser import books
from tests.browser.conftest import own_house
from tests.browser.house import House
from tests.browser.mortal import MortalPhone
from tests.browser.planting import plant
from tests.browser.probes import COUNT_READS, NOTE_MOMENTS

LONG = os.environ.get("KENG_CHAOS") == "1"
# How many reports, the width of their photos, and for how many rounds of a quarter of a second the sending is watched.
REPORTS, WIDTH, MOST_LOOKS = (200, 1600, 8_000) if LONG else (40, 800, 1_200)
PHOTOS = 3
_LOOK_MS = 250
_START_MS = 60_000


# A Kẻng of this module alone.
house = own_house()


def arrived(house: House) -> int:
    """How many photos the server has."""
    return books.count(house, "photo WHERE state IN ('stored', 'ready')")


class Weight:
    """What the page holds in memory, after it has thrown away what it can: bytes of objects, bytes of buffers."""

    def __init__(self, phone: MortalPhone) -> None:
        self._devtools: CDPSession = phone.context.new_cdp_session(phone.page)

    def now(self) -> tuple[int, int]:
        self._devtools.send("HeapProfiler.collectGarbage")
        held: dict[str, Any] = self._devtools.send("Runtime.getHeapUsage")
        return int(held["usedSize"]), int(held["backingStorageSize"])


def wait(phone: MortalPhone, ready: Callable[[], bool], each: Callable[[], object] = lambda: None) -> None:
    """Look until it is so; ``each`` is done at every look."""
    for _ in range(MOST_LOOKS):
        if ready():
            return
        each()
        phone.page.wait_for_timeout(_LOOK_MS)
    raise AssertionError(f"it takes too long: {phone.bar().inner_text()}")


def begin_cold(phone: MortalPhone, words: str) -> dict[str, float]:
    """The browser is killed and started without a line; gives when the first page could be used."""
    phone.die()
    phone.start_again(COUNT_READS, NOTE_MOMENTS)
    expect(phone.bar()).to_contain_text(words, timeout=_START_MS)
    expect(phone.is_on("home").get_by_test_id("open-shift")).to_be_visible()
    seen: dict[str, float] = phone.page.evaluate("kengSeen")
    return seen


def look_at_the_queue(phone: MortalPhone) -> float:
    """The sync screen shows every report that waits, and no picture was read for it; gives its ms."""
    phone.page.evaluate("kengTap = performance.now()")
    phone.tap_id("queue-bar")
    expect(phone.page.locator(".queue-item")).to_have_count(REPORTS, timeout=_START_MS)
    assert "photoBytes" not in phone.page.evaluate("kengRead")
    took: float = phone.page.evaluate("kengSeen.queue - kengTap")
    return took


def check_arrival(phone: MortalPhone, house: House) -> None:
    """Each report and each photo of the phone is at the server, once, under its own digest."""
    sent = {row["op_id"].replace("-", ""): row["report_id"].replace("-", "") for row in phone.rows("outbox")}
    photos = {row["photo_id"].replace("-", ""): row["sha256"] for row in phone.rows("photos")}
    assert (len(sent), len(photos)) == (REPORTS, REPORTS * PHOTOS)
    assert sorted(books.ask(house, "SELECT operation_id, report_id FROM report_version")) == sorted(sent.items())
    assert dict(books.ask(house, "SELECT id, report_id FROM operation")) == sent
    assert books.ask(house, "SELECT DISTINCT state, version, photos_ready FROM report") == [("submitted", 1, PHOTOS)]
    assert books.count(house, "report") == REPORTS
    assert books.count(house, "parked_operation") == 0
    assert dict(books.ask(house, "SELECT id, lower(hex(sha256)) FROM photo WHERE state = 'ready'")) == photos
    assert {row["status"] for row in phone.rows("outbox")} == {"acknowledged"}
    assert {row["state"] for row in phone.rows("photos")} == {"stored"}


def test_a_long_queue_is_shown_at_once_and_arrives_once(mortal: MortalPhone, house: House, tmp_path: Path) -> None:
    mortal.enrol(house.invite("Trại Thông"), holder="Hoàng Văn Dũng")
    with mortal.cut_off():
        empty = begin_cold(mortal, "")
        plant(mortal, tmp_path, reports=REPORTS, photos=PHOTOS, width=WIDTH)
        full = begin_cold(mortal, f"Còn {REPORTS} báo cáo chờ gửi")
        shown = look_at_the_queue(mortal)
        largest = max(row["bytes"] for row in mortal.rows("photos"))
        rest = Weight(mortal).now()

    # On the screen that redraws most. First the browser dies, later the line.
    weight, weights = Weight(mortal), []
    wait(mortal, lambda: arrived(house) >= REPORTS, lambda: weights.append(weight.now()))
    mortal.die()
    mortal.start_again(COUNT_READS)
    weight = Weight(mortal)
    wait(mortal, lambda: arrived(house) >= 2 * REPORTS, lambda: weights.append(weight.now()))
    mortal.line.cut()
    mortal.page.wait_for_timeout(2_000)
    mortal.line.mend()
    mortal.page.goto("/app/#/sync")
    mortal.tap_id("sync-now")
    wait(mortal, lambda: "Đã gửi xong tất cả" in mortal.bar().inner_text(), lambda: weights.append(weight.now()))
    wait(mortal, lambda: books.count(house, "photo WHERE state = 'ready'") == REPORTS * PHOTOS)
    check_arrival(mortal, house)

    # One picture at a time, whatever waits behind it.
    assert mortal.page.evaluate("kengRead['most photoBytes']") == 1
    buffers = max(held for _, held in weights) - rest[1]
    assert buffers < 12 * largest < REPORTS * PHOTOS * largest / 4
    # And nothing of what was read for the screens stays behind.
    objects = max(used for used, _ in weights)
    assert objects < 5 * rest[0]
    tally.note(
        f"a phone with {REPORTS} reports and {REPORTS * PHOTOS} photos, killed and cut off while they go",
        arrived_once=REPORTS,
        photos=REPORTS * PHOTOS,
        start_ms=round(full["home"]),
        bar_ms=round(full["bar"]),
        empty_start_ms=round(empty["home"]),
        queue_shown_ms=round(shown),
        objects_kb_before=rest[0] // 1024,
        objects_kb_most=objects // 1024,
        buffers_kb_most=buffers // 1024,
    )
