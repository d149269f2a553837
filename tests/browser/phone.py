"""A phone of a patrol team: what a person sees on it and taps, in the words that stand on the screen."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.house import House
from tests.browser.line import Line
from tests.browser.watching import Watch, until

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
WIDTH, HEIGHT = 360, 640
_PATIENCE_SECONDS = 15
# Only Date is moved: timers and the order of events stay the browser's own.
MOVE_DATE = """
(() => {
  globalThis.kengAhead = %d;
  if (globalThis.kengMoved) return;
  globalThis.kengMoved = true;
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() + kengAhead); }
    static now() { return Real.now() + kengAhead; }
  };
})();
document.dispatchEvent(new Event('visibilitychange'));
"""
# The phone's own book, as its browser keeps it: every row of one table.
READ_TABLE = """
(table) => new Promise((done, failed) => {
  const opened = indexedDB.open('keng');
  opened.onerror = () => failed(opened.error);
  opened.onsuccess = () => {
    const all = opened.result.transaction(table).objectStore(table).getAll();
    all.onsuccess = () => { opened.result.close(); done(all.result); };
    all.onerror = () => failed(all.error);
  };
})
"""


class Phone:
    """One phone: its browser context, and the page that is open on it. Use it as a context."""

    def __init__(self, browser: Browser, house: House, *, agent: str = ANDROID) -> None:
        self.house = house
        self.line = Line(house.base_url.removeprefix("http://"))
        self.base_url = self.line.__enter__().base_url
        self.taps = 0
        self._switch_on(browser, agent)

    def _switch_on(self, browser: Browser, agent: str) -> None:
        self.context = self._make_context(browser)(
            base_url=self.base_url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=2,
            has_touch=True,
            is_mobile=True,
            user_agent=agent,
            reduced_motion="reduce",
        )
        # The worker's own clock cannot be moved, so sending behind a closed app has a test of its own.
        self.context.grant_permissions(["notifications"], origin=self.base_url)
        self._set_clock()
        self.watch = Watch(self.context, self.base_url, self.line)
        self.page: Page = self.context.new_page()

    def _make_context(self, browser: Browser) -> Callable[..., BrowserContext]:
        return browser.new_context

    def __enter__(self) -> "Phone":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
        self.line.__exit__()

    # ── time ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _set_clock(self) -> str:
        moved = MOVE_DATE % round(self.house.seconds_ahead() * 1000)
        self.context.add_init_script(moved)
        return moved

    def pass_time(self, minutes: float) -> None:
        """So many minutes go by in the story, on the server's clock and on this phone's."""
        self.house.pass_time(minutes)
        self.page.evaluate(self._set_clock())

    # ── opening and closing ──────────────────────────────────────────────────────────────────────────────────────────

    def open(self, path: str = "/app/") -> None:
        """Open the app, as by its icon."""
        self.page.goto(path)

    def open_link(self, invitation: dict[str, str]) -> None:
        """Follow the link of an invitation."""
        self.page.goto(invitation["url"].removeprefix(self.house.base_url))

    def close(self) -> None:
        """Close the app; the browser lives on."""
        closed = self.page
        self.page = self.context.new_page()
        closed.close()

    def close_and_open(self) -> None:
        """Close the app and open it again, as after the phone was in a pocket."""
        self.close()
        self.open()

    def waker(self) -> Callable[[], None]:
        """Gives what the browser does when the network is back and it remembers that something waits to be sent."""
        found: list[str] = []
        session = self.context.new_cdp_session(self.page)
        session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
        )
        session.send("ServiceWorker.enable")
        until(self.page, "navigator.serviceWorker.ready.then(() => true)")

        def wake() -> None:
            awake = self.context.new_cdp_session(self.page)
            awake.send("ServiceWorker.enable")
            event = {"origin": self.base_url, "registrationId": found[0], "tag": "keng-sync", "lastChance": False}
            awake.send("ServiceWorker.dispatchSyncEvent", event)

        return wake

    def wait_until(self, ready: Callable[[], object], complaint: str) -> None:
        """Ask again and again from outside: the page's policy lets nothing be evaluated in it later on."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while not ready():
            assert time.monotonic() < until, complaint
            self.page.wait_for_timeout(100)

    def wait_until_it_works_offline(self) -> None:
        """Wait until the worker has the app's files and answers for this page."""
        asked = "navigator.serviceWorker.controller?.state === 'activated'"
        self.wait_until(lambda: self.page.evaluate(asked), "the worker does not take over")

    def wait_until_it_knows_its_work(self) -> None:
        """Wait for the catalogue, which a phone fetches last of all that it needs for a night without a network."""
        self.wait_until(lambda: self.rows("catalogue"), "the catalogue does not come")

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What the phone's own book holds in a table."""
        found: list[dict[str, Any]] = self.page.evaluate(READ_TABLE, table)
        return found

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """No network. Page and worker cannot reach the server, and not a byte passes the line."""
        self.context.set_offline(True)
        self.line.cut()
        before = self.line.relayed
        asked = "fetch('/healthz', {cache: 'no-store'}).then(() => 'reached', () => 'cut')"
        assert self.page.evaluate(asked) == "cut"
        assert [worker.evaluate(asked) for worker in self.context.service_workers] == ["cut"]
        yield
        assert self.line.relayed == before
        self.line.mend()
        self.context.set_offline(False)

    # ── looking and tapping ──────────────────────────────────────────────────────────────────────────────────────────

    def sees(self, words: str | re.Pattern[str], *, timeout: float | None = None) -> Locator:
        """These words stand on the screen; gives the first place where they do."""
        found = self.page.get_by_text(words).locator("visible=true").first
        expect(found).to_be_visible(timeout=timeout)
        return found

    def is_on(self, screen: str) -> Locator:
        """The screen of this name is shown."""
        found = self.page.get_by_test_id(f"screen-{screen}")
        expect(found).to_be_visible()
        return found

    def bar(self) -> Locator:
        """The bar on top that says what is safe."""
        return self.page.locator(".bar__words")

    def night(self, words: str) -> Locator:
        """The card of a past night on the first page."""
        return self.page.get_by_test_id("night").filter(has_text=words)

    def tap(self, words: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Tap the button, link, tick or choice that is called so."""
        named = [
            self.page.get_by_role(role, name=words, exact=exact)  # type: ignore[arg-type]
            for role in ("button", "link", "checkbox", "radio")
        ]
        target = named[0]
        for other in named[1:]:
            target = target.or_(other)
        self._tap(target)

    def tap_id(self, test_id: str) -> None:
        """Tap the control that the screens call so."""
        self._tap(self.page.get_by_test_id(test_id))

    def _tap(self, target: Locator) -> None:
        target.first.tap()
        self.taps += 1

    def photograph(self, *pictures: Path) -> None:
        """Take these pictures with the camera button that the screen shows."""
        shown = self.page.locator(".content .take input[type=file], .dock .take input[type=file]").first
        shown.set_input_files([str(picture) for picture in pictures])

    # ── whole acts ───────────────────────────────────────────────────────────────────────────────────────────────────

    def enrol(self, invitation: dict[str, str], holder: str, *, size: str = "") -> None:
        """Enter the team by the invitation's link; ``holder`` is the member who keeps the phone and chooses a text size."""
        self.open_link(invitation)
        self.sees(f"Máy này là sổ của {invitation['team']}")
        self.tap(re.compile(holder), exact=False)
        self.tap("Đúng tổ, vào sổ")
        self.is_on("welcome")
        self.sees(f"Chào bác {holder.split()[-1]}.")
        if size:
            self.tap(size)
        self.leave_welcome()
        self.wait_until_it_works_offline()
        self.wait_until_it_knows_its_work()

    def leave_welcome(self) -> None:
        """Go on from the greeting to the book."""
        self.tap(re.compile("^(Vào sổ đêm|Để sau)$"))
        self.is_on("home")
