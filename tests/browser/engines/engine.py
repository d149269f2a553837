"""What the offline night needs of a browser, and what all of them share: a process, its folder, and its last words."""

import os
import shutil
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

PATIENCE_SECONDS = 30
WIDTH, HEIGHT, SCALE = 360, 640, 2
# A port at which nothing answers: the proxy for all that is not on this machine.
NOBODY = 9
_STOP_SECONDS = 10
Found = TypeVar("Found")


class Moved(Exception):
    """What was to be touched is not there any more, or something lies over it: look again."""


class Crashed(AssertionError):
    """The engine itself fell: no page answers any more until it is started again."""


class Engine(ABC):
    """One browser with a profile in ``folder``, which it still has when it is started again."""

    package: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        folder.mkdir(exist_ok=True)

    # ── life ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    @abstractmethod
    def start(self) -> None:
        """Switch it on, with one empty page."""

    @abstractmethod
    def leave(self) -> None:
        """Close its windows as a person does."""

    def end(self) -> None:
        """Close it, and see that nothing of it stays behind."""
        try:
            self.leave()
        finally:
            for process in reversed(self._running):
                _stop(process)
            self._running.clear()

    def kill(self) -> None:
        """SIGKILL to all its processes: nothing is written any more, nobody says good-bye."""
        for process in reversed(self._running):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(_STOP_SECONDS)
        self._running.clear()

    def _run(
        self, *command: str, env: dict[str, str] | None = None, hands_over: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        program = shutil.which(command[0])
        assert program, (
            f"{command[0]} is not here: apt-get install {self.package} (tools/debian.sh names all that tests need)"
        )
        own = {"TZ": "Asia/Ho_Chi_Minh", "LANG": "C.UTF-8", "LANGUAGE": "vi", "HOME": str(self.folder)}
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        with (self.folder / f"{Path(program).name}.log").open("ab") as log:
            process = subprocess.Popen(
                [program, *command[1:]],
                env=kept | own | (env or {}),
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=hands_over,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def last_words(self) -> str:
        """What its processes said in the end."""
        return "\n".join(file.read_text(errors="replace")[-2000:] for file in sorted(self.folder.glob("*.log")))

    def _wait_for(self, find: Callable[[], Found | None], complaint: str) -> Found:
        until = time.monotonic() + PATIENCE_SECONDS
        while (found := find()) is None:
            dead = [process for process in self._running if process.poll() is not None]
            assert not dead and time.monotonic() < until, f"{complaint}:\n{self.last_words()}"
            time.sleep(0.05)
        return found

    def set_offline(self, offline: bool) -> None:  # noqa: B027 - not every engine has one
        """Its own switch, where it has one: its pages then hear that the network goes and comes."""

    # ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address, and wait until it has loaded."""

    @abstractmethod
    def reload(self) -> None:
        """Load the page again."""

    @abstractmethod
    def ask(self, function: str, *given: Any) -> Any:
        """Call a JavaScript function in the page, and give what it or its promise answers."""

    @abstractmethod
    def touch(self, function: str, *given: Any) -> None:
        """Touch the element that a function gives, as a finger or a mouse does; ``Moved`` when that cannot be done."""

    @abstractmethod
    def write(self, text: str, function: str, *given: Any) -> None:
        """Type into the element that a function gives."""

    @abstractmethod
    def choose(self, files: list[Path], function: str, *given: Any) -> None:
        """Choose files for the input that a function gives."""

    @abstractmethod
    def picture(self) -> bytes:
        """What it shows, as a PNG."""


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_SECONDS)
    with suppress(ProcessLookupError):
        # Its children too, which may outlive it.
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(_STOP_SECONDS)
