"""The two processes that ``make run`` minds. They are forked from this one after the application was loaded, so that it is
loaded once and its memory is shared; each ends when we do, and is asked gently first."""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

_GENTLE_SECONDS = 25.0
_PR_SET_PDEATHSIG = 1


def _begin(work: Callable[[], None]) -> None:
    """The child's first steps: away from our terminal's signals (Ctrl-C reaches us, and we stop it in order)."""
    os.setsid()
    if sys.platform == "linux":
        # The kernel stops it when we are killed without a chance to do so ourselves.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    work()


class Child:
    """A process that we started and answer for; ``work`` runs in it until it is told to stop."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self._work = work
        self._process: BaseProcess | None = None
        self._started = 0.0

    def start(self) -> None:
        """Start it, or start it again."""
        self._process = multiprocessing.get_context("fork").Process(target=_begin, args=(self._work,), name=self.name)
        self._process.start()
        self._started = time.monotonic()

    @property
    def exit_status(self) -> int | None:
        """None while it runs."""
        return self._process.exitcode if self._process else None

    @property
    def lived(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    def ask_to_stop(self) -> None:
        """Tell it to finish what it is doing."""
        if self._process and self._process.is_alive():
            self._process.terminate()

    def wait_stopped(self) -> None:
        """Wait until it has ended; one that does not listen is killed."""
        if self._process is None:
            return
        self._process.join(_GENTLE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
