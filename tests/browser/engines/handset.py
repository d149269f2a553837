"""A phone under any engine: what a person sees on it and does with it, in the words that stand on the screen.

``tests.browser.phone`` says the same of Chromium, with all that Playwright can do there.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import tally
from tests.browser.engines.engine import PATIENCE_SECONDS, Crashed, Engine, Moved
from tests.browser.house import House
from tests.browser.line import Line
from tests.browser.phone import MOVE_DATE, READ_TABLE

# Kept where they outlive the page, so that nothing is forgiven because the page went away.
_KEEP_FAULTS = """
(() => {
  const keep = (words) =>
    localStorage.setItem('test.faults', `${localStorage.getItem('test.faults') ?? ''}${words}\\n`);
  addEventListener('error', (event) => event.message && keep(event.message));
  addEventListener('unhandledrejection', (event) => keep(`unhandled ${event.reason}`));
  addEventListener('securitypolicyviolation', (event) =>
    keep(`policy refused ${event.effectiveDirective} ${event.blockedURI}`));
})();
"""
_SHOWN = "(one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0"
_WORDS = "(text) => (text ?? '').normalize('NFC').replace(/\\s+/g, ' ').trim()"
# The control that a person calls so: by its whole name, else the first whose name holds the words.
_BY_NAME = f"""
(words) => {{
  const shown = {_SHOWN};
  const tidy = {_WORDS};
  const name = (one) => tidy(one.getAttribute('aria-label') || one.innerText || one.labels?.[0]?.innerText);
  const all = [...document.querySelectorAll('button, a[href], input, textarea, label, [role]')]
    .filter((one) => shown(one) && !one.disabled && one.getAttribute('aria-disabled') !== 'true');
  return all.find((one) => name(one) === words) ?? all.find((one) => name(one).includes(words)) ?? null;
}}
"""
_BY_ID = f'(id) => [...document.querySelectorAll(`[data-testid="${{id}}"]`)].find({_SHOWN}) ?? null'
# A touch that would hit something else, because the screen moved under the finger, reaches nothing and is done again.
_AIM = """
(words) => {
  const onTarget = (event) => {
    globalThis.testHit = !!(%s)(words)?.contains(event.target);
    if (!globalThis.testHit) {
      event.stopImmediatePropagation();
      event.preventDefault();
    }
  };
  globalThis.testHit = null;
  globalThis.testAim?.abort();
  globalThis.testAim = new AbortController();
  addEventListener('click', onTarget, { capture: true, once: true, signal: globalThis.testAim.signal });
}
"""
_MISSED = """
async () => {
  for (let tries = 20; globalThis.testHit === null && tries > 0; tries--) await new Promise((done) => setTimeout(done, 50));
  return globalThis.testHit === false || globalThis.testHit === null;
}
"""
_CAMERA = "() => document.querySelector('.content .take input[type=file], .dock .take input[type=file]')"
_READS = f"(selector) => ({_WORDS})([...document.querySelectorAll(selector)].map((one) => one.innerText).join(' '))"
_CONTROLLED = "() => navigator.serviceWorker.controller?.state === 'activated'"
_REACHES = "() => fetch('/healthz', { cache: 'no-store' }).then(() => 'reached', () => 'cut')"


def prepare(house: House) -> None:
    """Move the clock of the house's app to the story's time, and let it remember its faults. Once for each house."""
    house.run_first_in_app(MOVE_DATE % round(house.seconds_ahead() * 1000) + _KEEP_FAULTS)


class Handset:
    """One phone whose browser is ``engine``. Use it as a context."""

    def __init__(self, engine: Engine, house: House) -> None:
        self.engine, self.house = engine, house
        self.line = Line(house.base_url.removeprefix("http://"))

    def __enter__(self) -> "Handset":
        self.line.__enter__()
        try:
            self.engine.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.engine.end()
        finally:
            self.line.__exit__()

    # ── opening and closing ──────────────────────────────────────────────────────────────────────────────────────────

    def open(self, path: str = "/app/") -> None:
        """Open the app, as by its icon; an engine that falls over its own memory just then is started again, once.

        WebKitGTK 2.50 now and then does (a fault in its ``malloc``, written down by the kernel). To the app it is one
        more sudden death, which costs it nothing.
        """
        try:
            self.engine.go(self.line.base_url + path)
        except Crashed:
            tally.note(f"{type(self.engine).__name__} fell by itself", times=1)
            self.engine.kill()
            self.engine.start()
            self.engine.go(self.line.base_url + path)

    def end_and_start(self) -> None:
        """Close the browser, start it again with what its profile still has, and open the app."""
        self.engine.end()
        self.engine.start()
        self.open()

    def die_and_start(self) -> None:
        """The same, but the browser is killed."""
        self.engine.kill()
        self.engine.start()
        self.open()

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """No network: not a byte passes the line."""
        self.engine.set_offline(True)
        self.line.cut()
        before = self.line.relayed
        assert self.engine.ask(_REACHES) == "cut"
        yield
        assert self.line.relayed == before
        self.line.mend()
        self.engine.set_offline(False)

    # ── looking ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def wait_until(self, ready: Callable[[], object], complaint: str, *, seconds: float = PATIENCE_SECONDS) -> None:
        """Look again and again from outside."""
        until = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < until, f"{complaint}; it shows: {self.reads('body')}"
            time.sleep(0.05)

    def reads(self, selector: str) -> str:
        """The words that stand there."""
        words: str = self.engine.ask(_READS, selector)
        return words

    def sees(self, words: str, selector: str = "body", *, seconds: float = PATIENCE_SECONDS) -> None:
        """These words stand on the screen."""
        self.wait_until(lambda: words in self.reads(selector), f"no “{words}” in {selector}", seconds=seconds)

    def is_on(self, screen: str) -> None:
        """The screen of this name is shown."""
        asked = f"(id) => !!({_BY_ID})(id)"
        self.wait_until(lambda: self.engine.ask(asked, f"screen-{screen}"), f"not on {screen}")

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What the phone's own book holds in a table; of bytes, their kind and number."""
        spell = "(value) => value instanceof ArrayBuffer ? `ArrayBuffer ${value.byteLength}` : value"
        kept = f"(row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, ({spell})(value)]))"
        found: list[dict[str, Any]] = self.engine.ask(f"async (table) => (await ({READ_TABLE})(table)).map({kept})", table)
        return found

    def faults(self) -> str:
        """What went wrong in its pages since the beginning."""
        told: str = self.engine.ask("() => localStorage.getItem('test.faults') ?? ''")
        return told

    # ── touching ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def tap(self, words: str) -> None:
        """Tap the button, link, tick or choice that is called so."""
        self._touch(_BY_NAME, words)

    def pick(self, words: str) -> None:
        """Tap a choice, and wait until it is shown as chosen: only then is it in the phone's book."""
        self.tap(words)
        picked = f"(words) => ({_BY_NAME})(words)?.getAttribute('aria-checked') === 'true'"
        self.wait_until(lambda: self.engine.ask(picked, words), f"“{words}” is not chosen")

    def tap_id(self, test_id: str) -> None:
        """Tap the control that the screens call so."""
        self._touch(_BY_ID, test_id)

    def fill_id(self, test_id: str, text: str) -> None:
        """Type into the field that the screens call so."""
        self._when_there(lambda: self.engine.write(text, _BY_ID, test_id), test_id)

    def photograph(self, *pictures: Path) -> None:
        """Take these pictures with the camera button that the screen shows."""
        self._when_there(lambda: self.engine.choose(list(pictures), _CAMERA), "the camera")

    def _touch(self, find: str, name: str) -> None:
        def touch() -> None:
            self.engine.ask(_AIM % find, name)
            self.engine.touch(find, name)
            if self.engine.ask(_MISSED):
                raise Moved

        self._when_there(touch, name)

    def _when_there(self, work: Callable[[], None], name: str) -> None:
        def works() -> bool:
            try:
                work()
            except Moved:
                return False
            return True

        self.wait_until(works, f"nothing to touch that is called “{name}”")

    # ── whole acts ───────────────────────────────────────────────────────────────────────────────────────────────────

    def enrol(self, invitation: dict[str, str], holder: str) -> None:
        """Enter the team by the invitation's link; ``holder`` is the member who keeps the phone."""
        self.open(invitation["url"].removeprefix(self.house.base_url))
        self.sees(f"Máy này là sổ của {invitation['team']}")
        self.tap(holder)
        self.tap("Đúng tổ, vào sổ")
        self.sees(f"Chào bác {holder.split()[-1]}.")
        self.tap("Vào sổ đêm")
        self.is_on("home")
        self.wait_until(lambda: self.engine.ask(_CONTROLLED), "the worker does not take over")
        self.wait_until(lambda: self.rows("catalogue"), "the catalogue does not come")
