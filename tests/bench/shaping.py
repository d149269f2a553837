"""A network as a phone has it at two in the morning: so many bits a second each way, so long a way, every byte counted."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_PIECE = 2048
_SECONDS = 10
# What a modem keeps waiting at most, in seconds of sending; beyond that the sender has to wait.
_BUFFER = 0.25


@dataclass
class Way:
    """One direction. ``bits`` a second (None: as fast as the machine), ``seconds`` from end to end."""

    bits: float | None = None
    seconds: float = 0.0
    bytes: int = 0
    _free_at: float = field(default=0.0, repr=False)

    async def carry(self, piece: bytes) -> float:
        """Wait for a place in the buffer; gives the moment (of the loop's clock) at which the piece arrives."""
        loop = asyncio.get_running_loop()
        self.bytes += len(piece)
        if self.bits is None:
            return loop.time()
        self._free_at = max(self._free_at, loop.time()) + len(piece) * 8 / self.bits
        arrives = self._free_at + self.seconds
        await asyncio.sleep(max(0.0, self._free_at - loop.time() - _BUFFER))
        return arrives


class ShapedLine:
    """Relays to a server of this machine; ``shape`` changes what the network is like. Use it as a context."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="shaped-line", daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._is_up = True
        self.up, self.down = Way(), Way()
        self.port = 0

    def __enter__(self) -> "ShapedLine":
        self._thread.start()
        server = self._do(asyncio.start_server(self._answer, "127.0.0.1", 0))
        self._server = server
        self.port = server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)
        self._loop.close()

    def cut(self) -> None:
        """Nothing passes from now on."""
        self._do(self._cut())

    def shape(self, bits: float | None, round_trip: float) -> None:
        """The network is there and like this; counting begins anew."""
        self.up, self.down = (Way(bits, round_trip / 2) for _ in range(2))
        self._is_up = True

    @property
    def bytes(self) -> int:
        """Both ways since ``shape``."""
        return self.up.bytes + self.down.bytes

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
        # The handshake of a connection is one round trip before its first byte.
        await asyncio.sleep(self.up.seconds + self.down.seconds)
        try:
            there, here = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, here}
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._pump(reader, here, "up"), self._pump(there, writer, "down"))
        self._open -= {writer, here}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arrivals = asyncio.ensure_future(self._deliver(waiting, writer))
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                carrier: Way = getattr(self, way)
                waiting.put_nowait((await carrier.carry(piece), piece))
        waiting.put_nowait((0.0, b""))
        await arrivals

    async def _deliver(self, waiting: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while True:
                arrives, piece = await waiting.get()
                if not piece:
                    break
                await asyncio.sleep(max(0.0, arrives - asyncio.get_running_loop().time()))
                writer.write(piece)
                await writer.drain()
        writer.close()
