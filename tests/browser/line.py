"""A line between a phone and the server that can really be cut: a browser's own offline switch spares some requests."""

import asyncio
import re
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_PIECE, _SMALL_PIECE = 64 * 1024, 4 * 1024
_SECONDS = 10


class Line:
    """Relays to ``server`` (``host:port``) while it is up. Use it as a context; phones connect to ``base_url``."""

    def __init__(self, server: str) -> None:
        self._host, _, self._port = server.rpartition(":")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._is_up = True
        self._pace = 0.0
        self._instead: bytes | None = None
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
        """The line is up again, and the server itself answers."""
        self._instead = None
        self._is_up = True

    def answer_instead(self, answer: bytes) -> None:
        """From now on something on the way gives this answer to every request; the server hears none."""
        self.cut()
        self._instead = answer

    def slow_down(self, bytes_a_second: float) -> None:
        """From now on each connection carries so much each way; 0 takes the limit off."""
        self._pace = bytes_a_second

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
        if self._instead is not None:
            with suppress(OSError, asyncio.CancelledError):
                await self._stand_in(self._instead, reader, writer)
            return
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

    async def _stand_in(self, answer: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The body is read, too: closing on unread bytes resets the connection, and the answer would be lost with it.
        with suppress(asyncio.IncompleteReadError, TimeoutError):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _SECONDS)
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            await asyncio.wait_for(reader.readexactly(int(length[1]) if length else 0), _SECONDS)
            writer.write(answer)
            await writer.drain()
        writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE if not self._pace else _SMALL_PIECE):
                self.relayed += len(piece)
                if self._pace:
                    await asyncio.sleep(len(piece) / self._pace)
                writer.write(piece)
                await writer.drain()
        writer.close()
