"""A line between somebody and a server of this machine, which a test can cut, mend, shape and count."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Literal, Self, TypeVar

Answer = TypeVar("Answer")
Direction = Literal["up", "down"]
SECONDS = 10


class Relay:
    """Relays to ``server`` (``host:port``) while it is up, in a thread of its own. Use it as a context, ask at ``base_url``.

    Kinds of lines say in ``_pump`` how bytes travel, and in ``_meet`` what stands at the door.
    """

    def __init__(self, server: str) -> None:
        self._host, _, self._port = server.rpartition(":")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._is_up = True
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._answer, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()

    @property
    def base_url(self) -> str:
        """Where the line begins."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """From now on nothing passes; what is under way breaks off."""
        self._do(self._cut())

    def _do(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    async def _cut(self) -> None:
        self._is_up = False
        for writer in self._open:
            writer.transport.abort()

    async def _end(self) -> None:
        await self._cut()
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Being ended is no fault of a line.
        with suppress(asyncio.CancelledError):
            if await self._meet(reader, writer):
                return
            try:
                there, here = await asyncio.open_connection(self._host, int(self._port))
            except OSError:
                writer.transport.abort()
                return
            self._open |= {writer, here}
            try:
                await asyncio.gather(self._pump(reader, here, "up"), self._pump(there, writer, "down"))
            finally:
                self._open -= {writer, here}

    async def _meet(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Meets whoever comes; true when the server is not to hear of it."""
        if not self._is_up:
            writer.transport.abort()
        return not self._is_up

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Direction) -> None:
        raise NotImplementedError
