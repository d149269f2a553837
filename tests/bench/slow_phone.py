"""A phone with a slow processor, away from any network, with a long past and a queue."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.bench.moments import WATCH
from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.conftest import STORY_BEGINS
from tests.browser.house import House
from tests.browser.mortal import MortalPhone
from tests.browser.planting import plant, plant_past

SLOWDOWN = 6
PAST, WAITING, PHOTOS = 400, 30, 3
# More than most teams walk: the months are full, and home reads eighty reports.
A_NIGHT = 2
_WIDTH = 1600
_PATIENCE_MS = 60_000


class SlowPhone(MortalPhone):
    """Slowed down by ``rate`` and away from the network when told so; both hold for the pages that it opens next, too."""

    rate = 1
    away = False

    def _switch_on(self, browser: Browser, agent: str) -> None:
        super()._switch_on(browser, agent)
        self.context.add_init_script(WATCH)

    def leave(self) -> None:
        """No network from now on."""
        self.away = True
        self.line.cut()
        self.context.set_offline(True)

    def open(self, path: str = "/app/") -> None:
        """Open the app, with a processor and a network as they are now."""
        self.context.set_offline(self.away)
        self.slow_down()
        super().open(path)

    def slow_down(self) -> None:
        """Let the open page feel the slow processor."""
        self.context.new_cdp_session(self.page).send("Emulation.setCPUThrottlingRate", {"rate": self.rate})

    def begin_cold(self) -> None:
        """The browser is killed, as Android does it to what lies behind, and the app opened by its icon."""
        self.die()
        self.start_again()
        self.context.set_default_timeout(_PATIENCE_MS)

    def wait_for_more(self, folder: Path, reports: int, *, later: int) -> None:
        """So many more reports with photos wait; the newest ``later`` shifts are left for another time."""
        rate, self.rate = self.rate, 1
        self.slow_down()
        plant(self, folder, reports=reports, photos=PHOTOS, width=_WIDTH, later=later, a_night=A_NIGHT)
        self.rate = rate

    def touch(self, test_id: str) -> None:
        """A finger on the control of this name, which stands on the screen, and nothing else.

        The driver's own tap asks the page what lies under the finger at each of its events: work between touch and answer
        that no phone does.
        """
        box = self.page.get_by_test_id(test_id).first.bounding_box()
        assert box is not None, test_id
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def heap(self) -> tuple[int, int]:
        """Bytes that the open page holds once it has thrown away what it can: objects, and buffers."""
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("HeapProfiler.enable")
        for _ in range(2):
            devtools.send("HeapProfiler.collectGarbage")
        held = devtools.send("Runtime.getHeapUsage")
        devtools.detach()
        return int(held["usedSize"]), int(held.get("backingStorageSize", 0))


@contextmanager
def slow_phone(past: int = PAST) -> Iterator[tuple[SlowPhone, Path]]:
    """An enrolled phone with ``past`` reports behind it, away from the network; and a folder for what is made on the way."""
    with TemporaryDirectory(prefix="keng-bench-") as place, sync_playwright() as playwright:
        folder = Path(place)
        (folder / "house").mkdir()
        with House(folder / "house", STORY_BEGINS) as house:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            phone = SlowPhone(chromium, house, folder / "profile")
            phone.enrol(house.invite("Trại Thông"), holder="Hoàng Văn Dũng")
            phone.leave()
            plant_past(phone, folder, reports=past, later=WAITING, a_night=A_NIGHT)
            phone.rate = SLOWDOWN
            try:
                yield phone, folder
            finally:
                phone.__exit__()
                chromium.close()
