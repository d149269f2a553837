"""A phone whose browser can be killed outright, and started again with what its disk still has."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.house import House
from tests.browser.phone import ANDROID, Phone

_PATIENCE_SECONDS = 15


class MortalPhone(Phone):
    """A phone with a Chromium of its own, whose profile lies in ``folder``."""

    def __init__(self, browser: Browser, house: House, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        super().__init__(browser, house)
        self.context.set_default_timeout(_PATIENCE_SECONDS * 1000)

    def _make_context(self, browser: Browser) -> Callable[..., BrowserContext]:
        return partial(
            browser.browser_type.launch_persistent_context,
            str(self._folder),
            executable_path=CHROMIUM,
            args=list(FLAGS),
        )

    def die(self) -> None:
        """SIGKILL to every process of this browser: nothing is written any more, nobody says good-bye."""
        # Chromium brings cookies to the disk every half minute; whoever is killed before enters the code of the team again.
        self._cookies = self.context.cookies()
        for pid in self._processes():
            os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + _PATIENCE_SECONDS
        while self._processes():
            assert time.monotonic() < until, "the browser does not die"
            time.sleep(0.02)

    def start_again(self, *probes: str) -> None:
        """Switch the phone on and open the app; ``probes`` are scripts that watch its pages from their first moment."""
        for lock in self._folder.glob("Singleton*"):
            lock.unlink()
        self._switch_on(self._browser, ANDROID)
        self.context.set_default_timeout(_PATIENCE_SECONDS * 1000)
        self.context.add_cookies(self._cookies)  # type: ignore[arg-type]
        for probe in probes:
            self.context.add_init_script(probe)
        self.open()

    def _processes(self) -> list[int]:
        """The browser with this profile, which nobody but this phone has started."""
        found = []
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = command.read_bytes().split(b"\0")
            except OSError:
                continue
            if f"--user-data-dir={self._folder}".encode() in words:
                found.append(int(command.parent.name))
        return found
