"""A line between a phone and the server that can really be cut: a browser's own offline switch spares some requests."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_PIECE = 64 * 1024
_SECONDS = 10


class Line:
    """Relays to ``server`` (``host:port``) while it is up. Use it as a context; phones connect to ``base_url``."""

    def __init__(self, server: str) -> None:
        self._host, _, self._port = server.rpartition(":")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._is_up = True
        self.relayed = 0
        self.base_url = ""

    def __enter__(self) -> "Line":
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._answer, "127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)
        self._loop.close()

    def cut(self) -> None:
        """From now on nothing passes; what is under way breaks off."""
        self._do(self._cut())

    def mend(self) -> None:
        """The line is up again."""
        self._is_up = True

    def _do(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)

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
        if not self._is_up:
            writer.transport.abort()
            return
        try:
            there, here = await asyncio.open_connection(self._host, int(self._port))
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, here}
        # Being ended is no fault of a line.
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._pump(reader, here), self._pump(there, writer))
        self._open -= {writer, here}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                self.relayed += len(piece)
                writer.write(piece)
                await writer.drain()
        writer.close()
