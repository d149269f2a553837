"""A process of its own for decoding: whatever a hostile picture does to a decoder, the worker lives on and knows.

The child has a ceiling of memory and no duties; it ends when the worker ends, even when the worker is killed.
"""

import multiprocessing
import resource
import signal
import threading
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType

from app.photos.images import DamagedImage, Derivatives, clean
from app.photos.rules import Rectangle

_MOST_MEMORY = 2 * 1024**3
_MOST_SECONDS = 60.0
# Decoders leak a little; a fresh child now and then forgets it.
_MOST_PICTURES = 200


class Darkroom:
    """Develops one picture at a time. Use it as a context."""

    def __init__(self, *, most_seconds: float = _MOST_SECONDS) -> None:
        self._most_seconds = most_seconds
        self._child: BaseProcess | None = None
        self._line: Connection | None = None
        self._done = 0

    def develop(self, data: bytes, cover: Sequence[Rectangle] = ()) -> Derivatives:
        """As ``images.clean``. A picture that brings down the decoder twice, or holds it up for a minute, is damaged."""
        for _ in range(2):
            started = time.monotonic()
            try:
                return self._ask(data, cover)
            except (EOFError, OSError):
                self._close()
            if time.monotonic() - started >= self._most_seconds:
                raise DamagedImage("the decoder took too long")
            # Perhaps the machine was short of memory for a moment; a second time it is the picture.
        raise DamagedImage("the decoder died")

    def _ask(self, data: bytes, cover: Sequence[Rectangle]) -> Derivatives:
        line, child = self._open()
        # Whatever the child hangs on, its end ends our waiting.
        watch = threading.Timer(self._most_seconds, child.kill)
        watch.start()
        try:
            line.send((data, cover))
            answer = line.recv()
        finally:
            watch.cancel()
        self._done += 1
        if self._done >= _MOST_PICTURES:
            self._close()
        if isinstance(answer, Derivatives):
            return answer
        raise DamagedImage(str(answer))

    def _open(self) -> tuple[Connection, BaseProcess]:
        if self._line is None or self._child is None:
            # A fresh interpreter: nothing of the worker's (its connections, its store) is within reach.
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._child = context.Process(target=_develop_all, args=(theirs,), daemon=True, name="keng-darkroom")
            self._child.start()
            theirs.close()
            self._done = 0
        return self._line, self._child

    def _close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child = None

    def __enter__(self) -> "Darkroom":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._close()


def _develop_all(line: Connection) -> None:
    """The child: bytes in, pictures or the name of the damage out, until the line ends."""
    # A service manager stops all processes at once; the worker decides when this one is no longer needed.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            data, cover = line.recv()
        except EOFError:
            return
        answer: Derivatives | str
        try:
            answer = clean(data, cover)
        except Exception as error:
            # The worker hears what it was, and goes on with the next picture.
            answer = str(error) or type(error).__name__
        line.send(answer)
